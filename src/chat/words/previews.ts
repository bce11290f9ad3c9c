/** The preview of an order, for its sender alone: exactly what will happen at 确认下发. */
import type { Due } from '../../domain/due.ts'
import type { DueNote } from '../../domain/notices.ts'
import { type Day, yearOf } from '../../domain/time.ts'
import type { Line, Message } from '../message.ts'
import { sayDay, sayDue } from './dates.ts'
import { cut, listNames, MOST_LINES } from './short.ts'

export interface PreviewDepartment {
  readonly department: string
  /** The head's name. */
  readonly person?: string | undefined
}

export interface PreviewFacts {
  /** The draft's id, carried by the buttons. */
  readonly id: string
  /** 交办单 */
  readonly kind: string
  readonly subject: string
  readonly lead: readonly PreviewDepartment[]
  readonly assist: readonly PreviewDepartment[]
  readonly due: Due
  readonly dueNote?: DueNote | undefined
  /** The term, when it was said or defaulted as working days. */
  readonly workdays?: number | undefined
  readonly basis: string
  /** Today's year, left unsaid in dates; the due year when absent. */
  readonly year?: number | undefined
  /** Receipt moved the due day since the last preview: the day shown then. */
  readonly movedFrom?: Day | undefined
  readonly asksPhones?: boolean | undefined
  /** What else was read, a line each: 其他日期 11月30日（周一）. */
  readonly readings?: readonly string[] | undefined
}

/** More departments than this are counted, and their names folded into one line. */
const MOST_WITH_PEOPLE = 4

export function preview(facts: PreviewFacts): Message {
  const year = { year: facts.year ?? yearOf(facts.due.on) }
  const draft = facts.id
  const lines: Line[] = [
    `事项　${cut(facts.subject, 200)}`,
    ...departmentLines(facts),
    `期限　${sayDue(facts.due, facts.dueNote, year)}${facts.workdays ? `　${facts.workdays} 个工作日` : ''}`,
    `依据　${facts.basis}`,
    ...(facts.movedFrom ? [`期限因收到时间变更（原为 ${sayDay(facts.movedFrom, year)}），请重新确认`] : []),
    ...(facts.asksPhones ? ['本单征集联系电话：反馈中的工作电话予以登记，他处不显示'] : []),
  ]
  return {
    title: `拟下发 ${facts.kind}`,
    lines: [...lines, ...(facts.readings ?? []).slice(0, MOST_LINES - 1 - lines.length)],
    buttons: [
      { label: '确认下发', press: { do: 'draft.confirm', draft }, style: 'primary' },
      { label: '修改', press: { do: 'draft.edit', draft } },
      { label: '取消', press: { do: 'draft.cancel', draft } },
    ],
  }
}

function departmentLines({ lead, assist }: PreviewFacts): Line[] {
  if (lead.length + assist.length <= MOST_WITH_PEOPLE) {
    if (assist.length === 0 && lead.length > 1) return [`承办　${people(lead)}　分别办理`]
    return [[`牵头　${people(lead)}`, ...(assist.length > 0 ? [`配合　${people(assist)}`] : [])].join('　')]
  }
  const separate = assist.length === 0
  return [
    ...group(separate ? '承办' : '牵头', lead, separate ? '　分别办理' : ''),
    ...group('配合', assist, ''),
  ]
}

function group(label: string, parts: readonly PreviewDepartment[], after: string): Line[] {
  if (parts.length === 0) return []
  if (parts.length <= MOST_WITH_PEOPLE) return [`${label}　${people(parts)}${after}`]
  return [
    `${label}　${parts.length} 个科室、单位${after}`,
    listNames(
      parts.map((p) => p.department),
      20,
    ),
  ]
}

function people(parts: readonly PreviewDepartment[]): string {
  return parts.map(({ department, person }) => `${department}${person ? `（${person}）` : ''}`).join('、')
}
