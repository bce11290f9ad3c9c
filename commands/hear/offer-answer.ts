/** An answer outside its thread: which order it belongs to is asked, never guessed. */
import { alone, type Call, type Outcome } from '../../src/chat/command.ts'
import { cut, typedNo } from '../../src/chat/words/short.ts'
import { printNo } from '../../src/domain/serial.ts'
import { keepLooseFiles } from '../../src/services/orders/answer-files.ts'
import { findOrder, type HomedOrder } from '../../src/services/orders/find-order.ts'
import { myOrders } from '../../src/services/orders/list-orders.ts'
import { keepRemark } from '../../src/services/orders/remarks.ts'

const MOST_OFFERED = 5

/** The orders the speaker owes an answer to; in a group those that live there. */
export async function owedHere({ ctx, said }: Call): Promise<readonly HomedOrder[]> {
  const { owed } = await myOrders(ctx)
  const chat = ctx.bureau.chats.find((c) => c.platform === said.platform && c.id === said.chat.id)
  const homes = await Promise.all(owed.map((o) => findOrder(ctx, { id: o.card.id })))
  return homes.filter(
    (home) => home !== undefined && (chat?.kind !== 'group' || home.chat === said.chat.id),
  ) as HomedOrder[]
}

/** `undefined`: the speaker owes nothing here. */
export async function offerAnswer(call: Call): Promise<Outcome | undefined> {
  const { ctx, said } = call
  const open = await owedHere(call)
  const [first] = open
  if (!first) return undefined
  const text = call.text.trim()
  await keepLooseFiles(ctx, said.files)
  const remark = await keepRemark(ctx, first.order.id, text, 'asked')
  const files = said.files.length > 0 ? `（附件 ${said.files.length} 个）` : ''
  const offered = open.slice(0, MOST_OFFERED)
  return alone({
    lines: [
      `“${cut(text || '附件', 30)}”${files}`,
      open.length === 1
        ? `尚未登记。是否作为${printNo(first.order.no)}（${cut(first.order.subject, 24)}）的反馈？`
        : `尚未登记。您名下有 ${open.length} 件待反馈，请选择：`,
      ...(open.length > 1
        ? offered.map(({ order }) => `${printNo(order.no)}　${cut(order.subject, 24)}`)
        : []),
      ...(open.length > offered.length ? ['其余请在该单下直接回复'] : []),
    ],
    buttons: [
      ...offered.map(({ order }) => ({
        label: `作为${printNo(order.no)}的反馈`,
        press: { do: 'remark.answer', remark, order: order.id },
        ...(open.length === 1 ? { style: 'primary' as const } : {}),
      })),
      { label: '只是讨论', press: { do: 'remark.discuss', remark, loose: 'yes' } },
    ],
    typed: `请写明编号，例：/reply ${typedNo(first.order.no)} 已办结`,
  })
}
