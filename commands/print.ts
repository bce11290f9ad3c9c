import { orderNo, rest } from '../src/chat/args.ts'
import { alone, defineCommand, refused } from '../src/chat/command.ts'
import { say } from '../src/chat/message.ts'
import { orderFormValues, PLACEHOLDERS } from '../src/chat/words/order-form.ts'
import { nameMoment } from '../src/chat/words/table.ts'
import { templateFaults } from '../src/chat/words/template-faults.ts'
import { printNo } from '../src/domain/serial.ts'
import { fillForm, notePrinted, orderForPrint } from '../src/services/documents/print-order.ts'
import { mayMakeFiles, sendFile } from '../src/services/documents/send-file.ts'
import { whichOrder } from './which-order.ts'

/** 打印: an order as an official docx with boxes for 签收, 反馈 and 审核, sent alone. */
export const print = defineCommand({
  name: 'print',
  aliases: ['打印', '打印单据'],
  for: 'working',
  args: { order: orderNo, text: rest },
  words: {
    zh: { summary: '生成正式单据（docx）', usage: '/print #编号', example: '/打印 #12' },
    en: { summary: 'an order as an official docx', usage: '/print #NO' },
  },
  async run(call) {
    const { ctx, publicUrl } = call
    const key = await whichOrder(call, '打印', 'owed')
    if (!key.ok) return refused(key)
    const found = await orderForPrint(ctx, key.value)
    if (!found.ok) return refused(found)
    const can = mayMakeFiles(ctx)
    if (!can.ok) return refused(can)
    const { card } = found.value
    const values = orderFormValues({
      ...found.value,
      bureau: ctx.bureau.name,
      group: ctx.bureau.group,
      by: ctx.actor.name,
      at: ctx.now,
    })
    const template = `${card.kind}.docx`
    const { bytes, faults } = await fillForm(ctx.shelf!, template, values, PLACEHOLDERS)
    const done = await sendFile(ctx, {
      name: `${card.kind}${printNo(card.no)} ${nameMoment(ctx.now)}.docx`,
      bytes,
      no: card.no,
      publicUrl,
    })
    if (!done.ok) return refused(done)
    notePrinted(ctx, found.value)
    return alone(
      say(
        `${card.kind}${printNo(card.no)}将单独发送，可用 Word、WPS 打开打印`,
        ...(faults.length > 0 ? templateFaults(template, faults) : []),
      ),
    )
  },
})
