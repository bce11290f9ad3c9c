/**
 * The one door for everything that comes in: masked, remembered, recognised, understood, answered, in one transaction.
 *
 * Said once, done once: the event's key is written in the same transaction as its effects, so a redelivery finds it.
 * When the transaction's budget is spent the event alone is stored, acknowledged, and finished by the next tick.
 */
import { type Bureau, chatOf, personOfAccount } from '../domain/bureau.ts'
import type { Refusal } from '../domain/decision.ts'
import type { Address } from '../domain/notices.ts'
import { isLeader, postsOf } from '../domain/roster.ts'
import { dayOf, type Moment, yearOf } from '../domain/time.ts'
import type { Actor, Ctx, Place } from '../services/context.ts'
import type { Acknowledgement, Can } from './adapter.ts'
import { readArgs } from './args.ts'
import { type DepartmentBook, departmentBook } from './assignment/departments.ts'
import type { AnyCommand, Call, Outcome, PressCall, PressOutcome } from './command.ts'
import type { CommandList, Read } from './dispatch.ts'
import { examine, examineFileName, type Finding } from './gate.ts'
import type { Edited, Incoming, Pressed, Recalled, Said } from './incoming.ts'
import { type Message, plainText, say } from './message.ts'
import { wordRefusal } from './refusals.ts'
import { type Stopped, wordGate } from './words/gate.ts'
import { wordNotUnderstood } from './words/not-understood.ts'

type Tx = Ctx['tx']

/** What the door needs from the store, handed in. */
export interface InboxStore {
  transact<T>(now: Moment, work: (tx: Tx) => Promise<T>): Promise<T>
  bureau(tx: Tx): Promise<Bureau | undefined>
  /** Writes the event's key; not `fresh` when it was there already. */
  arrived(
    tx: Tx,
    incoming: Incoming,
    machineNow: number,
  ): Promise<{ readonly fresh: boolean; readonly bureau: Bureau | undefined }>
  /** Stores the event alone, to be finished later. `false` when it was there already. */
  leave(left: LeftEvent, machineNow: number): Promise<boolean>
  /** The order a thread belongs to. */
  orderOfThread(tx: Tx, platform: string, refs: readonly string[]): Promise<ThreadOrder | undefined>
  /** Whether an error means that the transaction's budget is spent. */
  isBudgetSpent(error: unknown): boolean
}

export interface ThreadOrder {
  readonly id: string
  readonly no: { readonly year: number; readonly no: number }
  readonly asksPhones: boolean
}

/** An event that waits to be finished: masked, with what the gate found in it. */
export interface LeftEvent {
  readonly incoming: Incoming
  readonly findings: readonly Finding[]
  /** Business time at which it came: an answer that had to wait is no later for it. */
  readonly at: Moment
}

/** What is heard without a command's name. */
export interface Listeners {
  /** Something said in an order's thread. */
  inThread(call: Call): Promise<Outcome>
  /** A free sentence, `addressed` when it was said to the bot. */
  sentence(call: Call, addressed: boolean): Promise<Outcome>
  edited(ctx: Ctx, edited: Edited): Promise<Outcome>
  recalled(ctx: Ctx, recalled: Recalled): Promise<void>
  /** A refusal about to be said: another answer where the matter was passed on instead. */
  refused(call: Call, refusal: Refusal): Promise<Outcome | undefined>
  /** Whether what was said outside any thread names an order that asks for telephone numbers. */
  asksPhones(ctx: Ctx, text: string): Promise<boolean>
  /** The gate stopped something. */
  stopped(ctx: Ctx, kinds: readonly string[]): Promise<void>
}

export interface InboxParts {
  readonly store: InboxStore
  readonly commands: CommandList
  readonly listeners: Listeners
  readonly can: (platform: string) => Can
  readonly now: () => Moment
  readonly machineNow: () => number
  readonly publicUrl: string
  readonly log: { error(facts: object, words: string): void; info(facts: object, words: string): void }
}

export interface Handled {
  readonly acknowledgement: Acknowledgement
  readonly repeat: boolean
}

export interface Inbox {
  handle(incoming: Incoming): Promise<Handled>
  /** Finishes an event that had been left, inside the caller's transaction. */
  finish(tx: Tx, left: LeftEvent): Promise<Acknowledgement>
  /** Says to its sender that an event is laid aside. */
  giveUp(tx: Tx, left: LeftEvent): Promise<void>
}

const NEUTRAL = say('已私信回复')

const SHOWING: ReadonlySet<string> = new Set(['help', 'mine', 'list', 'roster', 'board'])

interface How {
  readonly purpose?: string | undefined
  readonly after?: string | undefined
  /** The one reply to what was said: everything else leaves after it. */
  readonly reply?: boolean
}

export function createInbox(parts: InboxParts): Inbox {
  const { store } = parts
  let book: { version: number; book: DepartmentBook } | undefined
  const bookOf = (bureau: Bureau): DepartmentBook => {
    if (book?.version !== bureau.version) {
      book = { version: bureau.version, book: departmentBook(bureau.roster.departments) }
    }
    return book.book
  }

  async function handle(incoming: Incoming): Promise<Handled> {
    const now = parts.now()
    try {
      return await store.transact(now, async (tx) => {
        const { fresh, bureau } = await store.arrived(tx, incoming, parts.machineNow())
        if (!fresh) return { acknowledgement: {}, repeat: true }
        return { acknowledgement: await act(tx, incoming, bureau), repeat: false }
      })
    } catch (error) {
      const spent = store.isBudgetSpent(error)
      if (!spent)
        parts.log.error({ platform: incoming.platform, kind: incoming.kind, err: error }, 'event failed')
      // A press is never delivered again and its answer is awaited: it is finished by the tick like everything else.
      const left = await store.leave(forLater(incoming, now), parts.machineNow())
      return {
        acknowledgement:
          incoming.kind === 'pressed' ? { toast: { kind: 'info', text: '已收到，正在办理' } } : {},
        repeat: !left,
      }
    }
  }

  async function act(
    tx: Tx,
    incoming: Incoming,
    bureau: Bureau | undefined,
    found: readonly Finding[] = [],
  ): Promise<Acknowledgement> {
    if (!bureau) return {}
    switch (incoming.kind) {
      case 'said':
        await hear(tx, bureau, incoming, found)
        return {}
      case 'pressed':
        return press(tx, bureau, incoming, found)
      case 'edited': {
        const ctx = contextOf(tx, bureau, incoming)
        if (!ctx) return {}
        const findings = [...found, ...examine(incoming.text, { allowStaffPhones: false }).findings]
        if (findings.length > 0) {
          await stop(ctx, merged(findings), 'message')
          return {}
        }
        await speak(ctx, await parts.listeners.edited(ctx, incoming))
        return {}
      }
      case 'recalled': {
        const place = {
          platform: incoming.platform,
          chat: incoming.chat,
          account: '',
          message: incoming.messageId,
        }
        await parts.listeners.recalled({ tx, now: tx.now, bureau, actor: NOBODY, place }, incoming)
        return {}
      }
      case 'bot-added': {
        const place = {
          platform: incoming.platform,
          chat: incoming.chat,
          account: incoming.by.account,
          message: '',
        }
        const ctx = { tx, now: tx.now, bureau, actor: NOBODY, place }
        if (!chatOf(bureau, incoming.platform, incoming.chat.id)) {
          toldChat(
            ctx,
            say(
              '督办已加入本群。',
              '请由办公室人员发送 /bind 绑定本群，例：/绑定 领导小组群，或 /绑定 人事科',
            ),
          )
        }
        return {}
      }
    }
  }

  async function hear(tx: Tx, bureau: Bureau, said: Said, found: readonly Finding[]): Promise<void> {
    const bound = said.chat.kind === 'direct' || chatOf(bureau, said.platform, said.chat.id) !== undefined
    const read = parts.commands.read(said.text)
    const refs = [said.thread?.root, said.thread?.parent, said.thread?.thread].filter((r) => r !== undefined)
    const thread = refs.length > 0 ? await store.orderOfThread(tx, said.platform, refs) : undefined
    const addressed =
      read.kind !== 'sentence' || said.mentionsBot || said.chat.kind === 'direct' || thread !== undefined
    const place = placeOf(said)
    const ctx = contextOf(tx, bureau, said)

    const seen = examine(said.text, { allowStaffPhones: false })
    const phones =
      seen.findings.some((f) => f.kind === 'mobile') && (await mayNamePhones(ctx, said, read, thread))
    const examined = phones ? examine(said.text, { allowStaffPhones: true }) : seen
    const fileFindings = said.files.flatMap(
      (f) => examineFileName(f.name, { allowStaffPhones: false }).findings,
    )
    const stopped = [
      ...found,
      ...examined.findings.filter((f) => !(f.kind === 'mobile' && phones)),
      ...fileFindings,
    ]
    if (stopped.length > 0 && (bound || addressed)) {
      const what = read.kind === 'command' && read.command.name === 'assign' ? 'order' : 'message'
      await stop(ctx ?? { tx, now: tx.now, bureau, actor: NOBODY, place }, merged(stopped), what)
      return
    }
    if (!ctx) {
      // A stranger: answered when addressed, unless this is the code that binds their account.
      const bind = read.kind === 'command' && read.command.name === 'bind' ? read : undefined
      const stranger: Ctx = { tx, now: tx.now, bureau, actor: NOBODY, place }
      if (bind) await run(stranger, bind.command, bind.text, said, undefined)
      else if (addressed)
        answerAlone(stranger, wordRefusal({ code: 'person.unknown', facts: {} }, namesOf(bureau)))
      return
    }
    if (!bound && !(read.kind === 'command' && read.command.name === 'bind')) {
      if (addressed) answerAlone(ctx, wordNotUnderstood({ kind: 'chat-unbound' }))
      return
    }
    if (
      addressed &&
      ctx.actor.posts.length === 0 &&
      !(read.kind === 'command' && read.command.name === 'bind')
    ) {
      answerAlone(
        ctx,
        wordRefusal({ code: 'person.without-post', facts: { name: ctx.actor.name } }, namesOf(bureau)),
      )
      return
    }
    if (said.unsupported && !said.text.trim() && said.files.length === 0) {
      if (addressed) answerAlone(ctx, wordNotUnderstood({ kind: 'unsupported', form: said.unsupported }))
      return
    }
    if (read.kind === 'command') {
      await run(ctx, read.command, read.text, said, thread)
      return
    }
    if (read.kind === 'unknown') {
      const nearest = read.nearest?.words.zh.example
      answerAlone(
        ctx,
        wordNotUnderstood({ kind: 'unknown-command', name: read.name, ...(nearest ? { nearest } : {}) }),
      )
      return
    }
    // What only shows something may be asked for by its bare name; what changes something wants its sign.
    const bare = addressed && !thread ? parts.commands.bare(said.text) : undefined
    if (bare && SHOWING.has(bare.name)) {
      await run(ctx, bare, '', said, thread)
      return
    }
    const call = callOf(ctx, said, examined.masked, thread)
    const outcome = thread
      ? await parts.listeners.inThread(call)
      : await parts.listeners.sentence(call, addressed)
    await speak(ctx, await passedOn(call, outcome), thread !== undefined)
  }

  /** Staff telephone numbers may stand in an answer to an order that asks for them: in its thread, or said of it by number. */
  async function mayNamePhones(
    ctx: Ctx | undefined,
    said: Said,
    read: Read,
    thread: ThreadOrder | undefined,
  ): Promise<boolean> {
    if (thread) return thread.asksPhones
    const answers =
      (read.kind === 'command' && read.command.name === 'reply') ||
      (read.kind === 'sentence' && said.chat.kind === 'direct')
    return ctx !== undefined && answers && parts.listeners.asksPhones(ctx, said.text)
  }

  async function passedOn(call: Call, outcome: Outcome): Promise<Outcome> {
    return outcome.kind === 'refused'
      ? ((await parts.listeners.refused(call, outcome.refusal)) ?? outcome)
      : outcome
  }

  async function run(
    ctx: Ctx,
    command: AnyCommand,
    text: string,
    said: Said,
    thread: ThreadOrder | undefined,
  ): Promise<void> {
    const scene = {
      book: bookOf(ctx.bureau),
      year: yearOf(dayOf(ctx.now)),
      ...(thread ? { threadOrder: thread.no } : {}),
    }
    const args = readArgs(command.args, text, scene)
    if (!args.ok) {
      await speak(ctx, { kind: 'say', message: args.say, where: 'alone' })
      return
    }
    const call = { ...callOf(ctx, said, text, thread), args: args.value }
    await speak(
      ctx,
      await passedOn(call, await command.run(call)),
      thread !== undefined,
      command.words.zh.example,
    )
  }

  function callOf(ctx: Ctx, said: Said, text: string, thread: ThreadOrder | undefined): Call {
    return {
      ctx,
      args: undefined,
      said,
      text,
      book: bookOf(ctx.bureau),
      machineNow: parts.machineNow() as Moment,
      publicUrl: parts.publicUrl,
      ...(thread ? { thread: thread.id, threadNo: thread.no } : {}),
    }
  }

  async function press(
    tx: Tx,
    bureau: Bureau,
    pressed: Pressed,
    before: readonly Finding[],
  ): Promise<Acknowledgement> {
    const ctx = contextOf(tx, bureau, pressed)
    const names = namesOf(bureau)
    const refuse = (refusal: Refusal) => toast('warning', plainText(wordRefusal(refusal, names)))
    if (!ctx) return refuse({ code: 'person.unknown', facts: {} })
    if (ctx.actor.posts.length === 0)
      return refuse({ code: 'person.without-post', facts: { name: ctx.actor.name } })
    const there = Object.values(pressed.fields).flatMap(
      (value) => examine(value, { allowStaffPhones: false }).findings,
    )
    const found = merged([...before, ...there])
    if (found.length > 0) {
      toldPerson(ctx, wordGate(found, 'message'))
      return toast('warning', '内容含不宜登记的信息，未予登记')
    }
    const handler = parts.commands.commands
      .map((c) => c.presses?.[pressed.press.do])
      .find((h) => h !== undefined)
    if (!handler) return toast('warning', '该按钮已失效')
    const call: PressCall = {
      ctx,
      press: pressed.press,
      fields: pressed.fields,
      message: pressed.messageId,
      book: bookOf(bureau),
      machineNow: parts.machineNow() as Moment,
      publicUrl: parts.publicUrl,
    }
    const outcome: PressOutcome = await handler(call)
    if (outcome.kind === 'refused') {
      const acknowledgement = refuse(outcome.refusal)
      if (!parts.can(pressed.platform).toast) toldPerson(ctx, wordRefusal(outcome.refusal, names))
      return acknowledgement
    }
    if (outcome.becomes) {
      tx.tell({
        platform: pressed.platform,
        lane: laneOf(ctx.place!),
        address: { to: 'posted', chat: pressed.chat.id, message: pressed.messageId },
        verb: 'edit',
        notice: { kind: 'said', facts: outcome.becomes },
      })
    }
    if (outcome.message) toldPerson(ctx, outcome.message)
    if (!parts.can(pressed.platform).toast && !outcome.message) toldPerson(ctx, say(outcome.toast))
    return toast(outcome.tone ?? 'success', outcome.toast)
  }

  async function speak(ctx: Ctx, outcome: Outcome, inThread = false, example?: string): Promise<void> {
    switch (outcome.kind) {
      case 'done':
      case 'silent':
        return
      case 'refused':
        answerAlone(ctx, wordRefusal(outcome.refusal, namesOf(ctx.bureau), example ? { example } : {}))
        return
      case 'say':
        if (outcome.where === 'alone') answerAlone(ctx, outcome.message, outcome.purpose)
        else reply(ctx, outcome.message, inThread, outcome.purpose)
    }
  }

  /** The one reply where it was said. */
  function reply(ctx: Ctx, message: Message, inThread: boolean, purpose?: string): string {
    const place = ctx.place!
    const address: Address = { to: 'reply', chat: place.chat.id, message: place.message, inThread }
    return tell(ctx, laneOf(place), address, message, { purpose, reply: true })
  }

  /** The one reply, to the sender alone. */
  function answerAlone(ctx: Ctx, message: Message, purpose?: string): void {
    const place = ctx.place!
    if (place.chat.kind === 'direct') {
      reply(ctx, message, false, purpose)
      return
    }
    if (parts.can(place.platform).forOne) {
      const address: Address = {
        to: 'only',
        chat: place.chat.id,
        account: place.account,
        message: place.message,
      }
      tell(ctx, laneOf(place), address, message, { purpose, reply: true })
      return
    }
    // A bureau leader is answered in the direct chat only.
    if (isLeader(ctx.actor.posts)) toldPerson(ctx, message, { purpose, reply: true })
    else toldPerson(ctx, message, { purpose, after: reply(ctx, NEUTRAL, true) })
  }

  function toldPerson(ctx: Ctx, message: Message, how: How = {}): void {
    const { platform, account } = ctx.place!
    tell(ctx, `${platform}:>${account}`, { to: 'person', account }, message, how)
  }

  function toldChat(ctx: Ctx, message: Message): void {
    tell(ctx, laneOf(ctx.place!), { to: 'chat', chat: ctx.place!.chat.id }, message)
  }

  function tell(
    ctx: Ctx,
    lane: string,
    address: Address,
    message: Message,
    { purpose, after, reply }: How = {},
  ): string {
    return ctx.tx.tell({
      platform: ctx.place!.platform,
      lane,
      address,
      verb: 'post',
      notice: { kind: 'said', facts: message },
      ...(purpose ? { purpose } : {}),
      ...(after ? { after } : {}),
      ...(reply ? { reply } : {}),
    })
  }

  /** The gate spoke: nothing is dispatched; the sender alone is told. What was found is counted, never kept. */
  async function stop(ctx: Ctx, findings: readonly Finding[], stopped: Stopped): Promise<void> {
    ctx.tx.note({
      matter: 'gate',
      kind: 'gate.stopped',
      actor: ctx.actor.code,
      facts: { found: Object.fromEntries(findings.map((f) => [f.kind, f.count])) },
    })
    answerAlone(ctx, wordGate(findings, stopped))
    await parts.listeners.stopped(
      ctx,
      findings.map((f) => f.kind),
    )
  }

  /** A press that had to wait has nobody left to show its notice to: it is said. */
  async function finish(outer: Tx, left: LeftEvent): Promise<Acknowledgement> {
    const tx: Tx = Object.create(outer, { now: { value: left.at } })
    const bureau = await store.bureau(tx)
    const acknowledgement = await act(tx, left.incoming, bureau, left.findings)
    if (bureau && left.incoming.kind === 'pressed' && acknowledgement.toast) {
      const place = placeOf(left.incoming)
      toldPerson(
        { tx, now: tx.now, bureau, actor: NOBODY, place },
        say(...acknowledgement.toast.text.split('\n')),
      )
    }
    return acknowledgement
  }

  /** What could not be finished is laid aside; whoever addressed the bot is told so. */
  async function giveUp(tx: Tx, { incoming }: LeftEvent): Promise<void> {
    if (incoming.kind !== 'said' && incoming.kind !== 'pressed') return
    const bureau = await store.bureau(tx)
    if (!bureau) return
    const addressed =
      incoming.kind === 'pressed' ||
      incoming.mentionsBot ||
      incoming.chat.kind === 'direct' ||
      incoming.thread !== undefined ||
      /^\s*[/／]/.test(incoming.text)
    if (!addressed) return
    const words = say(
      '这条消息未能办理，已留存待系统管理员核查。',
      '请换一种写法重新发送，或直接联系领导小组办公室。',
    )
    toldPerson({ tx, now: tx.now, bureau, actor: NOBODY, place: placeOf(incoming) }, words)
  }

  return { handle, finish, giveUp }
}

/** One finding for each kind, from the words and the names of files. */
function merged(findings: readonly Finding[]): Finding[] {
  return [...Map.groupBy(findings, (f) => f.kind).entries()].map(([kind, same]) => ({
    kind,
    count: same.reduce((n, f) => n + f.count, 0),
    spans: same.flatMap((f) => f.spans),
  }))
}

const NOBODY: Actor = { code: '', name: '', posts: [] }

function contextOf(tx: Tx, bureau: Bureau, incoming: Said | Pressed | Edited): Ctx | undefined {
  const code = personOfAccount(bureau, incoming.platform, incoming.sender.account)
  const person = code === undefined ? undefined : bureau.roster.people.get(code)
  if (!person) return undefined
  const posts = postsOf(bureau.roster, person.code, dayOf(tx.now))
  return {
    tx,
    now: tx.now,
    bureau,
    actor: { code: person.code, name: person.name, posts },
    place: placeOf(incoming),
  }
}

function placeOf(incoming: Said | Pressed | Edited): Place {
  return {
    platform: incoming.platform,
    chat: incoming.chat,
    account: incoming.sender.account,
    message: incoming.kind === 'pressed' ? '' : incoming.messageId,
  }
}

function laneOf(place: Place): string {
  return place.chat.kind === 'direct'
    ? `${place.platform}:>${place.account}`
    : `${place.platform}:${place.chat.id}`
}

export function namesOf(bureau: Bureau) {
  return {
    department: (code: string) => bureau.roster.departments.find((d) => d.code === code)?.name ?? code,
    person: (code: string) => bureau.roster.people.get(code)?.name ?? code,
  }
}

/** What may be stored of an event that has to wait: masked, whatever order it may belong to. */
function forLater(incoming: Incoming, at: Moment): LeftEvent {
  const findings: Finding[] = []
  const masked = (text: string, look: typeof examine = examine): string => {
    const examined = look(text, { allowStaffPhones: false })
    findings.push(...examined.findings)
    return examined.masked
  }
  switch (incoming.kind) {
    case 'said': {
      const files = incoming.files.map((file) => ({ ...file, name: masked(file.name, examineFileName) }))
      return { incoming: { ...incoming, text: masked(incoming.text), files }, findings, at }
    }
    case 'edited':
      return { incoming: { ...incoming, text: masked(incoming.text) }, findings, at }
    case 'pressed': {
      const fields = Object.fromEntries(
        Object.entries(incoming.fields).map(([name, value]) => [name, masked(value)]),
      )
      return { incoming: { ...incoming, fields }, findings, at }
    }
    default:
      return { incoming, findings, at }
  }
}

function toast(kind: 'success' | 'info' | 'warning' | 'error', text: string): Acknowledgement {
  return { toast: { kind, text } }
}
