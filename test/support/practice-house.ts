/** The practice room and the board over a whole office, in memory: the real thing, without a folder and without waiting. */
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { createWebAdapter } from '../../src/adapters/web/index.ts'
import type { Body } from '../../src/adapters/web/rooms.ts'
import { boardPort } from '../../src/app/board.ts'
import { blobsIn, memoryFiles } from '../../src/app/file-store.ts'
import { createOffice } from '../../src/app/office.ts'
import { type MovableClock, namesIn, practicePort } from '../../src/app/practice.ts'
import { examine } from '../../src/chat/gate.ts'
import { holidayYears } from '../../src/data/holidays/index.ts'
import { practiceBureau } from '../../src/data/practice-bureau.ts'
import { type Moment, moment, plus } from '../../src/domain/time.ts'
import { createAssets, readAssets } from '../../src/http/assets.ts'
import { createBoard } from '../../src/http/board.ts'
import { createPractice } from '../../src/http/practice.ts'
import { noPace } from '../../src/jobs/pace.ts'
import { spendBoardLink } from '../../src/services/board/board-link.ts'
import { parseBureauFile } from '../../src/services/bureau/bureau-file.ts'
import { loadBureau } from '../../src/services/bureau/load-bureau.ts'
import { storedRooms } from '../../src/store/rooms.ts'
import { testDatabase } from './database.ts'

export interface HouseOptions {
  /** Business time at first; it runs on by itself unless `still`. */
  readonly start?: string
  readonly still?: boolean
}

export async function practiceHouse({ start = '2026-03-02 10:05', still = false }: HouseOptions = {}) {
  const database = await testDatabase()
  let shift = moment(start) - Date.now()
  let stopped = moment(start)
  const clock: MovableClock = {
    now: () => (still ? stopped : plus(Date.now() as Moment, shift)),
    async moveTo(to) {
      stopped = to
      shift = to - Date.now()
    },
  }
  await database.transact(clock.now(), (tx) => loadBureau(tx, parseBureauFile(practiceBureau)))
  const files = memoryFiles()
  const rooms = storedRooms<Body>(database.db, blobsIn(files))
  let names: ReturnType<typeof namesIn> = []
  const web = createWebAdapter({
    rooms,
    now: clock.now,
    mask: (text) => examine(text, { allowStaffPhones: true }).masked,
    names: () => names,
  })
  const troubles: unknown[] = []
  const log = {
    info() {},
    warn: (facts: object, words: string) => void troubles.push([words, facts]),
    error: (facts: object, words: string) => void troubles.push([words, facts]),
  }
  const office = createOffice({
    database,
    adapters: [web],
    now: clock.now,
    machineNow: Date.now,
    pacer: noPace,
    files,
    publicUrl: 'http://127.0.0.1:3000',
    holidays: holidayYears,
    log,
  })
  const bureau = (await office.bureau())!
  names = namesIn(bureau)
  const port = practicePort({ office, web, rooms, clock })
  const board = boardPort({
    database,
    bureau: office.bureau,
    now: clock.now,
    files,
    name: bureau.name,
    spendLink: (token) => spendBoardLink(database.db, token, Date.now()),
  })
  let keys = 0
  const key = () => {
    keys += 1
    return `k${keys}`
  }

  const house = {
    office,
    rooms,
    port,
    board,
    clock,
    bureau,
    files,
    /** What went wrong and was only logged. */
    troubles,
    close: () => office.close(),

    /** One person's words in a room, and what they may see there afterwards. */
    async say(
      me: string,
      text: string,
      more: { room?: string; replyTo?: string; files?: readonly string[] } = {},
    ) {
      const { room = 'group', replyTo, files: sent = [] } = more
      const done = await port.say(me, { room, text, files: sent, key: key(), ...(replyTo && { replyTo }) })
      if (!done.ok) throw new Error(`not said: ${done.why}`)
      return done.id!
    },
    async press(me: string, label: string) {
      const state = await port.state(me)
      for (const room of state.rooms) {
        const messages = (await port.history(me, { room: room.id, limit: 500 })) ?? []
        for (const message of messages.toReversed()) {
          const buttons = message.body.kind === 'message' ? (message.body.message.buttons ?? []) : []
          const button = buttons.findIndex((one) => one.label === label)
          if (button >= 0)
            return port.press(me, { message: message.id, button, label, fields: {}, key: key() })
        }
      }
      throw new Error(`nobody offers ${label} to ${me}`)
    },
    /** Everything `me` sees in a room or thread, as text, oldest first. */
    async read(me: string, room = 'group', root?: string) {
      const messages = await port.history(me, { room, limit: 500, ...(root && { root }) })
      return (messages ?? []).map((m) =>
        m.body.kind === 'text' ? m.body.text : textOf(m.body.message.title, m.body.message.lines),
      )
    },
    /** The newest message of the bot in the group that says this. */
    async find(me: string, words: string, room = 'group') {
      const messages = (await port.history(me, { room, limit: 500 })) ?? []
      const found = messages.findLast(
        (m) =>
          m.body.kind === 'message' && textOf(m.body.message.title, m.body.message.lines).includes(words),
      )
      if (!found) throw new Error(`${me} sees nothing that says ${words}`)
      return found
    },
    async upload(me: string, name: string, words = '内容') {
      const file = await port.upload(me, { name, kind: 'file', bytes: new TextEncoder().encode(words) })
      return file.id
    },
  }
  return house
}

export type House = Awaited<ReturnType<typeof practiceHouse>>

function textOf(title: string | undefined, lines: readonly (string | readonly { text: string }[])[]): string {
  const words = lines.map((line) =>
    typeof line === 'string' ? line : line.map((span) => span.text).join(''),
  )
  return [...(title ? [title] : []), ...words].join('\n')
}

/** The whole house behind an address of this machine. */
export async function serveHouse(options: HouseOptions & { readonly port?: number } = {}) {
  const house = await practiceHouse(options)
  const assets = createAssets(readAssets())
  const sessionKey = 'a session key of the tests'
  /** Fails that many calls of the page's, as a server in trouble would. */
  let failures = 0
  const practice = createPractice({ port: house.port, assets, sessionKey, beatMs: 2000 })
  const board = createBoard({ port: house.board, assets, sessionKey, who: practice.who })
  const app = new Hono()
    .use('/practice/api/say', async (c, next) => {
      if (failures === 0) return next()
      failures -= 1
      return c.text('', 503)
    })
    .route('/', assets.app)
    .route('/', practice.app)
    .route('/', board)
  app.onError((error, c) => {
    house.troubles.push(error)
    return c.text('', 500)
  })
  const server = serve({ fetch: app.fetch, port: options.port ?? 0, hostname: '127.0.0.1' })
  await new Promise<void>((resolve) => server.once('listening', resolve))
  const address = server.address()
  const at = typeof address === 'object' && address ? address.port : 0
  return {
    house,
    url: `http://127.0.0.1:${at}`,
    failNext(times: number) {
      failures = times
    },
    async close() {
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
        if ('closeAllConnections' in server) server.closeAllConnections()
      })
      await house.close()
    },
  }
}
