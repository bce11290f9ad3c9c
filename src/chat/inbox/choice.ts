/**
 * A choice in plain words: where the bot offered buttons, the number or the label, said within ten minutes in the same chat,
 * presses them. The number counts in the newest offer; a label is looked for in the newest that has it.
 */
import { MINUTE, type Moment, plus } from '../../domain/time.ts'
import type { Ctx } from '../../services/context.ts'
import type { PressOutcome } from '../command.ts'
import type { Said } from '../incoming.ts'
import { type Button, type Message, say } from '../message.ts'
import { normalize } from '../normalize.ts'
import { wordNotice } from '../notices/index.ts'
import type { Arrival, Door } from './parts.ts'
import { laneOf } from './place.ts'
import { handlerOf } from './press.ts'

const OFFERED_MS = 10 * MINUTE
const MOST_WORDS = 20

/** Said so often that nobody looks whether a button is called so. */
const NO_CHOICE = /^(?:收到.{0,4}|好的?|谢谢.{0,2}|辛苦了?|明白|在|ok)$/i

/**
 * What pressing came to; `undefined`: no choice of anything that was offered.
 * @param offers when something was last offered there, where that is known: without an offer nothing is looked for
 */
export async function chooseInWords(
  door: Door,
  ctx: Ctx,
  said: Said,
  offers?: Pick<Arrival, 'lastOffer'>,
): Promise<PressOutcome | undefined> {
  const words = choiceIn(said.text)
  if (words === undefined || said.files.length > 0 || !ctx.place) return undefined
  const since = plus(ctx.now, -OFFERED_MS) as Moment
  if (offers && (offers.lastOffer === undefined || offers.lastOffer < since)) return undefined
  const account = said.chat.kind === 'direct' ? undefined : said.sender.account
  const offered = await door.store.offered(ctx.tx, laneOf(ctx.place), since, account)
  for (const { notice, message: id } of offered) {
    const message = wordNotice(notice, { inLeadingGroup: false, addressee: 'person' })
    const buttons = message.buttons ?? []
    if (buttons.length === 0) continue
    const numbered = /^[1-9]$/.test(words)
    const button = numbered ? buttons[Number(words) - 1] : buttons.find((b) => plainLabel(b.label) === words)
    if (button) return pressInWords(door, ctx, button, message, id ?? '')
    if (numbered) return undefined
  }
  return undefined
}

async function pressInWords(
  door: Door,
  ctx: Ctx,
  button: Button,
  { typed }: Message,
  message: string,
): Promise<PressOutcome | undefined> {
  const handler = handlerOf(door, button.press.do)
  if (!handler) return undefined
  if (button.fields?.some((f) => f.required)) {
    const asked = button.fields.map((f) => f.label).join('、')
    return {
      kind: 'pressed',
      toast: '',
      message: say(`${button.label}须填写${asked}`, ...(typed ? [typed] : [])),
    }
  }
  const outcome = await handler({
    // As a press has it: the words are no message that anything answers or belongs to.
    ctx: { ...ctx, place: { ...ctx.place!, message: '' } },
    press: button.press,
    fields: {},
    message,
    book: door.bookOf(ctx.bureau),
    machineNow: door.machineNow() as Moment,
    publicUrl: door.publicUrl,
  })
  if (outcome.kind === 'pressed' && outcome.becomes && message !== '' && button.press.keep !== 'yes') {
    const { platform, chat } = ctx.place!
    ctx.tx.tell({
      platform,
      lane: laneOf(ctx.place!),
      address: { to: 'posted', chat: chat.id, message },
      verb: 'edit',
      notice: { kind: 'said', facts: outcome.becomes },
    })
  }
  return outcome
}

/** `回复1`, `1.`, `〔作为反馈〕`; what is longer is no choice. */
function choiceIn(text: string): string | undefined {
  const words = plainLabel(normalize(text).text.replace(/^\s*(?:回复|选择?)\s*/, ''))
  return words === '' || words.length > MOST_WORDS || NO_CHOICE.test(words) ? undefined : words
}

function plainLabel(label: string): string {
  return normalize(label)
    .text.replace(/[\s〔〕[\]“”"'。.!,]/g, '')
    .replace(/\(.*\)$/, '')
}
