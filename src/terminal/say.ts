import { parseArgs } from 'node:util'
import { createWebAdapter } from '../adapters/web/index.ts'
import { memoryRooms } from '../adapters/web/memory-rooms.ts'
import { directRoom } from '../adapters/web/thread.ts'
import { memoryFiles } from '../app/file-store.ts'
import { silentLog } from '../app/log.ts'
import { createOffice } from '../app/office.ts'
import { plainText } from '../chat/message.ts'
import { holidayYears } from '../data/holidays/index.ts'
import type { Bureau } from '../domain/bureau.ts'
import { parseNo } from '../domain/serial.ts'
import { dayOf, yearOf } from '../domain/time.ts'
import { noPace } from '../jobs/pace.ts'
import { loadOrder } from '../store/orders.ts'
import { atDesk, placeFor, UsageError } from './verb.ts'

/**
 * One message to the running database's bot; prints what it answered the speaker. What it causes others to be told goes
 * out through their own platforms, with the next delivery.
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
  const { database, clock } = await placeFor(desk, values.practice)
  const rooms = memoryRooms()
  const web = createWebAdapter({ rooms, now: clock.now })
  const office = createOffice({
    database,
    adapters: [web],
    now: clock.now,
    machineNow: Date.now,
    pacer: noPace,
    files: memoryFiles(),
    publicUrl: desk.config.publicUrl,
    holidays: holidayYears,
    log: silentLog,
    eager: false,
    seat: everybodyAtTerminal,
  })
  const bureau = await office.bureau()
  if (!bureau) throw new Error('尚未载入单位，请先运行 init')
  const person = [...bureau.roster.people.values()].find((p) => p.code === values.as || p.name === values.as)
  if (!person) throw new Error(`名单中没有 ${values.as}`)
  const account = TERMINAL + person.code

  let text = positionals.join(' ')
  const room = roomFor(bureau, values.in, account)
  if (values['reply-to'] !== undefined) {
    const no = parseNo(values['reply-to'], yearOf(dayOf(clock.now())))
    const home = no && (await loadOrder(database.db, { no }))
    if (!home) throw new Error(`没有 ${values['reply-to']} 号单`)
    text = text.startsWith('/')
      ? `${text} #${home.order.no.year}-${home.order.no.no}`
      : `#${home.order.no.year}-${home.order.no.no} ${text}`
  }
  const heard = await web.say({ account, room, text, files: [], key: String(Date.now()) })
  if (!heard.ok) throw new Error('未能发出')
  await office.inbox.handle(heard.incoming)
  await office.deliverOnly((lane) => lane === `web:>${account}` || lane === `web:${room}`)
  printer.print(
    rooms
      .everything()
      .filter((m) => m.by === undefined)
      .map((m) => ({
        to: m.onlyFor !== undefined || m.room === directRoom(account) ? person.name : m.room,
        text: m.body.kind === 'text' ? m.body.text : plainText(m.body.message),
        buttons: m.body.kind === 'message' ? (m.body.message.buttons ?? []).map((b) => b.label) : [],
      })),
  )
  return 0
}, 'say')

const TERMINAL = 'terminal:'

/** At the terminal everybody has an account of their own beside those they have. */
function everybodyAtTerminal(bureau: Bureau): Bureau {
  const terminal = [...bureau.roster.people.keys()].map((code) => ({
    platform: 'web',
    account: TERMINAL + code,
    person: code,
  }))
  return { ...bureau, accounts: [...bureau.accounts, ...terminal] }
}

function roomFor(bureau: Bureau, wanted: string | undefined, account: string): string {
  if (wanted === undefined) return directRoom(account)
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
