/** Which rows, in which order: read from the address and written back to it, so that a link shows the same view. */
import type { LedgerRow } from './port.ts'

export const SHOWN = {
  open: '在办',
  late: '逾期',
  soon: '临近到期',
  answered: '待审核',
  asked: '申请待定',
  closed: '已办结',
  revoked: '已撤回',
  all: '全部',
} as const
export type Shown = keyof typeof SHOWN

export const URGENCIES = { ordinary: '平件', urgent: '加急', most_urgent: '特急' } as const
export type UrgencyShown = keyof typeof URGENCIES | ''

export const SORTS = { number: '编号', due: '期限', last: '最近动态' } as const
export type Sort = keyof typeof SORTS

export interface LedgerQuery {
  readonly q: string
  readonly shown: Shown
  readonly department: string
  readonly kind: string
  readonly urgency: UrgencyShown
  readonly sort: Sort
  readonly down: boolean
  /** Counted from 1. */
  readonly page: number
}

/** More rows than these are on further pages. */
export const PAGE_ROWS = 200

/** Anything the address does not say, or says wrongly, is as usual: everything open, nearest due first. */
export function readQuery(query: Readonly<Record<string, string | undefined>>): LedgerQuery {
  const shown =
    query.state !== undefined && Object.hasOwn(SHOWN, query.state) ? (query.state as Shown) : 'open'
  const sort = query.sort !== undefined && Object.hasOwn(SORTS, query.sort) ? (query.sort as Sort) : 'due'
  return {
    q: (query.q ?? '').trim().slice(0, 100),
    shown,
    department: (query.department ?? '').slice(0, 40),
    kind: (query.kind ?? '').slice(0, 20),
    urgency:
      query.urgency !== undefined && Object.hasOwn(URGENCIES, query.urgency)
        ? (query.urgency as UrgencyShown)
        : '',
    sort,
    down: query.dir === undefined ? sort !== 'due' : query.dir === 'desc',
    page: /^[1-9]\d{0,4}$/.test(query.page ?? '') ? Number(query.page) : 1,
  }
}

/** @param to the page itself, or the table that is made of it */
export function writeQuery(query: LedgerQuery, to = '/'): string {
  const said = new URLSearchParams()
  if (query.q) said.set('q', query.q)
  if (query.shown !== 'open') said.set('state', query.shown)
  if (query.department) said.set('department', query.department)
  if (query.kind) said.set('kind', query.kind)
  if (query.urgency) said.set('urgency', query.urgency)
  if (query.sort !== 'due') said.set('sort', query.sort)
  if (query.down !== (query.sort !== 'due')) said.set('dir', query.down ? 'desc' : 'asc')
  if (query.page > 1) said.set('page', String(query.page))
  const text = said.toString()
  return text === '' ? to : `${to}?${text}`
}

export function pick(rows: readonly LedgerRow[], query: LedgerQuery): readonly LedgerRow[] {
  const found = matching(rows, query).filter((row) => isShown(row, query.shown))
  const sign = query.down ? -1 : 1
  return found.toSorted((a, b) => sign * compare(a, b, query.sort) || b.year - a.year || b.no - a.no)
}

/** How many rows each state has, of those that match in everything else. */
export function countShown(rows: readonly LedgerRow[], query: LedgerQuery): Readonly<Record<Shown, number>> {
  const found = matching(rows, query)
  const names = Object.keys(SHOWN) as Shown[]
  return Object.fromEntries(
    names.map((shown) => [shown, found.filter((row) => isShown(row, shown)).length]),
  ) as Record<Shown, number>
}

function matching(rows: readonly LedgerRow[], query: LedgerQuery): readonly LedgerRow[] {
  return rows.filter(
    (row) => ofDepartment(row, query) && ofKind(row, query) && ofUrgency(row, query) && says(row, query.q),
  )
}

function isShown(row: LedgerRow, shown: Shown): boolean {
  switch (shown) {
    case 'all':
      return true
    case 'open':
      return row.state !== 'closed' && row.state !== 'revoked'
    case 'soon':
      return row.soon
    case 'asked':
      return row.asks !== undefined
    case 'answered':
      return row.state === 'answered' || row.toReview === true
    default:
      return row.state === shown
  }
}

function ofDepartment(row: LedgerRow, { department }: LedgerQuery): boolean {
  return department === '' || row.parts.some((part) => part.name === department && !part.gone)
}

function ofKind(row: LedgerRow, { kind }: LedgerQuery): boolean {
  return kind === '' || row.kind === kind
}

/** 特急 that is not confirmed is treated as 加急. */
function ofUrgency(row: LedgerRow, { urgency }: LedgerQuery): boolean {
  if (urgency === '') return true
  return urgency === 'ordinary'
    ? row.urgency === undefined
    : row.urgency?.startsWith(URGENCIES[urgency]) === true
}

/** Every word must stand somewhere in the row; `#12` and `12号` mean the number. */
function says(row: LedgerRow, q: string): boolean {
  if (q === '') return true
  const text = [
    row.number,
    row.kind,
    row.subject,
    row.urgency ?? '',
    row.restricted ? '限定知悉' : '',
    ...(row.asks ?? []),
    row.stateText,
    row.due,
    row.lastWord,
    ...row.parts.map((p) => p.name),
  ]
    .join(' ')
    .toLowerCase()
  return q
    .toLowerCase()
    .split(/\s+/)
    .every((word) => {
      const number = /^[#＃]?(\d{1,6})号?$/.exec(word)?.[1]
      return number !== undefined && /[#＃号]/.test(word) ? row.no === Number(number) : text.includes(word)
    })
}

function compare(a: LedgerRow, b: LedgerRow, sort: Sort): number {
  if (sort === 'number') return a.year - b.year || a.no - b.no
  if (sort === 'last') return a.lastAt - b.lastAt
  // Without a due moment: after all that have one.
  return (a.dueAt ?? Number.MAX_SAFE_INTEGER) - (b.dueAt ?? Number.MAX_SAFE_INTEGER)
}
