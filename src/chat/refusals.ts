/**
 * The words of every refusal: what was understood, the rule where a rule decides, and what to do. The table is complete by
 * its type: a code without words does not compile. A second press is met kindly: it says who did it and when.
 */
import type { Refusal } from '../domain/decision.ts'
import type { RefusalCode, RefusalFacts } from '../domain/refusals.ts'
import { POSTS } from '../domain/roster.ts'
import { type OrderNo, printNo } from '../domain/serial.ts'
import type { Message } from './message.ts'
import { REQUEST_REFUSALS } from './refusals/requests.ts'
import type { Names } from './words/bureau-names.ts'
import { sayDay, sayMoment } from './words/dates.ts'
import { ASSIGNMENT_STATES, actionName, POST_NAMES, postName } from './words/names.ts'
import { STRANGER, withoutPostLines } from './words/not-understood.ts'
import { notYours, OWN_DEED } from './words/not-yours.ts'
import { cut, examples, listNames, typedNo } from './words/short.ts'
import { saySize } from './words/size.ts'
import { exampleOf, REASON_EXAMPLES } from './words/typed-examples.ts'

export interface RefusalOptions {
  /** The command's own example, said where the words have to be typed anew. */
  readonly example?: string
}

export function wordRefusal(refusal: Refusal, names: Names, options: RefusalOptions = {}): Message {
  const words = REFUSAL_WORDS[refusal.code] as (facts: unknown, say: Saying) => readonly string[]
  return { lines: words(refusal.facts, { names, example: options.example }) }
}

/** Decided with the command by which departments ask: its example would be theirs. */
const OF_THE_OFFICE: readonly string[] = ['refuseExtension', 'reroute', 'answerInstruction']

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
  'authority.director-approves': ({ action, kind }) => [
    `${kind}的反馈由办公室主任、副主任审核，“${actionName(action)}”未予办理。`,
    '反馈已报主任；需要补正的，可由您退回。',
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
  'order.restricted': ({ no }) => [`${printNo(no)}　限定知悉`, '如需了解情况，请联系领导小组办公室。'],
  'order.restricted-road': ({ no }) => [
    `${printNo(no)}　限定知悉，不在微信中办理和查阅。`,
    '请在本科室、本单位工作群或工作平台的私信中办理。',
  ],
  'order.restricted-kept': ({ no }) => [
    `${printNo(no)}为限定知悉事项，不在工作群公布，未予公布。`,
    `需要督促的，请发送 /urge ${typedNo(no)}，由承办科室、单位单独收到。`,
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
  'order.due-past-limit': ({ due, limit }) => [
    `期限 ${sayDay(due.on)}${due.at} 超过法定期限 ${sayDay(limit.on)}，未予下发。`,
    '请写明不超过法定期限的期限，如 3个工作日内。',
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
  'assignment.rerouted-away': ({ no, department, to }, { names }) => [
    `${printNo(no)}　${names.department(department)}的部分已改派${to ? names.department(to) : '其他科室、单位'}，无需办理。`,
  ],
  'assignment.not-answered': ({ no, department, state }, { names }) => [
    `${printNo(no)}　${names.department(department)}目前${ASSIGNMENT_STATES[state]}，没有待审核的反馈。`,
    `需要提醒的，请发送：/urge ${typedNo(no)} ${names.department(department)}`,
  ],
  'assignment.nobody-owes': ({ no }) => [
    `${printNo(no)}目前没有需要此项办理的科室、单位。`,
    `各科室、单位进展可发送 /show ${typedNo(no)} 查看。`,
  ],
  ...REQUEST_REFUSALS,
  'reason.missing': ({ action }, { example }) => [
    `请写明${actionName(action)}的理由，未写理由的不予办理。`,
    ...examples(OF_THE_OFFICE.includes(action) ? REASON_EXAMPLES[action] : (example ?? REASON_EXAMPLES[action])),
  ],
  'correction.same': ({ no }) => [
    `${printNo(no)}的登记内容与所述一致，未作更正。`,
    '请写明更正后的内容，例：/更正 #12 事项 更新权责清单（2026年版），理由 原事项漏写年份',
  ],
  'correction.restricted': ({ no, to }) => [
    `${printNo(no)}为限定知悉事项，其反馈不能移至${printNo(to)}，未予移转。`,
    `应反馈${printNo(to)}的，请在该单下另行反馈；登错的反馈由领导小组办公室退回。`,
  ],
  'correction.past-limit': ({ no, limit }) => [
    `${printNo(no)}的法定期限为 ${sayDay(limit, year(no))}，更正后的期限不得超过，未予更正。`,
    '请写明法定期限之内的日期。',
  ],
  'correction.impossible-time': ({ no, from, until }) => [
    `${printNo(no)}的反馈时间应在下发（${sayMoment(from, year(no))}）之后、现在（${sayMoment(until, year(no))}）之前，未予更正。`,
    '例：/更正 #12 人事科 反馈时间 3月4日15:20，理由 书面补录',
  ],
  'undo.nothing': () => ['没有可以撤销的操作。', '只能撤销本人 5 分钟内的上一步操作。'],
  'undo.too-late': ({ no, at }) => [
    `${printNo(no)}　${sayMoment(at)} 的操作已超过 5 分钟，未予撤销。`,
    '需要更改的，请与领导小组办公室联系更正。',
  ],
  'undo.changed-since': ({ no }) => [
    `${printNo(no)}此后又有新的办理情况，未予撤销。`,
    '需要更改的，请与领导小组办公室联系更正。',
  ],
  'draft.not-yours': ({ name }) => [`此件由${name}拟写，只能由本人确认、修改或取消。`],
  'draft.done': ({ no }) => [`此件已下发，编号${printNo(no)}，无需重复确认。`],
  'draft.cancelled': () => ['此件已取消或已转为修改，未下发。', '仍需下发的，请重新发送交办内容。'],
  'draft.gone': () => ['没有查到此件预览，未下发。', '仍需下发的，请重新发送交办内容。'],
  'instruction.done': ({ no }) => [`此项批示已办理，编号${printNo(no)}，无需重复。`],
  'instruction.settled': ({ by }) => [`此项批示已${by ? `由${by}` : ''}处理，无需重复。`],
  'instruction.gone': () => ['没有查到此项批示。', '需要交办的，请写明科室、事项和期限后下发。'],
  'draft.submitted': ({ to }) => [`此件已报${to}审定，待批复后办理。`],
  'draft.decided': ({ by, at }) => [`此件已由${by}于${sayMoment(at)}批复，无需重复办理。`],
  'draft.no-leader': () => ['名单中目前没有组长和主要领导，无从报请审定。', '请办公室更新名单后再报。'],
  'draft.sender-left': ({ name }) => [`拟件人${name}已不在办公室任职，此件未下发。`, '请办公室另行拟件。'],
  'draft.not-for-you': ({ to }) => [`此件报请${to}批复，由${to}本人办理。`],
  'draft.director-confirms': () => [
    '本局规定由办公室主任确认下发，此件未下发。',
    '请在预览上选择“报主任确认”。',
  ],
  'draft.too-many': ({ count, most }) => [
    `本条消息共 ${count} 件，一次最多下发 ${most} 件，均未下发。`,
    '请分次发送。',
  ],
  'urgency.decided': ({ no, most }) => [
    most ? `${printNo(no)}已确认为特急，无需重复办理。` : `${printNo(no)}不是待确认的特急件，无需办理。`,
  ],
  'file.no-store': () => [
    '机器人所在的服务未配置文件存放位置，不能生成文件。',
    '请从台账查看，或由系统管理员配置后再试：/board',
  ],
  'file.too-large': ({ name, bytes, most }) => [
    `${cut(name, 40)}有 ${saySize(bytes)}，超过单个文件 ${saySize(most)} 的上限，未发送。`,
    '请缩小范围后再试，或从台账查看：/board',
  ],
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
  'leave.reversed': ({ from, until }) => [
    `起止日期有误：${sayDay(from)}晚于${sayDay(until)}，未登记。`,
    LEAVE_EXAMPLE,
  ],
  'leave.past': ({ until }) => [`所写日期至${sayDay(until)}已过，未登记。`, LEAVE_EXAMPLE],
  'leave.leader': ({ name }) => [
    `${name}为局领导，外出期间的工作不以代办登记，未登记。`,
    '需要调整分管的，由领导小组办公室按文件变更名单：/roster',
  ],
  'leave.nothing-to-cover': ({ name }) => [
    `${name}不任科室、单位负责人、分管负责同志、联络员或经办人，没有可代办的事项，未登记。`,
    '职务有误的，请领导小组办公室更正名单：/roster',
  ],
  'leave.cover-self': ({ name }) => [`代办人不能是${name}本人，未登记。请另写代办人。`, LEAVE_EXAMPLE],
  'leave.cover-unfit': ({ name, why }) =>
    why === 'leader'
      ? [`${name}为局领导，不代办科室、单位事项，未登记。`, '请由本科室、本单位其他同志代办。']
      : [
          `名单中${name}没有在任职务，不能代办，未登记。`,
          '请另写代办人，或请领导小组办公室先登记其职务：/roster',
        ],
  'leave.overlaps': ({ name, cover, from, until }) => [
    `${name}在${sayDay(from)}至${sayDay(until)}已请假，由${cover}代办，未重复登记。`,
    '需要变更的，请先销假再登记：/leave 销假',
  ],
  'leave.cover-away': ({ name, from, until }) => [
    `${name}在${sayDay(from)}至${sayDay(until)}请假，届时不能代办，未登记。`,
    '请另写代办人，或分段登记。',
  ],
  'leave.covers-then': ({ name, covered, from, until }) => [
    `${name}在${sayDay(from)}至${sayDay(until)}为${covered}代办，代办不再转交，未登记。`,
    `请先变更${covered}的代办人，再行登记。`,
  ],
  'leave.others': ({ name }) => [
    `${name}的请假代办由本人登记，或由领导小组办公室代为登记，未办理。`,
    '需要办理的，请与办公室联系。',
  ],
  'leave.none': ({ name }) => [`${name}目前没有已登记的请假代办。`, '已登记的可发送 /leave 查看。'],
  'leave.over': ({ name, how }) => [
    `${name}的这次请假代办${how === 'objected' ? '已由领导小组办公室提出异议而撤销' : '已经结束'}，无需再办理。`,
  ],
  'hand.not-of-department': ({ name, department }) => [
    `${name}不是${department}人员，未指定。`,
    `经办人由${department}在本科室、本单位人员中指定。`,
  ],
  'hand.without-post': ({ name }) => [
    `名单中${name}没有在任职务，尚不能经办，未指定。`,
    '请领导小组办公室先登记其职务：/roster 增加 姓名 科室 经办人 文号',
  ],
  'hand.already': ({ no, name }) => [`${printNo(no)}已由${name}经办，无需重复指定。`],
}

const LEAVE_EXAMPLE = '例：/leave 3月2日至6日 由李明代办'

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
