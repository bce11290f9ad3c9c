/** Why an entry is not corrected, moved or taken back. */
import type { RefusalCode } from '../../domain/refusals.ts'
import { printNo } from '../../domain/serial.ts'
import type { RefusalWords } from '../refusals.ts'
import { sayDay, sayMoment } from '../words/dates.ts'
import { year } from './parts.ts'

export const CHANGE_REFUSALS: Pick<
  RefusalWords,
  Extract<RefusalCode, `correction.${string}` | `undo.${string}`>
> = {
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
  'undo.final': ({ no }) => [
    `${printNo(no)}的上一步操作已告知有关人员，不能撤销。`,
    '需要更改的，请与领导小组办公室联系更正。',
  ],
  'undo.changed-since': ({ no }) => [
    `${printNo(no)}此后又有新的办理情况，未予撤销。`,
    '需要更改的，请与领导小组办公室联系更正。',
  ],
}
