/**
 * Checks an exported journal from its text alone: no database, and none of the code that wrote it. Every entry's hash is
 * SHA-256 over the hash before it, a line feed and the entry's text; a matter begins after 64 zeros and counts from 1; the
 * head over all is SHA-256 over the lines `matter seq hash`, sorted by matter. Entries of restricted orders may stand there
 * without their text; how many is said.
 */
import { createHash } from 'node:crypto'
import { readCsv } from '../csv.ts'

export interface Verified {
  readonly ok: boolean
  readonly matters: number
  readonly entries: number
  /** Entries of restricted orders, given without what they say: only their place in the chain is checked. */
  readonly withheld?: number
  /** The head over all matters, as these entries give it. */
  readonly head: string
  /** For a head of an earlier day: the moment up to which the entries give it. */
  readonly asOf?: string
  readonly problems: readonly string[]
}

interface Entry {
  readonly matter: string
  readonly seq: number
  readonly at: string
  readonly kind: string
  readonly actor: string
  readonly body: string
  readonly prev: string
  readonly hash: string
}

interface Exported {
  readonly entries: readonly Entry[]
  readonly days: readonly { readonly day: string; readonly hash: string }[]
  readonly head: string | undefined
}

const GENESIS = '0'.repeat(64)
/** Enough to see what is wrong with a file; the rest is counted. */
const MOST = 50

/** @param head a head known from elsewhere (a leaders' brief, an earlier export) that these entries must lead to */
export function verifyJournal(text: string, head?: string): Verified {
  const problems: string[] = []
  const exported = readExport(text, problems)
  const { entries } = exported
  const byMatter = Map.groupBy(entries, (e) => e.matter)
  for (const [matter, chain] of byMatter) checkChain(matter, chain, problems)
  const last = new Map(
    [...byMatter].map(([matter, chain]) => [matter, chain.reduce((x, y) => (y.seq > x.seq ? y : x))]),
  )
  const found = headOver(last)
  if (exported.head !== undefined && exported.head !== found) {
    problems.push(`总值不符：文件写明 ${exported.head}，按条目计算为 ${found}；末尾的条目可能已被删去或增添`)
  }
  if (exported.head === undefined && entries.length > 0)
    problems.push('文件没有写明总值，末尾的条目是否齐全无法核对')
  let asOf: string | undefined
  const wanted = head?.trim().toLowerCase()
  if (wanted && wanted !== found) {
    asOf = momentOfHead(exported, wanted)
    if (asOf === undefined)
      problems.push(`总值 ${wanted} 与本文件任何时点均不符；本文件不是给出该总值的那份履历的延续`)
  }
  const more = problems.length - MOST
  const withheld = entries.filter(isWithheld).length
  return {
    ok: problems.length === 0,
    matters: byMatter.size,
    entries: entries.length,
    ...(withheld > 0 ? { withheld } : {}),
    head: found,
    ...(asOf === undefined ? {} : { asOf }),
    problems: more > 0 ? [...problems.slice(0, MOST), `另有 ${more} 处`] : problems,
  }
}

function checkChain(matter: string, chain: readonly Entry[], problems: string[]): void {
  const sorted = [...chain].sort((a, b) => a.seq - b.seq)
  let prev = GENESIS
  let seq = 0
  for (const e of sorted) {
    const where = `${matter} 第 ${e.seq} 条`
    if (e.seq === seq) problems.push(`${where}：出现两次`)
    else if (e.seq !== seq + 1)
      problems.push(`${matter}：第 ${seq + 1} 条${e.seq > seq + 2 ? `至第 ${e.seq - 1} 条` : ''}缺失`)
    if (e.prev !== prev) {
      problems.push(seq === 0 && e.seq === 1 ? `${where}：首条应接 64 个 0` : `${where}：与前一条不相接`)
    }
    if (!isWithheld(e)) {
      if (sha256(`${e.prev}\n${e.body}`) !== e.hash) problems.push(`${where}：内容与其散列值不符，已被改动`)
      checkBody(e, where, problems)
    }
    prev = e.hash
    seq = e.seq
  }
}

/** Of an order that is 限定知悉: all of its entry but its place in the chain was left out. */
function isWithheld(e: Entry): boolean {
  return e.body === '' && e.kind === '' && e.actor === ''
}

/** What stands beside the text must say what the text says. */
function checkBody(e: Entry, where: string, problems: string[]): void {
  let body: Record<string, unknown>
  try {
    body = JSON.parse(e.body) as Record<string, unknown>
  } catch {
    problems.push(`${where}：正文不是 JSON`)
    return
  }
  for (const name of ['matter', 'seq', 'at', 'kind', 'actor'] as const) {
    if (body[name] !== e[name]) problems.push(`${where}：“${name}”一栏与正文不一致`)
  }
}

/** The moment up to which the entries lead to this head; looked for on its day, when the export knows that day's head. */
function momentOfHead({ entries, days }: Exported, head: string): string | undefined {
  const day = days.find((d) => d.hash === head)?.day
  const sorted = entries
    .map((e, i) => ({ e, i }))
    .sort((a, b) => (a.e.at < b.e.at ? -1 : a.e.at > b.e.at ? 1 : a.i - b.i))
    .map(({ e }) => e)
  const last = new Map<string, Entry>()
  for (const [i, e] of sorted.entries()) {
    if ((last.get(e.matter)?.seq ?? 0) < e.seq) last.set(e.matter, e)
    // A day sealed before its first entry was sealed over the evening before.
    const next = sorted[i + 1]
    const candidate = day === undefined || !next || next.at.slice(0, 10) >= day
    if (candidate && headOver(last) === head) return e.at
    if (day !== undefined && e.at.slice(0, 10) > day) return undefined
  }
  return undefined
}

function headOver(last: ReadonlyMap<string, Entry>): string {
  const matters = [...last.keys()].sort()
  return sha256(matters.map((m) => `${m} ${last.get(m)!.seq} ${last.get(m)!.hash}`).join('\n'))
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function readExport(text: string, problems: string[]): Exported {
  const nothing: Exported = { entries: [], days: [], head: undefined }
  const words = text.replace(/^\uFEFF/, '')
  if (words.trim() === '') {
    problems.push('文件是空的')
    return nothing
  }
  if (!words.trimStart().startsWith('{')) return readTable(words, problems) ?? nothing
  let input: { format?: unknown; head?: unknown; days?: unknown; entries?: unknown }
  try {
    input = JSON.parse(words)
  } catch (error) {
    problems.push(`文件不是完整的 JSON：${(error as Error).message}`)
    return nothing
  }
  if (input.format !== 'duban-journal' || !Array.isArray(input.entries)) {
    problems.push('文件不是导出的履历（缺少 "format": "duban-journal" 或 "entries"）')
    return nothing
  }
  return {
    entries: input.entries.flatMap((e, i) => entryOf(e, `第 ${i + 1} 个条目`, problems)),
    days: Array.isArray(input.days)
      ? (input.days as Exported['days']).filter(
          (d) => typeof d?.hash === 'string' && typeof d.day === 'string',
        )
      : [],
    head: typeof input.head === 'string' ? input.head : undefined,
  }
}

function readTable(words: string, problems: string[]): Exported | undefined {
  const [head, ...rows] = readCsv(words)
  const at = (name: string) => head?.indexOf(name) ?? -1
  const names = ['matter', 'seq', 'at', 'kind', 'actor', 'body', 'prev', 'hash']
  const missing = names.filter((name) => at(name) < 0)
  if (missing.length > 0) {
    problems.push(`文件不是导出的履历：缺少 ${missing.join('、')} 列`)
    return undefined
  }
  const entries: Entry[] = []
  const days: { day: string; hash: string }[] = []
  let total: string | undefined
  rows.forEach((cells, i) => {
    const row = Object.fromEntries(
      names.map((name) => [name, (cells[at(name)] ?? '').replace(/^'(?=[=+\-@＝＋－＠])/, '')]),
    )
    if (row.matter === '' && row.kind === 'head') total = row.hash
    else if (row.matter === '' && row.kind === 'day') days.push({ day: row.at!, hash: row.hash! })
    else entries.push(...entryOf({ ...row, seq: Number(row.seq) }, `第 ${i + 2} 行`, problems))
  })
  return { entries, days, head: total }
}

function entryOf(input: unknown, where: string, problems: string[]): Entry[] {
  const e = (input ?? {}) as Record<string, unknown>
  const texts = ['matter', 'at', 'kind', 'actor', 'body', 'prev', 'hash']
  if (texts.every((name) => typeof e[name] === 'string') && Number.isInteger(e.seq))
    return [e as unknown as Entry]
  problems.push(`${where}：不是完整的履历条目`)
  return []
}
