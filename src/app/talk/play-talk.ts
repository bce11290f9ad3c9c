/** Plays a talk through the whole bot, on an in-memory database, and checks what was said. */

import { createWebAdapter, type WebAdapter } from '../../adapters/web/index.ts'
import { type MemoryRooms, memoryRooms } from '../../adapters/web/memory-rooms.ts'
import type { Body, RoomMessage, Rooms } from '../../adapters/web/rooms.ts'
import { directRoom } from '../../adapters/web/thread.ts'
import { examine } from '../../chat/gate.ts'
import type { Button } from '../../chat/message.ts'
import { plainText } from '../../chat/message.ts'
import type { Bureau } from '../../domain/bureau.ts'
import type { Arrangement } from '../../domain/calendar.ts'
import { parseNo } from '../../domain/serial.ts'
import { dayOf, MINUTE, type Moment, moment, momentOf, plus, timeOf, yearOf } from '../../domain/time.ts'
import { noPace } from '../../jobs/pace.ts'
import { postingOf } from '../../services/delivery/lanes.ts'
import type { Database } from '../../store/database.ts'
import { loadOrder } from '../../store/orders.ts'
import { memoryFiles } from '../file-store.ts'
import { createOffice, type Log, type Office } from '../office.ts'
import {
  type NumberedLine,
  type Pattern,
  readTalk,
  type Scope,
  TalkError,
  type TalkLine,
  type WaitAmount,
  type Where,
} from './read-talk.ts'

export interface SaidLine {
  /** `group`, `@人事科`, `~李娜`. */
  readonly to: string
  /** The order's number when it stands in a thread. */
  readonly thread: string | null
  readonly text: string
  readonly buttons: readonly string[]
}

export interface PlayedStep {
  readonly step: number
  readonly line: number
  readonly source: string
  readonly at: Moment
  readonly said: SaidLine[]
  readonly edited: SaidLine[]
  ok: boolean
  /** What failed: the check's line, what was expected, what was said. */
  readonly failures: { readonly line: number; readonly expected: string; readonly said: string }[]
}

export interface TalkParts {
  readonly database: Database
  readonly holidays: readonly Arrangement[]
  readonly log: Log
  /** Called when a step is over, before its checks are known to be complete. */
  readonly onStep?: (step: PlayedStep) => void
}

/** @throws TalkError for a line that cannot be read or played */
export async function playTalk(text: string, parts: TalkParts): Promise<PlayedStep[]> {
  const lines = readTalk(text)
  const player = await createPlayer(parts)
  try {
    for (const line of lines) await player.play(line)
    return player.steps
  } finally {
    await player.close()
  }
}

const START = '2026-03-02 09:00'

async function createPlayer(parts: TalkParts) {
  let now = moment(START)
  const rooms = memoryRooms()
  let bureau: Bureau | undefined
  const web = createWebAdapter({
    rooms,
    now: () => now,
    machineNow: () => now,
    mask: (t) => examine(t, { allowStaffPhones: false }).masked,
    names: () => [...(bureau?.roster.people.values() ?? [])].map((p) => ({ name: p.name, account: p.code })),
  })
  const office = createOffice({
    database: parts.database,
    adapters: [web],
    now: () => now,
    machineNow: () => Date.now(),
    pacer: noPace,
    files: memoryFiles(),
    publicUrl: 'http://127.0.0.1:3000',
    holidays: parts.holidays,
    log: parts.log,
    eager: false,
  })
  bureau = await office.bureau()
  const stage: Stage = {
    office,
    web,
    rooms,
    bureau: bureau!,
    now: () => now,
    seen: 0,
    keys: 0,
    lastOf: new Map(),
  }
  const steps: PlayedStep[] = []
  // `expect` and `refuse` look at what was said since the last person's line; `none` at the last step alone.
  let sincePerson: SaidLine[] = []

  async function step(line: NumberedLine, act: (played: PlayedStep) => Promise<void>): Promise<PlayedStep> {
    const played: PlayedStep = {
      step: steps.length + 1,
      line: line.line,
      source: line.source,
      at: now,
      said: [],
      edited: [],
      ok: true,
      failures: [],
    }
    steps.push(played)
    await act(played)
    bureau = (await office.bureau()) ?? bureau
    stage.bureau = bureau!
    return played
  }

  async function gather(played: PlayedStep): Promise<void> {
    await office.settle()
    const { said, edited } = await newWords(stage)
    played.said.push(...said)
    played.edited.push(...edited)
  }

  async function play(line: NumberedLine): Promise<void> {
    const { what } = line
    switch (what.kind) {
      case 'clock':
        await step(line, async () => {
          now = momentAt(what.text, line.line)
        })
        return
      case 'wait': {
        const played = await step(line, async (p) => {
          const target = waitTarget(what.amount, now, bureau!, line.line)
          for (;;) {
            const next = await office.nextDue(now)
            if (next > target) break
            now = next
            await office.tick(now)
            await gather(p)
          }
          now = target
          await office.tick(now)
          await gather(p)
        })
        sincePerson.push(...played.said)
        return
      }
      case 'say':
      case 'press':
      case 'edit':
      case 'recall': {
        const played = await step(line, async (p) => {
          const toast = await act(stage, what, line.line)
          if (toast) p.said.push({ to: `~${what.who}`, thread: null, text: toast, buttons: [] })
          await gather(p)
        })
        sincePerson = [...played.said]
        return
      }
      default:
        check(line, what)
    }
  }

  function check(line: NumberedLine, what: Extract<TalkLine, { kind: 'expect' | 'none' | 'refuse' }>): void {
    const last = steps.at(-1)
    if (!last) throw new TalkError(line.line, '此前没有任何步骤')
    const about = (what.kind === 'none' ? last.said : sincePerson).filter((s) => inScope(s, what.scope))
    const holds =
      what.kind === 'none'
        ? about.length === 0
        : what.kind === 'expect'
          ? about.some((s) => matches(s, what.pattern))
          : !about.some((s) => matches(s, what.pattern))
    if (holds) return
    last.ok = false
    last.failures.push({
      line: line.line,
      expected: line.source,
      said: about.map((s) => `${s.to}: ${s.text}`).join('\n') || '（无）',
    })
  }

  return {
    steps,
    play,
    async close() {
      await office.deliverer.stop()
    },
  }
}

interface Stage {
  readonly office: Office
  readonly web: WebAdapter
  readonly rooms: MemoryRooms
  bureau: Bureau
  readonly now: () => Moment
  seen: number
  keys: number
  readonly lastOf: Map<string, string>
}

async function act(
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
  const first = button.fields?.[0]?.name
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
      const at = order && (await postingOf(stage.office.database.db, `order:${order.order.id}`))
      if (!at) throw new TalkError(line, `没有 ${where.no} 号单`)
      return { room: at.chat, replyTo: at.message }
    }
  }
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

function buttonsOf(body: Body): readonly Button[] {
  return body.kind === 'message' ? (body.message.buttons ?? []) : []
}

/** What the bot said and edited since the last look. */
async function newWords(stage: Stage): Promise<{ said: SaidLine[]; edited: SaidLine[] }> {
  const all = stage.rooms.everything()
  const fresh = all.filter((m) => m.by === undefined && m.version > stage.seen)
  const said: SaidLine[] = []
  const edited: SaidLine[] = []
  for (const m of fresh.toSorted((a, b) => a.version - b.version)) {
    const line = await saidLine(stage, m)
    if (m.seq > stage.seen) said.push(line)
    else edited.push(line)
  }
  stage.seen = Math.max(stage.seen, ...all.map((m) => m.version), ...all.map((m) => m.seq))
  return { said, edited }
}

async function saidLine(stage: Stage, m: RoomMessage): Promise<SaidLine> {
  const text = m.body.kind === 'text' ? m.body.text : plainText(m.body.message)
  const root = m.root === undefined ? undefined : await stage.rooms.get(m.root)
  const title = root?.body.kind === 'message' ? root.body.message.title : undefined
  return {
    to: nameOfRoom(stage, m),
    thread: m.root === undefined ? null : (/〔\d{4}〕\d+号/.exec(title ?? '')?.[0] ?? ''),
    text,
    buttons: buttonsOf(m.body).map((b) => b.label),
  }
}

function nameOfRoom(stage: Stage, m: RoomMessage): string {
  const account = m.onlyFor ?? (m.room.startsWith('direct:') ? m.room.slice('direct:'.length) : undefined)
  if (account !== undefined) {
    const person = stage.bureau.accounts.find((a) => a.platform === 'web' && a.account === account)?.person
    return `~${stage.bureau.roster.people.get(person ?? account)?.name ?? account.replace(/^stranger:/, '')}`
  }
  const chat = stage.bureau.chats.find((c) => c.id === m.room)
  if (chat?.kind === 'department')
    return `@${stage.bureau.roster.departments.find((d) => d.code === chat.department)?.name ?? m.room}`
  return chat?.kind === 'leaders' ? 'leaders' : 'group'
}

function inScope(said: SaidLine, scope: Scope): boolean {
  switch (scope.to) {
    case 'anybody':
      return true
    case 'person':
      return said.to === `~${scope.name}`
    case 'department':
      return said.to === `@${scope.name}`
  }
}

function matches(said: SaidLine, pattern: Pattern): boolean {
  const text = [said.text, ...said.buttons.map((b) => `〔${b}〕`)].join('\n')
  return pattern.regex ? pattern.regex.test(text) : text.includes(pattern.text)
}

function momentAt(text: string, line: number): Moment {
  try {
    return moment(text)
  } catch {
    throw new TalkError(line, `时间应写作 2026-02-14 09:00，未能识别 ${text}`)
  }
}

function waitTarget(amount: WaitAmount, now: Moment, bureau: Bureau, line: number): Moment {
  if (amount.kind === 'minutes') return plus(now, amount.count * MINUTE)
  const target =
    amount.kind === 'until'
      ? momentAt(amount.text, line)
      : momentOf(bureau.calendar.nthWorkdayAfter(dayOf(now), amount.count), timeOf(now))
  if (target < now) throw new TalkError(line, `${amount.kind === 'until' ? amount.text : ''} 已经过去`)
  return target
}
