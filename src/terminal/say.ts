import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { createWebAdapter } from '../adapters/web/index.ts'
import type { Name } from '../adapters/web/payloads.ts'
import type { Body, Rooms } from '../adapters/web/rooms.ts'
import { directRoom } from '../adapters/web/thread.ts'
import { blobsIn, folderTemplates } from '../app/file-store.ts'
import { silentLog } from '../app/log.ts'
import { createOffice } from '../app/office.ts'
import { wordsOf } from '../app/talk/said.ts'
import { examine } from '../chat/gate.ts'
import { holidayYears } from '../data/holidays/index.ts'
import type { Bureau } from '../domain/bureau.ts'
import { answersFor, postsOf } from '../domain/roster.ts'
import { parseNo } from '../domain/serial.ts'
import { dayOf, yearOf } from '../domain/time.ts'
import { noPace } from '../jobs/pace.ts'
import { postingOf, waitingIn } from '../services/delivery/lanes.ts'
import { threadPurpose } from '../services/orders/places.ts'
import type { Db } from '../store/database.ts'
import { type HomedOrder, loadOrder, refsOfOrder } from '../store/orders.ts'
import { storedRooms } from '../store/rooms.ts'
import { atDesk, placeFor, UsageError } from './verb.ts'

/**
 * One message to the running database's bot; prints what it answered the speaker. In the practice bureau it is said, and
 * seen, in the room; `[确认下发]` presses that button. What a real bureau's people are told goes out through their own platforms, with the next delivery.
 */
export const say = atDesk(async (args, printer, desk) => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      as: { type: 'string' },
      in: { type: 'string' },
      'reply-to': { type: 'string' },
      practice: { type: 'boolean', default: false },
    },
  })
  if (values.as === undefined) throw new UsageError('请用 --as 写明是谁。')
  if (positionals.length === 0) throw new UsageError('请写明要说的话。')
  const place = await placeFor(desk, values.practice)
  const { database, clock, files } = place
  const practice = place.which === 'practice'
  const rooms: Rooms = place.rooms ?? storedRooms<Body>(database.db, blobsIn(files))
  const accountFor = (code: string) => (practice ? code : TERMINAL + code)
  let names: Name[] = []
  const web = createWebAdapter({
    rooms,
    now: clock.now,
    mask: (text) => examine(text, { allowStaffPhones: false }).masked,
    names: () => names,
  })
  const office = createOffice({
    database,
    adapters: [web],
    now: clock.now,
    machineNow: Date.now,
    pacer: noPace,
    files,
    template: folderTemplates(join(desk.config.dataDir, 'templates')),
    publicUrl: desk.config.publicUrl,
    holidays: holidayYears,
    log: silentLog,
    eager: false,
    seat: (bureau) => seated(bureau, accountFor),
  })
  const bureau = await office.bureau()
  if (!bureau) throw new Error('尚未载入单位，请先运行 init')
  const people = [...bureau.roster.people.values()]
  names = people.map(({ name, code }) => ({ name, account: accountFor(code) }))
  const person = people.find((p) => p.code === values.as || p.name === values.as)
  if (!person) throw new Error(`名单中没有 ${values.as}`)
  const account = accountFor(person.code)

  let text = positionals.join(' ')
  let room = values.in === undefined ? directRoom(account) : roomFor(bureau, values.in)
  // A real chat stands on its own platform, where nobody can speak from here: the bot is spoken to alone.
  if (!practice) room = directRoom(account)
  let replyTo: string | undefined
  if (values['reply-to'] !== undefined) {
    const no = parseNo(values['reply-to'], yearOf(dayOf(clock.now())))
    const home = no && (await loadOrder(database.db, { no }))
    if (!home) throw new Error(`没有 ${values['reply-to'].replace(/号$/, '')} 号单`)
    const refs = practice ? await refsOfOrder(database.db, 'web', home.order.id) : []
    const messages = await Promise.all(refs.map((ref) => rooms.get(ref)))
    const own = practice ? await ownThread(home) : undefined
    const root =
      own ?? messages.find((m) => m !== undefined && m.root === undefined && m.onlyFor === undefined)
    const { no: number } = home.order
    if (root) [room, replyTo] = [root.room, root.id]
    else
      text = text.startsWith('/')
        ? `${text} #${number.year}-${number.no}`
        : `#${number.year}-${number.no} ${text}`
  }

  /** Of a restricted order: the message that the speaker's own department has. */
  async function ownThread(home: HomedOrder) {
    if (!home.order.restricted) return undefined
    const departments = answersFor(postsOf(bureau!.roster, person!.code, dayOf(clock.now())))
    const at = await postingOf(database.db, threadPurpose(home, departments))
    return at && rooms.get(at.message)
  }

  /** The button of that label on the newest message that offers it to the speaker here. */
  async function pressed(label: string) {
    const where = [...new Set([directRoom(account), room])]
    const lists = await Promise.all(where.map((r) => rooms.list({ room: r, seenBy: account, limit: 200 })))
    const offers = lists
      .flat()
      .filter((m) => m.body.kind === 'message' && m.body.message.buttons?.some((b) => b.label === label))
    const message = offers.sort((a, b) => b.seq - a.seq)[0]
    if (message?.body.kind !== 'message') throw new Error(`${person!.name}没有可按的〔${label}〕`)
    const button = message.body.message.buttons!.findIndex((b) => b.label === label)
    return web.press({ account, message: message.id, button, label, fields: {}, key })
  }

  const before = await rooms.head()
  const key = randomUUID()
  const label = /^[[〔](.+)[\]〕]$/.exec(text)?.[1]?.trim()
  const heard =
    label === undefined
      ? await web.say({ account, room, text, files: [], key, ...(replyTo === undefined ? {} : { replyTo }) })
      : await pressed(label)
  if (!heard.ok) throw new Error('未能发出')
  const { acknowledgement } = await office.inbox.handle(heard.incoming)
  await office.deliverOnly((lane) => practice || lane === `web:>${account}`)
  await delivered(database.db, [`web:>${account}`, `web:${room}`])
  const answers = await rooms.changes({
    rooms: [...new Set([directRoom(account), room])],
    seenBy: account,
    after: before,
    limit: 100,
  })
  const { toast } = acknowledgement
  printer.print([
    ...(toast ? [{ to: person.name, text: toast.text, buttons: [] }] : []),
    ...answers
      .filter((m) => m.by === undefined)
      .map((m) => ({
        to: m.onlyFor !== undefined || m.room === directRoom(account) ? person.name : m.room,
        text: wordsOf(m),
        buttons: m.body.kind === 'message' ? (m.body.message.buttons ?? []).map((b) => b.label) : [],
        ...(m.editedAt === undefined ? {} : { edited: true }),
      })),
  ])
  return 0
}, 'say')

/** Milliseconds. */
const DELIVERED_WITHIN = 5000

/** In the server's own process its deliverer may have been quicker to take a lane: then it is waited for. */
async function delivered(db: Db, lanes: readonly string[]): Promise<void> {
  const until = Date.now() + DELIVERED_WITHIN
  for (const lane of lanes) {
    while ((await waitingIn(db, lane, 1)).length > 0 && Date.now() < until) await sleep(25)
  }
}

const TERMINAL = 'terminal:'

/** At the terminal everybody has an account: their own in the practice rooms, one beside those they have in a real bureau. */
function seated(bureau: Bureau, accountFor: (code: string) => string): Bureau {
  const added = [...bureau.roster.people.keys()]
    .map((code) => ({ platform: 'web', account: accountFor(code), person: code }))
    .filter((seat) => !bureau.accounts.some((a) => a.platform === 'web' && a.account === seat.account))
  return { ...bureau, accounts: [...bureau.accounts, ...added] }
}

function roomFor(bureau: Bureau, wanted: string): string {
  const chat = bureau.chats.find(
    (c) =>
      c.id === wanted ||
      c.title === wanted ||
      c.kind === wanted ||
      bureau.roster.departments.some(
        (d) => d.code === c.department && (d.name === wanted || d.code === wanted),
      ),
  )
  if (!chat) throw new Error(`没有 ${wanted} 这个群`)
  return chat.id
}
