/** Something was said: stopped by the gate, answered at the door, run as a command, or given to the listeners. */
import { type Bureau, chatOf } from '../../domain/bureau.ts'
import { dayOf, type Moment, yearOf } from '../../domain/time.ts'
import type { Ctx } from '../../services/context.ts'
import { readArgs } from '../args.ts'
import type { AnyCommand, Call, Outcome } from '../command.ts'
import type { Read } from '../dispatch.ts'
import type { Finding } from '../gate.ts'
import type { Said } from '../incoming.ts'
import { type Message, say } from '../message.ts'
import { wordRefusal } from '../refusals.ts'
import { bureauNames } from '../words/bureau-names.ts'
import { wordNotUnderstood } from '../words/not-understood.ts'
import { apart, aside } from './aside.ts'
import { chooseInWords } from './choice.ts'
import type { Arrival, Door, ThreadOrder, Tx } from './parts.ts'
import { contextOf, nobodyAt, placeOf } from './place.ts'
import { answerAlone, speak } from './speak.ts'
import { examineSaid, stop } from './stop.ts'

/** Kinds of message without anything to read, as people call them. */
const FORMS: Readonly<Record<string, string>> = {
  sticker: '表情',
  location: '位置',
  share_chat: '群名片',
  share_user: '个人名片',
  interactive: '卡片',
}

/** What only shows something may be asked for by its bare name; what changes something wants its sign. */
const SHOWING: ReadonlySet<string> = new Set(['help', 'mine', 'list', 'roster', 'board'])

/**
 * @param found what the gate had found before, in an event that had to wait
 * @param offers when something to choose from was last sent there, where that is known
 */
export async function hear(
  door: Door,
  tx: Tx,
  bureau: Bureau,
  said: Said,
  found: readonly Finding[],
  offers?: Pick<Arrival, 'lastOffer'>,
): Promise<void> {
  const read = door.commands.read(said.text)
  const thread = await threadOf(door, tx, said)
  const bound = said.chat.kind === 'direct' || chatOf(bureau, said.platform, said.chat.id) !== undefined
  const addressed =
    read.kind !== 'sentence' || said.mentionsBot || said.chat.kind === 'direct' || thread !== undefined
  const known = contextOf(tx, bureau, said, door.shelf)
  const ctx = known ?? nobodyAt(tx, bureau, placeOf(said))

  const examined = await examineSaid(door, known, said, read, thread)
  const stopped = [...found, ...examined.stopped]
  if (stopped.length > 0 && (bound || addressed)) {
    await stop(door, ctx, stopped, isCommand(read, 'assign') ? 'order' : 'message')
    return
  }

  const turnedAway = atTheDoor(ctx, { said, read, bound, addressed, known: known !== undefined })
  if (turnedAway) {
    if (addressed) answerAlone(door, ctx, turnedAway)
    return
  }

  if (read.kind === 'command') {
    await run(door, ctx, read.command, read.text, said, known && thread)
    return
  }
  if (read.kind === 'unknown') {
    const nearest = read.nearest?.words.zh.example
    answerAlone(
      door,
      ctx,
      wordNotUnderstood({ kind: 'unknown-command', name: read.name, ...(nearest ? { nearest } : {}) }),
    )
    return
  }
  const chosen = known && (await chooseInWords(door, known, said, offers))
  if (known && chosen) {
    if (chosen.kind === 'refused') answerAlone(door, known, wordRefusal(chosen.refusal, bureauNames(bureau)))
    else answerAlone(door, known, chosen.message ?? say(chosen.toast))
    return
  }
  const bare = addressed && !thread ? door.commands.bare(said.text) : undefined
  if (bare && SHOWING.has(bare.name)) {
    await run(door, ctx, bare, '', said, thread)
    return
  }
  const call = callOf(door, ctx, said, examined.masked, thread)
  const outcome = thread
    ? await door.listeners.inThread(call)
    : await door.listeners.sentence(call, addressed)
  speak(door, call.ctx, kept(call, thread, await passedOn(door, call, outcome), true), thread !== undefined)
}

/**
 * Why somebody is not let in, in words for those who addressed the bot; `undefined` when they are. A stranger may always
 * bind their account, and a chat that is not bound may be bound.
 */
function atTheDoor(
  ctx: Ctx,
  {
    said,
    read,
    bound,
    addressed,
    known,
  }: {
    readonly said: Said
    readonly read: Read
    readonly bound: boolean
    readonly addressed: boolean
    readonly known: boolean
  },
): Message | undefined {
  const binding = isCommand(read, 'bind')
  const names = bureauNames(ctx.bureau)
  if (!known && !binding) return wordRefusal({ code: 'person.unknown', facts: {} }, names)
  if (!bound && !binding) return wordNotUnderstood({ kind: 'chat-unbound' })
  if (addressed && ctx.actor.posts.length === 0 && !binding)
    return wordRefusal({ code: 'person.without-post', facts: { name: ctx.actor.name } }, names)
  if (known && said.unsupported && !said.text.trim() && said.files.length === 0)
    return wordNotUnderstood({ kind: 'unsupported', form: FORMS[said.unsupported] ?? '此类消息' })
  return undefined
}

function isCommand(read: Read, name: string): boolean {
  return read.kind === 'command' && read.command.name === name
}

/** The order in whose thread it was said. */
async function threadOf(door: Door, tx: Tx, { platform, thread }: Said): Promise<ThreadOrder | undefined> {
  const refs = [thread?.root, thread?.parent, thread?.thread].filter((r) => r !== undefined)
  return refs.length > 0 ? door.store.orderOfThread(tx, platform, refs) : undefined
}

async function run(
  door: Door,
  ctx: Ctx,
  command: AnyCommand,
  text: string,
  said: Said,
  thread: ThreadOrder | undefined,
): Promise<void> {
  const scene = {
    book: door.bookOf(ctx.bureau),
    year: yearOf(dayOf(ctx.now)),
    ...(thread ? { threadOrder: thread.no } : {}),
  }
  const args = readArgs(command.args, text, scene)
  if (!args.ok) {
    speak(door, ctx, { kind: 'say', message: args.say, where: 'alone' })
    return
  }
  const call = { ...callOf(door, ctx, said, text, thread), args: args.value }
  const outcome = kept(
    call,
    thread,
    await passedOn(door, call, await command.run(call)),
    command.for === 'department',
  )
  speak(door, ctx, outcome, thread !== undefined, command.words.zh.example)
}

function callOf(door: Door, ctx: Ctx, said: Said, text: string, thread: ThreadOrder | undefined): Call {
  const call = {
    ctx,
    args: undefined,
    said,
    text,
    book: door.bookOf(ctx.bureau),
    machineNow: door.machineNow() as Moment,
    publicUrl: door.publicUrl,
    ...(thread ? { thread: thread.id, threadNo: thread.no } : {}),
  }
  return isApart(ctx.bureau, said, thread) ? apart(call) : call
}

/** In the thread of a restricted order, but not in a concerned department's own chat nor with the person alone. */
function isApart(bureau: Bureau, { platform, chat }: Said, thread: ThreadOrder | undefined): boolean {
  if (thread?.concerns === undefined || chat.kind === 'direct') return false
  const department = chatOf(bureau, platform, chat.id)?.department
  return department === undefined || !thread.concerns.includes(department)
}

/** @param about it was about the thread's order: who has a part in it is told where that belongs */
function kept({ ctx }: Call, thread: ThreadOrder | undefined, outcome: Outcome, about: boolean): Outcome {
  if (!ctx.place?.apart || !thread?.concerns) return outcome
  return aside(ctx, thread.no, about ? thread.concerns : [], outcome)
}

/** A refusal may have been turned into something better: the matter passed on to whoever may. */
async function passedOn(door: Door, call: Call, outcome: Outcome): Promise<Outcome> {
  return outcome.kind === 'refused'
    ? ((await door.listeners.refused(call, outcome.refusal)) ?? outcome)
    : outcome
}
