/**
 * A docx from a template: placeholders in half-width braces (`{事项}`), rows that repeat between `{#承办}` and `{/承办}`.
 * A template with anything wrong in it is not filled at all; what is wrong is named.
 */
export type Filling = { readonly [name: string]: string | boolean | readonly Filling[] }

export type TemplateFault =
  /** Not a docx at all. */
  | { readonly kind: 'not-docx' }
  /** A brace that is not closed, or not opened; a repetition that has no end, or no beginning. */
  | { readonly kind: 'unclosed' | 'unopened' | 'no-end' | 'no-beginning'; readonly near: string }
  /** A name that is none of the placeholders. */
  | { readonly kind: 'unknown'; readonly near: string }
  /** Full-width braces, which are not read. */
  | { readonly kind: 'full-width'; readonly near: string }
  | { readonly kind: 'other'; readonly near: string }

export type Filled =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly faults: readonly TemplateFault[] }

const MOST_FAULTS = 5

/** @param names every placeholder there is; what `filling` has no value for is left empty */
export async function fillTemplate(
  template: Uint8Array,
  filling: Filling,
  names: ReadonlySet<string>,
): Promise<Filled> {
  const [{ default: PizZip }, { default: Docxtemplater }] = await Promise.all([
    import('pizzip'),
    import('docxtemplater'),
  ])
  let zip: InstanceType<typeof PizZip>
  try {
    zip = new PizZip(template)
  } catch {
    return { ok: false, faults: [{ kind: 'not-docx' }] }
  }
  if (!zip.file('word/document.xml')) return { ok: false, faults: [{ kind: 'not-docx' }] }
  const unknown = new Set<string>()
  try {
    const doc = new Docxtemplater(zip, {
      paragraphLoop: true,
      linebreaks: true,
      errorLogging: false,
      parser: (tag) => ({
        get(scope: Filling) {
          if (!names.has(tag)) unknown.add(tag)
          return scope[tag] ?? ''
        },
      }),
      nullGetter: () => '',
    })
    const wide = /｛\s*([^｛｝{}]{1,20}?)\s*｝/.exec(doc.getFullText())?.[1]
    doc.render(filling)
    const faults: TemplateFault[] = [
      ...[...unknown].map((near): TemplateFault => ({ kind: 'unknown', near })),
      ...(wide && names.has(wide.replace(/^[#/]/, '')) ? [{ kind: 'full-width', near: wide } as const] : []),
    ]
    if (faults.length > 0) return { ok: false, faults: faults.slice(0, MOST_FAULTS) }
    return { ok: true, bytes: doc.getZip().generate({ type: 'uint8array', compression: 'DEFLATE' }) }
  } catch (error) {
    return { ok: false, faults: faultsOf(error).slice(0, MOST_FAULTS) }
  }
}

interface Told {
  readonly message?: string
  readonly properties?: {
    readonly id?: string
    readonly xtag?: string
    readonly context?: string
    readonly errors?: readonly Told[]
  }
}

const KINDS: Readonly<Record<string, Exclude<TemplateFault['kind'], 'not-docx'>>> = {
  unclosed_tag: 'unclosed',
  unopened_tag: 'unopened',
  duplicate_open_tag: 'unclosed',
  duplicate_close_tag: 'unopened',
  unclosed_loop: 'no-end',
  unopened_loop: 'no-beginning',
  closing_tag_does_not_match_opening_tag: 'no-end',
}

function faultsOf(error: unknown): TemplateFault[] {
  const told = error as Told
  const errors = told.properties?.errors ?? [told]
  const faults = errors.map(({ message, properties }): TemplateFault => {
    const near = (properties?.xtag || properties?.context || message || '').slice(0, 30)
    return { kind: KINDS[properties?.id ?? ''] ?? 'other', near }
  })
  // One brace too many is told twice.
  return faults.filter((f, i) => faults.findIndex((g) => JSON.stringify(g) === JSON.stringify(f)) === i)
}
