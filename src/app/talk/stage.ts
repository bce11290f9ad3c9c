/** People of a talk act: they say, press, edit and recall, in the room and under the message their line names. */
import type { WebAdapter } from '../../adapters/web/index.ts'
import type { MemoryRooms } from '../../adapters/web/memory-rooms.ts'
import type { Body, RoomMessage, Rooms } from '../../adapters/web/rooms.ts'
import { directRoom } from '../../adapters/web/thread.ts'
import type { Button } from '../../chat/message.ts'
import { type Bureau, personOfAccount } from '../../domain/bureau.ts'
import { answersFor, postsOf } from '../../domain/roster.ts'
import { parseNo } from '../../domain/serial.ts'
import { dayOf, type Moment, yearOf } from '../../domain/time.ts'
import { postingOf } from '../../services/delivery/lanes.ts'
import { threadPurpose } from '../../services/orders/places.ts'
import { loadOrder } from '../../store/orders.ts'
import type { Office } from '../office.ts'
import { TalkError, type TalkLine, type Where } from './read-talk.ts'

export interface Stage {
  readonly office: Office
  readonly web: WebAdapter
  readonly rooms: MemoryRooms
  bureau: Bureau
  readonly now: () => Moment
  /** The last version of a message that was looked at. */
  seen: number
  /** Keys given out; each act has its own. */
  keys: number
  /** The last message of each account. */
  readonly lastOf: Map<string, string>
}

/** What the person sees at once: the notice of a press. */
export async function act(
  stage: Stage,
  what: Extract<TalkLine, { who: string }>,
  line: number,
): Promise<string | undefined> {
  const account = accountOf(stage, what.who, line)
  const key = String(++stage.keys)
  if (what.kind === 'say') {
    const { room, replyTo } = await placeFor(stage, what.where, account, line)
    const files = await Promise.all(what.files.map((name) => keepInvented(stage.rooms, name, account)))
    const heard = await stage.web.say({
      account,
      room,
      text: what.text,
      files,
      key,
      ...(replyTo ? { replyTo } : {}),
    })
    if (!heard.ok) throw new TalkError(line, '该消息已不在，无法回复')
    stage.lastOf.set(account, heard.message.id)
    await stage.office.inbox.handle(heard.incoming)
    return undefined
  }
  if (what.kind === 'press') {
    const found = await newestButton(stage, account, what.label)
    if (!found) throw new TalkError(line, `${what.who}没有可按的〔${what.label}〕`)
    const fields = named(found.button, what.fields)
    const heard = await stage.web.press({
      account,
      message: found.message.id,
      button: found.index,
      label: found.button.label,
      fields,
      key,
    })
    if (!heard.ok) throw new TalkError(line, `〔${what.label}〕已失效`)
    const { acknowledgement } = await stage.office.inbox.handle(heard.incoming)
    return acknowledgement.toast?.text
  }
  const message = stage.lastOf.get(account)
  if (message === undefined) throw new TalkError(line, `${what.who}尚未发言`)
  const heard =
    what.kind === 'edit'
      ? await stage.web.editOwn({ account, message, text: what.text })
      : await stage.web.recallOwn({ account, message })
  if (heard.ok) await stage.office.inbox.handle(heard.incoming)
  return undefined
}

/** Fields typed without a name go to the button's first question. */
function named(button: Button, fields: Readonly<Record<string, string>>): Record<string, string> {
  const first = button.fields?.some((f) => f.name === 'reason') ? undefined : button.fields?.[0]?.name
  return Object.fromEntries(Object.entries(fields).map(([k, v]) => [k === 'reason' && first ? first : k, v]))
}

function accountOf(stage: Stage, name: string, line: number): string {
  const people = [...stage.bureau.roster.people.values()]
  const person = people.find((p) => p.name === name) ?? people.find((p) => p.code === name)
  const account =
    person && stage.bureau.accounts.find((a) => a.person === person.code && a.platform === 'web')
  // Somebody the roster does not know is a stranger with an account of their own.
  if (!person) return `stranger:${name}`
  if (!account) throw new TalkError(line, `${name}没有账号`)
  return account.account
}

async function placeFor(
  stage: Stage,
  where: Where,
  account: string,
  line: number,
): Promise<{ room: string; replyTo?: string }> {
  switch (where.to) {
    case 'group':
      return { room: stage.bureau.chats.find((c) => c.kind === 'group')?.id ?? 'group' }
    case 'alone':
      return { room: directRoom(account) }
    case 'department': {
      const d = stage.bureau.roster.departments.find(
        (x) => x.name === where.name || x.aliases.includes(where.name),
      )
      if (!d) throw new TalkError(line, `没有科室 ${where.name}`)
      return {
        room:
          stage.bureau.chats.find((c) => c.kind === 'department' && c.department === d.code)?.id ??
          `dept:${d.code}`,
      }
    }
    case 'thread': {
      const no = parseNo(where.no, yearOf(dayOf(stage.now())))
      const order = no && (await loadOrder(stage.office.database.db, { no }))
      const purpose = order && threadPurpose(order, departmentsOf(stage, account))
      const at = purpose && (await postingOf(stage.office.database.db, purpose))
      if (!at) throw new TalkError(line, `没有 ${where.no} 号单`)
      return { room: at.chat, replyTo: at.message }
    }
  }
}

function departmentsOf({ bureau, now }: Stage, account: string): readonly string[] {
  const person = personOfAccount(bureau, 'web', account)
  return person === undefined ? [] : answersFor(postsOf(bureau.roster, person, dayOf(now())))
}

async function keepInvented(rooms: Rooms, name: string, by: string): Promise<string> {
  const file = await rooms.keepFile({
    name,
    kind: 'file',
    by,
    bytes: new TextEncoder().encode(`${name}（示例文件）`),
  })
  return file.id
}

/** The newest button of that name that this person can see; what stands in brackets need not be said. */
async function newestButton(stage: Stage, account: string, label: string) {
  const all = stage.rooms.everything()
  const visible = all.filter(
    (m) => m.by === undefined && sees(stage, m, account) && m.recalledAt === undefined,
  )
  for (const message of visible.toReversed()) {
    const index = buttonsOf(message.body).findIndex(
      (b) => b.label === label || b.label.replace(/（.*?）$/, '') === label,
    )
    if (index >= 0) return { message, index, button: buttonsOf(message.body)[index]! }
  }
  return undefined
}

function sees(stage: Stage, m: RoomMessage, account: string): boolean {
  if (m.onlyFor !== undefined) return m.onlyFor === account
  if (m.room.startsWith('direct:')) return m.room === directRoom(account)
  const chat = stage.bureau.chats.find((c) => c.id === m.room)
  const person = stage.bureau.accounts.find((a) => a.account === account && a.platform === 'web')?.person
  return (
    chat?.kind !== 'department' ||
    stage.bureau.roster.people.get(person ?? '')?.department === chat.department
  )
}

export function buttonsOf(body: Body): readonly Button[] {
  return body.kind === 'message' ? (body.message.buttons ?? []) : []
}
