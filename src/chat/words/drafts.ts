/** The lines of an order that is not issued yet: as its sender sees them in the preview, and who is asked to approve it. */
import type { DraftDepartment, DraftLine, RestrictedTo } from '../../domain/notices.ts'
import { printNo } from '../../domain/serial.ts'
import type { Line } from '../message.ts'
import { type DateWords, sayDay, sayDue } from './dates.ts'
import { URGENCY_NAMES } from './names.ts'
import { cut, listNames } from './short.ts'

/** More departments than this are counted, and their names folded into one line. */
const MOST_WITH_PEOPLE = 4
/** Up to so many orders have two lines each, more of them one, still more share one. */
const MOST_WITH_TWO_LINES = 4
const MOST_WITH_ONE_LINE = 10

/** What will be issued, a line for each thing that was said. */
export function draftLines(line: DraftLine, year: DateWords): readonly Line[] {
  return [
    `事项　${cut(line.subject, 200)}`,
    ...departmentLines(line),
    `期限　${sayDue(line.due, line.dueNote, year)}${line.workdays ? `　${line.workdays} 个工作日` : ''}`,
    ...(line.limit
      ? [`${line.limit.why || '法定期限'}　${sayDay(line.limit.on, year)}，内部期限不得超过`]
      : []),
    ...parentLines(line, year),
    `依据　${line.basis}`,
    ...urgencyLines(line),
    ...rolesLine(line),
    ...restrictedLines(line),
    ...(line.asksPhones ? ['本单征集联系电话：反馈中的工作电话予以登记，他处不显示'] : []),
  ]
}

/** Several orders at once: what, who, by when; what all share stands once below. */
export function orderBlocks(orders: readonly DraftLine[], year: DateWords): readonly Line[] {
  const shared = sharedLines(orders, year)
  const asides = (line: DraftLine) => (shared.length > 0 ? [] : asidesOf(line))
  if (orders.length <= MOST_WITH_TWO_LINES) {
    return [
      ...orders.flatMap((line, i) => [
        `${i + 1}　${cut(line.subject, 40)}`,
        [whoOf(line), sayDue(line.due, line.dueNote, year), ...asides(line)].join('　'),
      ]),
      ...shared,
    ]
  }
  const short = (line: DraftLine, i: number) =>
    [
      `${i + 1}　${cut(line.subject, 16)}`,
      cut(whoShort(line), 14),
      sayDue(line.due, undefined, year),
      ...asides(line),
    ].join('　')
  const lines = orders.map(short)
  // One line is left for what they share.
  const below = shared.length > 0 ? [shared.join('；')] : []
  if (lines.length <= MOST_WITH_ONE_LINE) return [...lines, ...below]
  const pairs = Array.from({ length: Math.ceil(lines.length / 2) }, (_, i) =>
    lines.slice(2 * i, 2 * i + 2).join('；'),
  )
  return [...pairs, ...below]
}

/** What is the same for every one of several orders. */
function sharedLines(orders: readonly DraftLine[], year: DateWords): readonly string[] {
  const [first] = orders
  if (!first) return []
  const same = orders.every((o) => asidesOf(o).join() === asidesOf(first).join())
  if (!same) return []
  const asides = [`${first.kind}　依据　${first.basis}`, ...(first.urgency ? [urgencyWords(first)] : [])]
  return [
    asides.join('　'),
    ...rolesLine(first),
    ...restrictedLines(first),
    ...parentLines(first, year),
    ...(orders.some((o) => o.asksPhones) ? ['征集联系电话的，反馈中的工作电话予以登记，他处不显示'] : []),
  ]
}

/** What one of several orders has of its own. */
function asidesOf(line: DraftLine): readonly string[] {
  return [
    ...(line.kind === '交办单' ? [] : [line.kind]),
    ...(line.basis === '办公室指定' ? [] : [`依据 ${cut(line.basis, 20)}`]),
    ...(line.urgency ? [URGENCY_NAMES[line.urgency]] : []),
    ...(line.reviewer ? [`审核 ${line.reviewer}`] : []),
    ...(line.copied && line.copied.length > 0 ? [`抄送 ${listNames(line.copied, 4)}`] : []),
    ...(line.restrictedTo ? ['限定知悉'] : []),
    ...(line.parentDue ? ['期限晚于原单'] : []),
  ]
}

function urgencyLines(line: DraftLine): readonly string[] {
  if (line.urgency === undefined || line.urgency === 'ordinary') return []
  return [`紧急程度　${urgencyWords(line)}`]
}

function urgencyWords(line: DraftLine): string {
  const name = URGENCY_NAMES[line.urgency ?? 'ordinary']
  return line.urgency === 'most_urgent' && !line.urgencyConfirmed
    ? `${name}（下发后报主任确认，确认前按加急办理）`
    : name
}

function rolesLine(line: DraftLine): readonly string[] {
  const said = [
    ...(line.reviewer ? [`审核　${line.reviewer}`] : []),
    ...(line.copied && line.copied.length > 0 ? [`抄送　${listNames(line.copied, 8)}（供知悉）`] : []),
  ]
  return said.length > 0 ? [said.join('　')] : []
}

function restrictedLines(line: DraftLine): readonly string[] {
  if (!line.restrictedTo) return []
  return [`限定知悉　只送${listNames(line.restrictedTo.map(sayRestrictedTo), 6)}；工作群仅见编号`]
}

function parentLines(line: DraftLine, year: DateWords): readonly string[] {
  if (!line.parent) return []
  const no = printNo(line.parent)
  return [
    line.parentDue
      ? `子单　属${no}，期限晚于该单的 ${sayDue(line.parentDue, undefined, year)}，请核对`
      : `子单　属${no}`,
  ]
}

function departmentLines({ lead, assist }: DraftLine): readonly Line[] {
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

function group(label: string, parts: readonly DraftDepartment[], after: string): readonly Line[] {
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

function whoOf({ lead, assist }: DraftLine): string {
  const few = lead.length + assist.length <= MOST_WITH_PEOPLE
  const say = (parts: readonly DraftDepartment[]) =>
    few
      ? people(parts)
      : listNames(
          parts.map((p) => p.department),
          8,
        )
  return [say(lead), ...(assist.length > 0 ? [`配合 ${say(assist)}`] : [])].join('，')
}

function whoShort({ lead, assist }: DraftLine): string {
  const names = [...lead, ...assist].map((d) => d.department)
  return listNames(names, 2)
}

function people(parts: readonly DraftDepartment[]): string {
  return parts
    .map(({ department, person, handler }) => {
      const asides = [...(person ? [person] : []), ...(handler ? [`经办 ${handler}`] : [])]
      return `${department}${asides.length > 0 ? `（${asides.join('，')}）` : ''}`
    })
    .join('、')
}

/** 人事科群, 人事科（王强）, 孙丽. */
function sayRestrictedTo({ name, by, person }: RestrictedTo): string {
  if (by === 'chat') return `${name}群`
  if (by === 'none') return `${name}（暂无可送达的会话）`
  return person ? `${name}（${person}）` : name
}
