import { departments, orderNo, rest } from '../src/chat/args.ts'
import { alone, type Call, defineCommand, here, type Outcome, refused } from '../src/chat/command.ts'
import { type Message, say } from '../src/chat/message.ts'
import { normalize } from '../src/chat/normalize.ts'
import { bureauNames } from '../src/chat/words/bureau-names.ts'
import { printNo } from '../src/domain/serial.ts'
import type { Ctx } from '../src/services/context.ts'
import type { HomedOrder } from '../src/services/orders/find-order.ts'
import { type Handed, handOrder } from '../src/services/orders/hand-order.ts'
import { saidInThread, where, whichOrder } from './which-order.ts'

/** 指定经办: who handles it in the department. */
export const hand = defineCommand({
  name: 'hand',
  aliases: ['指定经办人', '指定经办', '经办'],
  for: 'department',
  args: { order: orderNo, departments, text: rest },
  words: {
    zh: { summary: '指定本科室经办人', usage: '/hand #编号 姓名', example: '/指定经办 #12 李明' },
    en: { summary: 'name who handles it in your department', usage: '/hand #NO PERSON' },
  },
  async run(call): Promise<Outcome> {
    const key = await whichOrder(call, '指定经办人', 'owed')
    if (!key.ok) return refused(key)
    const name = nameIn(call.args.text)
    if (name === '') return alone(say('请写明经办人姓名。', `例：${hand.words.zh.example}`))
    const done = await handOrder(call.ctx, key.value, name, call.args.departments[0])
    return done.ok
      ? { kind: 'say', message: handed(call.ctx, done.value), where: where(call) }
      : refused(done)
  },
})

const HANDING =
  /^(?:本科室|本单位|我科|我室|此件|该件|本件|本单|这件|请|改|现)*\s*由\s*@?(\S{2,8}?)\s*(?:同志)?\s*(?:具体|负责)*经办[。.\s]*$/

/** In an order's thread: 由李明经办. `undefined`: it was about something else. */
export async function hearHanding(
  call: Call,
  home: HomedOrder,
  own: readonly string[],
): Promise<Outcome | undefined> {
  const said = HANDING.exec(normalize(call.text).text.trim())
  if (!said || home.order.state !== 'issued') return undefined
  const done = await handOrder(
    call.ctx,
    { id: home.order.id },
    said[1]!,
    own.length === 1 ? own[0] : undefined,
  )
  if (!done.ok) return refused(done)
  const message = handed(call.ctx, done.value)
  return saidInThread(call) ? here(message) : alone(message)
}

function nameIn(text: string): string {
  return text
    .trim()
    .replace(/^(?:由|给|交|@)+\s*/, '')
    .replace(/\s*(?:同志)?\s*(?:经办|办理)?[。.\s]*$/, '')
}

function handed(ctx: Ctx, { order, department, person }: Handed): Message {
  return say(`${printNo(order.no)}　${bureauNames(ctx.bureau).department(department)}由${person.name}经办`)
}
