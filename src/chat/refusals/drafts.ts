/** Why a draft, an instruction or an urgency is not decided about: it was before, or by others. */
import type { RefusalCode } from '../../domain/refusals.ts'
import { printNo } from '../../domain/serial.ts'
import type { RefusalWords } from '../refusals.ts'
import { sayMoment } from '../words/dates.ts'

export const DRAFT_REFUSALS: Pick<
  RefusalWords,
  Extract<RefusalCode, `draft.${string}` | `instruction.${string}` | `urgency.${string}`>
> = {
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
}
