/** Why an extension, a reroute or a 请示 is not taken up, and what can be done instead. */
import type { RequestKind } from '../../domain/requests.ts'
import { printNo } from '../../domain/serial.ts'
import type { RefusalWords } from '../refusals.ts'
import { sayDay, sayDue, sayMoment } from '../words/dates.ts'
import { cut, examples, typedNo } from '../words/short.ts'
import { departmentNames, year } from './parts.ts'

type Codes =
  | `extension.${'no-days' | 'past-limit' | 'over-already' | 'leader-decides'}`
  | `reroute.${'too-late' | 'same' | 'answered-there' | 'past-limit' | 'whereto' | 'director-decides'}`
  | `request.${'already-open' | 'none-open' | 'which' | 'over' | 'own'}`

const ASK_IN_THREAD = '确有困难的，请在该单下请示，由办公室研究。'

const ASKED: Readonly<Record<RequestKind, string>> = {
  extension: '申请延期',
  reroute: '申请改派',
  instruction: '请示',
}
const WAITING: Readonly<Record<RequestKind, string>> = {
  extension: '待审定的延期申请',
  reroute: '待决定的改派申请',
  instruction: '待答复的请示',
}

export const REQUEST_REFUSALS: Pick<RefusalWords, Codes> = {
  'extension.no-days': ({ no, department, due, most }, { names, example }) => [
    `${printNo(no)}　${names.department(department)}现期限 ${sayDue(due, undefined, year(no))}，延期自次日起按工作日计算。`,
    `请写明延几个工作日（1 至 ${most} 个），或延至哪一天。`,
    ...examples(example ?? `/申请延期 ${typedNo(no)} 3个工作日 理由`),
  ],
  'extension.past-limit': ({ no, department, workdays, due, limit, most }, { names }) => [
    `${printNo(no)}法定期限为${sayDay(limit.on, year(no))}${limit.why ? `（${cut(limit.why, 20)}）` : ''}，内部延期不得超过。`,
    `${names.department(department)}现期限 ${sayDue(due, undefined, year(no))}，延 ${workdays} 个工作日即超过，未予受理。`,
    most > 0
      ? `最多可延 ${most} 个工作日：/extend ${typedNo(no)} ${most}个工作日 理由`
      : `已无可延的工作日，请抓紧办理；${ASK_IN_THREAD}`,
  ],
  'extension.over-already': ({ no, department, workdays, due, to, least }, { names }) => [
    `${printNo(no)}　${names.department(department)}原期限 ${sayDue(due, undefined, year(no))}，延 ${workdays} 个工作日至 ${sayDue(to, undefined, year(no))}，该时间已过。`,
    least === undefined
      ? `法定期限前已无可延的工作日，请抓紧办理；${ASK_IN_THREAD}`
      : `延期自原期限次日起算，至少需延 ${least} 个工作日：/extend ${typedNo(no)} ${least}个工作日 理由`,
  ],
  'extension.leader-decides': ({ no, department, beyond, termWorkdays, approver }, { names }) => {
    const who = `由组长审定${approver ? `（${approver}）` : ''}`
    const name = names.department(department)
    switch (beyond) {
      case 'second':
        return [`${printNo(no)}　${name}此前已延期，再次延期${who}。`]
      case 'longer':
        return [
          `${printNo(no)}　${name}的延期超出原定 ${termWorkdays} 个工作日，${who}。`,
          `您可同意 ${termWorkdays} 个工作日以内：/extend ${typedNo(no)} ${name} 同意 ${termWorkdays}个工作日`,
        ]
      case 'own':
        return [`${printNo(no)}由${name}自身承办，延期${who}。`]
    }
  },
  'reroute.too-late': ({ no, department, until, workdays }, { names }) => [
    `申请改派应在收到后 ${workdays} 个工作日内提出；${printNo(no)}　${names.department(department)}截至${sayDay(until, year(no))}，已过。`,
    '请继续办理；确不属职责范围的，请在该单下请示，由办公室研究改派。',
  ],
  'reroute.same': ({ no, department }, { names }) => [
    `${printNo(no)}现由${names.department(department)}承办，请写明其他科室、单位。`,
  ],
  'reroute.answered-there': ({ no, department }, { names }) => [
    `${printNo(no)}中${names.department(department)}的部分已反馈，不能再承接。`,
    '请另选科室、单位，或先退回其反馈。',
  ],
  'reroute.past-limit': ({ no, limit }) => [
    `${printNo(no)}法定期限为${sayDay(limit.on, year(no))}，改派后已没有可用的工作日，未予改派。`,
    '请原承办科室、单位抓紧办理，并由办公室主任协调。',
  ],
  'reroute.whereto': ({ no, department }, { names }) => [
    `${printNo(no)}改派给哪个科室、单位？请写明名称和理由。`,
    `例：/改派 ${typedNo(no)} ${names.department(department)} → 计财科 属经费事项`,
  ],
  'reroute.director-decides': ({ no, approver }) => [
    `${printNo(no)}承办有分歧，由办公室主任决定${approver ? `，已报${approver}` : ''}。`,
  ],
  'request.already-open': ({ no, department, kind, by, at, approver }, { names }) => [
    `${printNo(no)}　${names.department(department)}已${ASKED[kind]}（${by} ${sayMoment(at, year(no))}），${approver ? `正由${approver}研究` : '正在研究'}，无需重复申请。`,
    '决定前请继续办理，期限照常计算。',
  ],
  'request.none-open': ({ no, kind, departments }, { names }) => [
    `${printNo(no)}目前没有${WAITING[kind]}。`,
    `承办：${departmentNames(departments, names)}。进展可发送 /show ${typedNo(no)} 查看。`,
  ],
  'request.which': ({ no, kind, departments }, { names }) => [
    `${printNo(no)}有多件${WAITING[kind]}：${departmentNames(departments, names)}。`,
    '请写明科室、单位名称，或在各件消息上办理。',
  ],
  'request.over': ({ no, kind, state, by, at }) => {
    const done = {
      open: '已登记',
      granted: '同意',
      refused: '作出不予同意的决定',
      answered: '答复',
      withdrawn: '撤销',
    }[state]
    const when = at === undefined ? '' : `于${sayMoment(at, year(no))}`
    return state === 'withdrawn'
      ? [`${printNo(no)}的该项${ASKED[kind]}${when}随办理情况撤销，无需再办理。`]
      : [`${printNo(no)}的该项${ASKED[kind]}已${by ? `由${by}` : ''}${when}${done}，无需重复办理。`]
  },
  'request.own': ({ no, kind }) => [
    `${printNo(no)}的${ASKED[kind]}由您本人提出，不能由本人决定。`,
    '请报组长或其他负责同志决定。',
  ],
}
