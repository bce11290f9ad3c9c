/** A list of orders as a table: the rows that are shown, in the order they are shown, with the filter and the moment. */
import { printNo } from '../../domain/serial.ts'
import type { Moment } from '../../domain/time.ts'
import type { Button, Press } from '../message.ts'
import { sayDue, sayFullMoment } from './dates.ts'
import { type ListRow, rowState } from './lists.ts'
import { type Table, tableMoment } from './table.ts'

export interface ListPart {
  /** 待办, 待审核: where a list is made of several. */
  readonly heading?: string
  readonly rows: readonly ListRow[]
}

interface Shown {
  /** 在办, 逾期 … */
  readonly title: string
  /** What was understood of the question: 人事科，“招生”. */
  readonly filterWords: string
  readonly by: string
  readonly at: Moment
  /** When the list stood otherwise: the moment it was said. */
  readonly changedSince?: Moment
}

export function listTable(parts: readonly ListPart[], shown: Shown): Table {
  const grouped = parts.some((p) => p.heading !== undefined)
  const rows = parts.flatMap(({ heading, rows }) => rows.map((row) => ({ heading: heading ?? '', row })))
  return {
    name: '清单',
    title: `督办事项清单（${shown.title}）`,
    lines: [
      `筛选：${[shown.title, shown.filterWords].filter(Boolean).join('，')}　共 ${rows.length} 件`,
      `截至：${sayFullMoment(shown.at)}　导出：${shown.by}`,
      ...(shown.changedSince === undefined
        ? []
        : [`清单于 ${sayFullMoment(shown.changedSince)}列出，其后已有变动；本表为导出时的情况`]),
    ],
    columns: [
      { heading: '序号', width: 6, align: 'center' },
      ...(grouped ? [{ heading: '类型', width: 9 }] : []),
      { heading: '编号', width: 15 },
      { heading: '类别', width: 9 },
      { heading: '事项', width: 40 },
      { heading: '牵头', width: 20 },
      { heading: '配合', width: 20 },
      { heading: '期限', width: 26 },
      { heading: '办理情况', width: 22 },
      { heading: '经办', width: 9 },
      { heading: '下发时间', width: 17 },
    ],
    rows: rows.map(({ heading, row }, i) => {
      const { card } = row
      const names = (role: 'lead' | 'assist') =>
        card.assignments
          .filter((a) => a.role === role && a.state !== 'declined')
          .map((a) => a.department.name)
          .join('、')
      return [
        i + 1,
        ...(grouped ? [heading] : []),
        printNo(card.no),
        card.kind,
        card.subject,
        names('lead'),
        names('assist'),
        sayDue(card.due, card.dueNote, FULL),
        rowState(row).text,
        card.issuedBy,
        tableMoment(card.issuedAt),
      ]
    }),
    foot: [],
  }
}

/** The year is said too: a table is read later. */
const FULL = { year: 0 }

/** Sends the list that carries it as a table. `press`: the filter, so that the same list is made again. */
export function exportButton(press: Readonly<Record<string, string>>): Button {
  return { label: '导出表格', press: { do: 'list.export', ...press } satisfies Press }
}

/** A short name for what a list held: another one, and the list has changed. */
export function listMark(parts: readonly ListPart[]): string {
  let hash = 0x811c9dc5
  const held = parts.map((p) => p.rows.map(({ card }) => printNo(card.no)).join()).join('|')
  for (const c of held) hash = Math.imul(hash ^ c.codePointAt(0)!, 0x01000193) >>> 0
  return hash.toString(16)
}
