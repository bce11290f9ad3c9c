/** What somebody who changed a message of theirs under an order is told. */
import { type Message, say } from '../../src/chat/message.ts'
import { printNo } from '../../src/domain/serial.ts'
import type { EditedMessage } from '../../src/services/orders/edit-message.ts'

export function wordEdited({ no, what, state }: EditedMessage): Message {
  const order = printNo(no)
  switch (what) {
    case 'added':
      return say(`已收到修改　${order}`, '原登记内容不作改动，修改后的文字已一并登记，并告知审核人员。')
    case 'noted':
      return state === 'returned'
        ? say(`已收到修改　${order}`, '该反馈已退回，登记内容不作改动；请按退回意见在该单下重新反馈。')
        : say(
            `已收到修改　${order}`,
            '该反馈已审核，登记内容不作改动，修改已告知办公室；确需更正的，请与领导小组办公室联系。',
          )
    case 'remark':
      return say(`已收到修改，记入${order}往来；不作为反馈登记。`, '作为反馈的，请在该单下另行回复办理结果。')
  }
}
