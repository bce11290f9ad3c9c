/**
 * The words of every refusal: what was understood, the rule where a rule decides, and what to do. The table is complete by
 * its type: a code without words does not compile. A second press is met kindly: it says who did it and when.
 */
import type { Refusal } from '../domain/decision.ts'
import type { RefusalCode, RefusalFacts } from '../domain/refusals.ts'
import { POSTS } from '../domain/roster.ts'
import { type OrderNo, printNo } from '../domain/serial.ts'
import type { Message } from './message.ts'
import type { Names } from './words/bureau-names.ts'
import { sayDay, sayMoment } from './words/dates.ts'
import { ASSIGNMENT_STATES, actionName, POST_NAMES, postName } from './words/names.ts'
import { STRANGER, withoutPostLines } from './words/not-understood.ts'
import { notYours, OWN_DEED } from './words/not-yours.ts'
import { cut, examples, listNames, typedNo } from './words/short.ts'
import { exampleOf, REASON_EXAMPLES } from './words/typed-examples.ts'

export interface RefusalOptions {
  /** The command's own example, said where the words have to be typed anew. */
  readonly example?: string
}

export function wordRefusal(refusal: Refusal, names: Names, options: RefusalOptions = {}): Message {
  const words = REFUSAL_WORDS[refusal.code] as (facts: unknown, say: Saying) => readonly string[]
  return { lines: words(refusal.facts, { names, example: options.example }) }
}

interface Saying {
  readonly names: Names
  readonly example: string | undefined
}

export type RefusalWords = {
  readonly [C in RefusalCode]: (facts: RefusalFacts[C], say: Saying) => readonly string[]
}

export const REFUSAL_WORDS: RefusalWords = {
  'person.unknown': () => STRANGER,
  'person.without-post': ({ name }) => withoutPostLines(name),
  'authority.not-yours': ({ action, holders, told }) => notYours(action, holders, told),
  'authority.other-department': ({ action, departments }, { names }) =>
    action === 'seeDetail'
      ? notYours(action, [])
      : [
          `此项由承办科室、单位自行${OWN_DEED[action] ?? actionName(action)}，您不在其列。`,
          ...(departments.length > 0 ? [`承办：${departmentNames(departments, names)}。`] : []),
          '需要改由您办理的，请与领导小组办公室联系。',
        ],
  'order.unknown': ({ no }) => [
    no ? `没有查到${/^〔/.test(no) ? no : `编号“${no}”`}。` : '没有查到该事项。',
    '请核对编号；在办事项可发送 /list 查看。',
  ],
  'order.which': ({ action, open }, { example }) =>
    open.length === 0
      ? [`“${actionName(action)}”是对哪一件？请在该单下回复，或写明编号。`, ...examples(example)]
      : [
          `“${actionName(action)}”是对哪一件？您名下有：${numbers(open)}。`,
          '请在该单下回复，或写明编号。',
          ...examples(example),
        ],
  'order.already-closed': ({ no, at }) => [
    `${printNo(no)}已于${sayMoment(at, year(no))}办结，无需再办理。`,
    `确需继续办理的，由领导小组办公室重新办理：/reopen ${typedNo(no)} 理由`,
  ],
  'order.already-revoked': ({ no, at }) => [
    `${printNo(no)}已于${sayMoment(at, year(no))}撤回，不再办理。`,
    '需要继续的，由领导小组办公室另行交办。',
  ],
  'order.not-closed': ({ no }) => [
    `${printNo(no)}正在办理，尚未办结，无需重新办理。`,
    `进展可发送 /show ${typedNo(no)} 查看。`,
  ],
  'order.no-departments': (_, { example }) => [
    '未写明承办科室、单位，未予下发。',
    ...examples(example ?? '/交办 人事科 更新权责清单 5个工作日内'),
  ],
  'order.no-subject': (_, { example }) => [
    '未写明交办事项，未予下发。',
    ...examples(example ?? '/交办 人事科 更新权责清单 5个工作日内'),
  ],
  'order.subject-too-long': ({ length, most }) => [
    `事项共 ${length} 字，超过 ${most} 字，未予下发。`,
    '请写明要点，具体要求在下发后于该单下说明或附文件。',
  ],
  'order.due-past': ({ dueOn, time }, { example }) => [
    `期限 ${sayDay(dueOn)}${time} 已过，未予办理。请另定期限。`,
    ...examples(example ?? '5个工作日内、本周五前'),
  ],
  'assignment.none-of-yours': ({ no, departments }, { names }) => [
    `${printNo(no)}由${departmentNames(departments, names)}承办，您所在科室、单位不在其列。`,
    '编号有误的，请核对后重新发送；您的待办可发送 /mine 查看。',
  ],
  'assignment.not-in-order': ({ no, department, departments }, { names }) => [
    `${printNo(no)}没有交${names.department(department)}承办。`,
    `承办：${departmentNames(departments, names)}。请核对后重新发送。`,
  ],
  'assignment.which': ({ no, departments, action }, { names, example }) => [
    `${printNo(no)}的“${actionName(action)}”是对哪个科室、单位？可选：${departmentNames(departments, names)}。`,
    '请写明名称；全部办理的，写“全部”。',
    ...examples(example ?? exampleOf(action, no, names.department(departments[0] ?? ''))),
  ],
  'assignment.already-signed': ({ no, department, by, at }, { names }) => [
    `${printNo(no)}　${names.department(department)}已${by ? `由${names.person(by)}` : ''}于${sayMoment(at, year(no))}签收，无需重复签收。`,
  ],
  'assignment.already-answered': ({ no, department, at }, { names }) => [
    `${printNo(no)}　${names.department(department)}已于${sayMoment(at, year(no))}反馈，无需重复办理。`,
    '需要补充的，在该单下直接回复即可。',
  ],
  'assignment.already-approved': ({ no, department, at }, { names }) => [
    `${printNo(no)}　${names.department(department)}的反馈已于${sayMoment(at, year(no))}审核通过，无需重复办理。`,
  ],
  'assignment.already-excused': ({ no, department }, { names }) => [
    `${printNo(no)}　${names.department(department)}已免予反馈，无需办理。`,
  ],
  'assignment.not-answered': ({ no, department, state }, { names }) => [
    `${printNo(no)}　${names.department(department)}目前${ASSIGNMENT_STATES[state]}，没有待审核的反馈。`,
    `需要提醒的，请发送：/urge ${typedNo(no)} ${names.department(department)}`,
  ],
  'assignment.nobody-owes': ({ no }) => [
    `${printNo(no)}目前没有需要此项办理的科室、单位。`,
    `各科室、单位进展可发送 /show ${typedNo(no)} 查看。`,
  ],
  'reason.missing': ({ action }, { example }) => [
    `请写明${actionName(action)}的理由，未写理由的不予办理。`,
    ...examples(example ?? REASON_EXAMPLES[action]),
  ],
  'draft.not-yours': ({ name }) => [`此件由${name}拟写，只能由本人确认、修改或取消。`],
  'draft.done': ({ no }) => [`此件已下发，编号${printNo(no)}，无需重复确认。`],
  'draft.cancelled': () => ['此件已取消或已转为修改，未下发。', '仍需下发的，请重新发送交办内容。'],
  'draft.gone': () => ['没有查到此件预览，未下发。', '仍需下发的，请重新发送交办内容。'],
  'roster.unknown-person': ({ text }) => [
    `名单中没有“${cut(text, 20)}”。`,
    '请核对姓名；名单可发送 /roster 查看。',
  ],
  'roster.unknown-post': ({ text }) => [
    `没有“${cut(text, 20)}”这一职务。`,
    `可写：${POSTS.map((p) => POST_NAMES[p]).join('、')}。`,
  ],
  'roster.unknown-department': ({ text }) => [
    `名单中没有“${cut(text, 20)}”。`,
    '请写科室、单位的规范名称或常用简称；名单可发送 /roster 查看。',
  ],
  'roster.already-holds': ({ name, post, from }) => [
    `${name}自${from.slice(0, 4)}年${sayDay(from)}起已任${postName(post)}，名单未改动。`,
  ],
  'roster.holds-not': ({ name, post }) => [
    `${name}目前不任${postName(post)}，名单未改动。`,
    '现任情况可发送 /roster 查看。',
  ],
  'roster.document-missing': (_, { example }) => [
    '名单变动须注明依据文件，名单未改动。',
    ...examples(example ?? '示教办〔2026〕1号'),
  ],
  'roster.person-exists': ({ name }) => [
    `名单中已有${name}，未重复登记。`,
    '如系同名另一人，请在姓名后注明所在科室、单位。',
  ],
  'bind.code-wrong': () => ['绑定码不正确或已失效，账号未绑定。', '请向领导小组办公室重新领取绑定码。'],
  'bind.already-bound': ({ name }) => [
    `此账号已绑定为${name}，无需重复绑定。`,
    '绑定有误的，请领导小组办公室更正。',
  ],
  'bind.chat-taken': ({ title }) => [
    `此群已绑定为“${cut(title, 30)}”，未作改动。`,
    '需要改绑的，请领导小组办公室办理。',
  ],
}

function departmentNames(codes: readonly string[], names: Names): string {
  return listNames(
    codes.map((c) => names.department(c)),
    8,
  )
}

function numbers(open: readonly OrderNo[]): string {
  return listNames(open.map(printNo), 6)
}

function year(no: OrderNo) {
  return { year: no.year }
}
