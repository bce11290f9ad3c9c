/** Why a leave with its cover, or a handler, is not registered. */
import type { RefusalCode } from '../../domain/refusals.ts'
import { printNo } from '../../domain/serial.ts'
import type { RefusalWords } from '../refusals.ts'
import { sayDay } from '../words/dates.ts'

const LEAVE_EXAMPLE = '例：/leave 3月2日至6日 由李明代办'

export const LEAVE_REFUSALS: Pick<
  RefusalWords,
  Extract<RefusalCode, `leave.${string}` | `hand.${string}`>
> = {
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
