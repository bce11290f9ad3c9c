/** The practice room's port over rooms in memory and a canned bot. The wiring is the one an app needs. */
import { createWebAdapter } from '../../src/adapters/web/index.ts'
import { roomsFor } from '../../src/adapters/web/members.ts'
import { memoryRooms } from '../../src/adapters/web/memory-rooms.ts'
import { addDays, dayOf, HOUR, type Moment, moment, plus, weekday } from '../../src/domain/time.ts'
import type { Done, PracticePort, Suggestion } from '../../src/http/practice/port.ts'
import { cannedBot } from './practice-bot.ts'
import { cast, chats, commands, departments, people } from './practice-people.ts'

export interface PracticeFake {
  readonly port: PracticePort
  readonly seed: () => Promise<void>
  /** Throws at the next `say`, as a server in trouble would. */
  readonly failNext: (times: number) => void
}

export function practiceFake(start = '2026-03-02 10:05'): PracticeFake {
  const rooms = memoryRooms()
  let shift = moment(start) - Date.now()
  const now = () => plus(Date.now() as Moment, shift)
  const names = [
    ...people.map(({ name, code }) => ({ name, account: code })),
    ...departments.map(({ name }) => ({ name })),
  ]
  const web = createWebAdapter({ rooms, now, names: () => names })
  const bot = cannedBot(web)
  const wakers = new Set<() => void>()
  let failures = 0

  function open(me: string) {
    const person = people.find((one) => one.code === me)
    if (!person) return []
    const leader = person.department === 'leaders' || me === 'zhang-ming'
    return roomsFor({ account: me, department: person.department, leader }, chats)
  }
  const ids = (me: string) => open(me).map((room) => room.id)

  async function told(
    heard: Awaited<ReturnType<typeof web.say | typeof web.press | typeof web.editOwn>>,
  ): Promise<Done> {
    if (!heard.ok) return heard
    const { toast } = await bot.handle(heard.incoming)
    return { ok: true, id: heard.message.id, ...(toast && { toast }) }
  }

  const port: PracticePort = {
    newcomer: 'li-na',
    cast,
    people: async () => people,
    departments: async () => departments,
    commands: async () => commands,
    async state(me) {
      const latest = await rooms.latest(ids(me), me)
      return {
        bureau: '示范市教育局',
        rooms: open(me).map((room) => ({ ...room, latest: latest.get(room.id) ?? 0 })),
        head: await rooms.head(),
        news: await rooms.alone(),
      }
    },
    async history(me, query) {
      return ids(me).includes(query.room) ? rooms.list({ ...query, seenBy: me }) : undefined
    },
    pinned: async () => undefined,
    changes: (me, after, limit) => rooms.changes({ rooms: ids(me), seenBy: me, after, limit }),
    subscribe(wake) {
      wakers.add(wake)
      const stop = rooms.subscribe(wake)
      return () => {
        wakers.delete(wake)
        stop()
      }
    },
    async suggestions(me, { root }): Promise<readonly Suggestion[]> {
      if (root !== undefined)
        return [
          { do: 'fill', text: '收到' },
          { do: 'fill', text: '已办结，见附件' },
        ]
      if (me === 'li-na')
        return [
          { do: 'fill', text: '/assign 人事科牵头、计财科配合 更新权责清单 5个工作日内' },
          { do: 'fill', text: '/list' },
          { do: 'be', person: 'wang-qiang', label: '换成王强，看人事科收到什么' },
          { do: 'advance', move: { kind: 'working-days', count: 1 }, label: '过一个工作日' },
        ]
      return [{ do: 'fill', text: '/mine' }]
    },
    async say(me, said) {
      if (failures > 0) {
        failures -= 1
        throw new Error('the fake was told to fail')
      }
      if (!ids(me).includes(said.room)) return { ok: false, why: 'gone' }
      return told(await web.say({ account: me, ...said }))
    },
    async press(me, pressed) {
      return told(await web.press({ account: me, ...pressed }))
    },
    edit: async (me, edited) => told(await web.editOwn({ account: me, ...edited })),
    recall: async (me, recalled) => told(await web.recallOwn({ account: me, ...recalled })),
    upload: (me, file) => rooms.keepFile({ ...file, by: me }),
    async file(me, id) {
      const file = await rooms.file(id)
      if (!file || file.by === me) return file
      const carrier = await rooms.messageOf(id)
      const seen = carrier && ids(me).includes(carrier.room) && (carrier.onlyFor ?? me) === me
      return seen ? file : undefined
    },
    clock: {
      now: async () => ({ now: now(), ...(weekday(dayOf(now())) > 5 && { dayNote: '休息日' }) }),
      async advance(_me, move) {
        const from = now()
        let to = from
        if (move.kind === 'hours') to = plus(from, move.count * HOUR)
        if (move.kind === 'until') to = moment(`${move.day} ${move.time}`)
        for (let left = move.kind === 'working-days' ? move.count : 0; left > 0; ) {
          to = plus(to, 24 * HOUR)
          if (weekday(addDays(dayOf(to), 0)) <= 5) left -= 1
        }
        if (to < from - 60_000) return { ok: false, why: 'clock-backwards' }
        shift += to - from
        for (const wake of wakers) wake()
        return { ok: true }
      },
    },
  }
  return {
    port,
    seed: bot.seed,
    failNext: (times) => {
      failures = times
    },
  }
}
