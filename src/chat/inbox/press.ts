/** A button was pressed, or a form sent: the command whose message carried it decides, and the presser sees a notice. */
import type { Bureau } from '../../domain/bureau.ts'
import type { Refusal } from '../../domain/decision.ts'
import type { Moment } from '../../domain/time.ts'
import type { Acknowledgement } from '../adapter.ts'
import type { PressCall, PressOutcome } from '../command.ts'
import type { Finding } from '../gate.ts'
import type { Pressed } from '../incoming.ts'
import { plainText, say } from '../message.ts'
import { wordRefusal } from '../refusals.ts'
import { bureauNames } from '../words/bureau-names.ts'
import { wordGate } from '../words/gate.ts'
import type { Door, Tx } from './parts.ts'
import { contextOf, laneOf } from './place.ts'
import { tellPerson } from './speak.ts'
import { findingsIn, merged } from './stop.ts'

/** @param before what the gate had found before, in an event that had to wait */
export async function press(
  door: Door,
  tx: Tx,
  bureau: Bureau,
  pressed: Pressed,
  before: readonly Finding[],
): Promise<Acknowledgement> {
  const ctx = contextOf(tx, bureau, pressed, door.shelf)
  const words = (refusal: Refusal) => wordRefusal(refusal, bureauNames(bureau))
  const refuse = (refusal: Refusal) => toast('warning', plainText(words(refusal)))
  if (!ctx) return refuse({ code: 'person.unknown', facts: {} })
  if (ctx.actor.posts.length === 0)
    return refuse({ code: 'person.without-post', facts: { name: ctx.actor.name } })

  const found = merged([...before, ...Object.values(pressed.fields).flatMap(findingsIn)])
  if (found.length > 0) {
    tellPerson(ctx, wordGate(found, 'message'))
    return toast('warning', '内容含不宜登记的信息，未予登记')
  }

  const handler = handlerOf(door, pressed.press.do)
  if (!handler) return toast('warning', '该按钮已失效')
  const outcome = await handler({
    ctx,
    press: pressed.press,
    fields: pressed.fields,
    message: pressed.messageId,
    book: door.bookOf(bureau),
    machineNow: door.machineNow() as Moment,
    publicUrl: door.publicUrl,
  })

  // Where the platform has no notice to show, its words are said.
  const showsNotice = door.can(pressed.platform).toast
  if (outcome.kind === 'refused') {
    if (!showsNotice) tellPerson(ctx, words(outcome.refusal))
    return refuse(outcome.refusal)
  }
  // A button of a list (a brief, a sheet) leaves the list standing.
  if (outcome.becomes && pressed.press.keep !== 'yes') {
    tx.tell({
      platform: pressed.platform,
      lane: laneOf(ctx.place!),
      address: { to: 'posted', chat: pressed.chat.id, message: pressed.messageId },
      verb: 'edit',
      notice: { kind: 'said', facts: outcome.becomes },
    })
  }
  if (outcome.message) tellPerson(ctx, outcome.message)
  else if (!showsNotice) tellPerson(ctx, say(outcome.toast))
  return toast(outcome.tone ?? 'success', outcome.toast)
}

/** Whose button it is, by the verb in `press.do`. */
export function handlerOf(
  door: Door,
  verb: string,
): ((call: PressCall) => Promise<PressOutcome>) | undefined {
  return [...door.commands.commands, door.listeners]
    .map((c) => (c.presses && Object.hasOwn(c.presses, verb) ? c.presses[verb] : undefined))
    .find((h) => h !== undefined)
}

function toast(kind: 'success' | 'info' | 'warning' | 'error', text: string): Acknowledgement {
  return { toast: { kind, text } }
}
