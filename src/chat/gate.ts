/**
 * The privacy gate: what must not be stored, dispatched or shown, found and masked before anything else is done.
 *
 * - numbers that identify a person: identity card, mobile, bank card;
 * - secrecy marks (密级), as marks and not as words: `机密★1年` is one, 商业秘密 is not;
 * - the names of applicants, where a case has recorded them.
 *
 * It reads the text as a person would: full-width digits, traditional characters, spaces, hyphens and invisible
 * signs inside a number make no difference. A mask shows that something stood there and nothing of it.
 * The gate is against accidents, not against somebody who wants to smuggle: a photograph passes.
 */
import type { Day } from '../domain/time.ts'
import { findBankCards } from './gate/bank-card.ts'
import { groupsOf } from './gate/digits.ts'
import { findIdCards, groupsBeside } from './gate/id-card.ts'
import { findMobiles } from './gate/mobile.ts'
import { findNames } from './gate/names.ts'
import { findFileMarks, findSecrecyMarks } from './gate/secrecy.ts'
import { normalize } from './normalize.ts'

export const FINDING_KINDS = ['id-card', 'mobile', 'bank-card', 'secrecy-mark', 'applicant-name'] as const
export type FindingKind = (typeof FINDING_KINDS)[number]

/** Where something stands in the text as it was given; `end` is the first place after it. */
export interface Span {
  readonly start: number
  readonly end: number
}

export interface Finding {
  readonly kind: FindingKind
  readonly count: number
  readonly spans: readonly Span[]
}

export interface GateOptions {
  /** The order asks for telephone numbers: they are found, and left standing. See {@link maskPhones}. */
  readonly allowStaffPhones: boolean
  /** Applicants of the cases that are open. */
  readonly names?: readonly string[]
  /** Nobody is born after it; without it any date up to 2099 passes for a birthday. */
  readonly today?: Day
}

export interface Examined {
  readonly masked: string
  /** One for each kind found, in the order of {@link FINDING_KINDS}. */
  readonly findings: readonly Finding[]
}

/** What stands where something was masked. */
export const MASKS: Readonly<Record<FindingKind, string>> = {
  'id-card': '〔身份证号〕',
  mobile: '〔手机号〕',
  'bank-card': '〔银行卡号〕',
  'secrecy-mark': '〔密级标志〕',
  'applicant-name': '〔申请人〕',
}

interface Hit extends Span {
  readonly kind: FindingKind
}

export function examine(text: string, options: GateOptions): Examined {
  return examined(text, hitsIn(text, options, findSecrecyMarks), options)
}

/** Like {@link examine}, for the name of a file: `机密_方案.docx` carries a mark where a sentence would not. */
export function examineFileName(name: string, options: GateOptions): Examined {
  return examined(name, hitsIn(name, options, findFileMarks), options)
}

/** Masks mobile numbers alone: for text that may keep them, shown outside the thread that asked for them. */
export function maskPhones(text: string): string {
  const hits = hitsIn(text, { allowStaffPhones: false }, () => [])
  return maskedAt(
    text,
    hits.filter((h) => h.kind === 'mobile'),
  )
}

function examined(text: string, hits: readonly Hit[], options: GateOptions): Examined {
  const findings = FINDING_KINDS.flatMap((kind) => {
    const spans = hits.filter((h) => h.kind === kind).map(({ start, end }) => ({ start, end }))
    return spans.length === 0 ? [] : [{ kind, count: spans.length, spans }]
  })
  const toMask = options.allowStaffPhones ? hits.filter((h) => h.kind !== 'mobile') : hits
  return { masked: maskedAt(text, toMask), findings }
}

/** All hits in the order of the text; where two claim the same place, the surer kind has it. */
function hitsIn(
  original: string,
  options: GateOptions,
  findMarks: (text: string) => readonly Span[],
): readonly Hit[] {
  const normalized = normalize(original)
  const { text } = normalized
  const cards = findIdCards(text, groupsOf(text), options.today)
  const groups = groupsBeside(text, cards)
  const bySureness: readonly (readonly [FindingKind, readonly Span[]])[] = [
    ['id-card', cards],
    ['bank-card', findBankCards(text, groups)],
    ['mobile', findMobiles(text, groups)],
    ['secrecy-mark', findMarks(text)],
    ['applicant-name', findNames(text, options.names ?? [])],
  ]
  const taken = new Uint8Array(text.length)
  const hits: Hit[] = []
  for (const [kind, spans] of bySureness) {
    for (const { start, end } of spans) {
      if (taken.subarray(start, end).includes(1)) continue
      taken.fill(1, start, end)
      hits.push({ kind, start: normalized.at(start), end: normalized.at(end - 1) + 1 })
    }
  }
  return hits.sort((a, b) => a.start - b.start)
}

function maskedAt(text: string, hits: readonly Hit[]): string {
  let masked = ''
  let from = 0
  for (const { kind, start, end } of hits) {
    masked += text.slice(from, start) + MASKS[kind]
    from = end
  }
  return masked + text.slice(from)
}
