/**
 * The one door for everything that comes in: masked, remembered, recognised, understood, answered, in one transaction.
 *
 * Said once, done once: the event's key is written in the same transaction as its effects, so a redelivery finds it.
 * When the transaction's budget is spent the event alone is stored, acknowledged, and finished by the next tick.
 *
 * Behind the door, one room for each kind of event: `inbox/hear.ts` for what is said, `inbox/press.ts` for buttons;
 * `inbox/speak.ts` knows where an answer goes.
 */
import { type Bureau, chatOf } from '../domain/bureau.ts'
import type { Acknowledgement } from './adapter.ts'
import { type DepartmentBook, departmentBook } from './assignment/departments.ts'
import type { Finding } from './gate.ts'
import { hear } from './inbox/hear.ts'
import { forLater, type LeftEvent } from './inbox/left.ts'
import type { Arrival, Door, InboxParts, Tx } from './inbox/parts.ts'
import { contextOf, nobodyAt, placeOf } from './inbox/place.ts'
import { press } from './inbox/press.ts'
import { speak, tellChat, tellPerson } from './inbox/speak.ts'
import { findingsIn, stop } from './inbox/stop.ts'
import type { BotAdded, Edited, Incoming, Recalled } from './incoming.ts'
import { say } from './message.ts'

export type { LeftEvent } from './inbox/left.ts'
export type { Listeners } from './inbox/parts.ts'

export interface Handled {
  readonly acknowledgement: Acknowledgement
  /** It had come before: nothing was done. */
  readonly repeat: boolean
}

export interface Inbox {
  handle(incoming: Incoming): Promise<Handled>
  /** Finishes an event that had been left, inside the caller's transaction. */
  finish(tx: Tx, left: LeftEvent): Promise<Acknowledgement>
  /** Says to its sender that an event is laid aside. */
  giveUp(tx: Tx, left: LeftEvent): Promise<void>
}

export function createInbox(parts: InboxParts): Inbox {
  const { store } = parts
  const door: Door = { ...parts, bookOf: rememberedBook() }

  async function handle(incoming: Incoming): Promise<Handled> {
    const now = parts.now()
    try {
      const acknowledgement = await store.receive(incoming, (tx, { bureau, lastOffer }) =>
        act(door, tx, incoming, bureau, [], { lastOffer }),
      )
      return { acknowledgement: acknowledgement ?? {}, repeat: acknowledgement === undefined }
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

  /** A press that had to wait has nobody left to show its notice to: it is said. */
  async function finish(outer: Tx, left: LeftEvent): Promise<Acknowledgement> {
    const tx: Tx = Object.create(outer, { now: { value: left.at } })
    const bureau = await store.bureau(tx)
    const acknowledgement = await act(door, tx, left.incoming, bureau, left.findings)
    if (bureau && left.incoming.kind === 'pressed' && acknowledgement.toast) {
      const presser = nobodyAt(tx, bureau, placeOf(left.incoming))
      tellPerson(presser, say(...acknowledgement.toast.text.split('\n')))
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
    tellPerson(
      nobodyAt(tx, bureau, placeOf(incoming)),
      say('这条消息未能办理，已留存待系统管理员核查。', '请换一种写法重新发送，或直接联系领导小组办公室。'),
    )
  }

  return { handle, finish, giveUp }
}

/** The names of the departments, read anew only when the bureau has changed. */
function rememberedBook(): (bureau: Bureau) => DepartmentBook {
  let last: { readonly version: number; readonly book: DepartmentBook } | undefined
  return ({ version, roster }) => {
    if (last?.version !== version) last = { version, book: departmentBook(roster.departments) }
    return last.book
  }
}

/**
 * @param found what the gate had found before, in an event that had to wait
 * @param offers when something to choose from was last sent there, where that is known
 */
async function act(
  door: Door,
  tx: Tx,
  incoming: Incoming,
  bureau: Bureau | undefined,
  found: readonly Finding[],
  offers?: Pick<Arrival, 'lastOffer'>,
): Promise<Acknowledgement> {
  if (!bureau) return {}
  switch (incoming.kind) {
    case 'said':
      await hear(door, tx, bureau, incoming, found, offers)
      return {}
    case 'pressed':
      return press(door, tx, bureau, incoming, found)
    case 'edited':
      await seeEdited(door, tx, bureau, incoming, found)
      return {}
    case 'recalled':
      await seeRecalled(door, tx, bureau, incoming)
      return {}
    case 'bot-added':
      greet(tx, bureau, incoming)
      return {}
  }
}

async function seeEdited(
  door: Door,
  tx: Tx,
  bureau: Bureau,
  edited: Edited,
  found: readonly Finding[],
): Promise<void> {
  const ctx = contextOf(tx, bureau, edited)
  if (!ctx) return
  const findings = [...found, ...findingsIn(edited.text)]
  if (findings.length > 0) await stop(door, ctx, findings, 'message')
  else speak(door, ctx, await door.listeners.edited(ctx, edited))
}

/** Platforms do not say who recalled a message. */
async function seeRecalled(door: Door, tx: Tx, bureau: Bureau, recalled: Recalled): Promise<void> {
  const { platform, chat, messageId } = recalled
  const nobody = nobodyAt(tx, bureau, { platform, chat, account: '', message: messageId })
  await door.listeners.recalled(nobody, recalled)
}

/** In a chat that is not bound yet, the bot says how that is done. */
function greet(tx: Tx, bureau: Bureau, { platform, chat, by }: BotAdded): void {
  if (chatOf(bureau, platform, chat.id)) return
  tellChat(
    nobodyAt(tx, bureau, { platform, chat, account: by.account, message: '' }),
    say('督办已加入本群。', '请由办公室人员发送 /bind 绑定本群，例：/绑定 领导小组群，或 /绑定 人事科'),
  )
}
