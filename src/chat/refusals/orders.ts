/** Why an order, or a part of it, is not acted on: it is over, somebody else's, or was done already. */
import type { RefusalCode } from '../../domain/refusals.ts'
import { printNo } from '../../domain/serial.ts'
import type { RefusalWords } from '../refusals.ts'
import { sayDay, sayMoment } from '../words/dates.ts'
import { ASSIGNMENT_STATES, actionName } from '../words/names.ts'
import { examples, typedNo } from '../words/short.ts'
import { exampleOf, REASON_EXAMPLES } from '../words/typed-examples.ts'
import { departmentNames, numbers, year } from './parts.ts'

/** Decided with the command by which departments ask: its example would be theirs. */
const OF_THE_OFFICE: readonly string[] = ['refuseExtension', 'reroute', 'answerInstruction']

export const ORDER_REFUSALS: Pick<
  RefusalWords,
  Extract<RefusalCode, `order.${string}` | `assignment.${string}` | `reason.${string}`>
> = {
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
  'reason.missing': ({ action }, { example }) => [
    `请写明${actionName(action)}的理由，未写理由的不予办理。`,
    ...examples(
      OF_THE_OFFICE.includes(action) ? REASON_EXAMPLES[action] : (example ?? REASON_EXAMPLES[action]),
    ),
  ],
}
