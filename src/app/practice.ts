/**
 * The practice room over a real office: what somebody does in a room is put there first, as a platform would, and then
 * goes through the same door as every platform's messages. In the rooms a person's account is their code.
 */
import { eq } from 'drizzle-orm'
import { isFor } from '../../commands/help.ts'
import { commands } from '../../commands/index.ts'
import type { WebAdapter } from '../adapters/web/index.ts'
import type { Name } from '../adapters/web/payloads.ts'
import type { Heard, Unheard } from '../adapters/web/receive.ts'
import type { Rooms } from '../adapters/web/rooms.ts'
import type { AnyCommand } from '../chat/command.ts'
import type { Bureau } from '../domain/bureau.ts'
import { postsOf } from '../domain/roster.ts'
import { dayOf } from '../domain/time.ts'
import type { CommandHint, Done, PracticePort } from '../http/practice/port.ts'
import { standingPurpose } from '../services/standing/standing-card.ts'
import { posting } from '../store/schema/index.ts'
import type { Office } from './office.ts'
import { aim, dayNote, type MovableClock, walk } from './practice/clock.ts'
import { groupOf, inGroups } from './practice/command-groups.ts'
import { castOf, departmentsOf, newcomerIn, peopleOf, roomsOf } from './practice/people.ts'
import { suggest } from './practice/suggestions.ts'

export type { MovableClock } from './practice/clock.ts'

export interface PracticeWiring {
  readonly office: Pick<Office, 'bureau' | 'database' | 'inbox' | 'nextDue' | 'settle' | 'tick'>
  readonly web: WebAdapter
  readonly rooms: Rooms
  readonly clock: MovableClock
}

export function practicePort({ office, web, rooms, clock }: PracticeWiring): PracticePort {
  const wakers = new Set<() => void>()
  let seen: Bureau | undefined
  let walking: Promise<unknown> = Promise.resolve()

  async function bureau(): Promise<Bureau> {
    seen = await office.bureau()
    if (!seen) throw new Error('practice has no bureau loaded')
    return seen
  }
  const today = () => dayOf(clock.now())
  const open = async (me: string) => roomsOf(await bureau(), me, today())
  const openIds = async (me: string) => (await open(me)).map((room) => room.id)

  /** The message, if it stands in one of `me`'s rooms and is for their eyes. */
  async function within(me: string, id: string) {
    const message = await rooms.get(id)
    const mine = message && (await openIds(me)).includes(message.room) && (message.onlyFor ?? me) === me
    return mine ? message : undefined
  }

  async function told(heard: Heard): Promise<Done> {
    if (!heard.ok) return heard
    const { acknowledgement } = await office.inbox.handle(heard.incoming)
    await office.settle()
    return {
      ok: true,
      id: heard.message.id,
      ...(acknowledgement.toast && { toast: acknowledgement.toast }),
    }
  }

  const no = (why: Unheard): Done => ({ ok: false, why })

  return {
    // Read after `people()`, which every request asks for first.
    get newcomer() {
      return seen ? newcomerIn(seen, today()) : ''
    },
    get cast() {
      return seen ? castOf(seen, today()) : []
    },
    people: async () => peopleOf(await bureau(), today()),
    departments: async () => departmentsOf(await bureau()),
    async commands(me) {
      const here = await bureau()
      const posts = postsOf(here.roster, me, today())
      const name = here.roster.people.get(me)?.name ?? me
      const asking = { bureau: here, actor: { code: me, name, posts } }
      return inGroups(commands.commands.filter((command) => isFor(command, asking))).map(hint)
    },

    async state(me) {
      const own = await open(me)
      const ids = own.map((room) => room.id)
      const [latest, head, news] = await Promise.all([rooms.latest(ids, me), rooms.head(), rooms.alone()])
      return {
        bureau: seen!.name,
        rooms: own.map((room) => ({ ...room, latest: latest.get(room.id) ?? 0 })),
        head,
        news,
      }
    },
    async history(me, query) {
      return (await openIds(me)).includes(query.room) ? rooms.list({ ...query, seenBy: me }) : undefined
    },
    async pinned(me, room) {
      if (!(await openIds(me)).includes(room)) return undefined
      const [card] = await office.database.db
        .select({ message: posting.message })
        .from(posting)
        .where(eq(posting.purpose, standingPurpose({ platform: 'web', id: room })))
      return card && within(me, card.message)
    },
    async changes(me, after, limit) {
      return rooms.changes({ rooms: await openIds(me), seenBy: me, after, limit })
    },
    subscribe(wake) {
      wakers.add(wake)
      const stop = rooms.subscribe(wake)
      return () => {
        wakers.delete(wake)
        stop()
      }
    },
    async suggestions(me, place) {
      return suggest({ db: office.database.db, bureau: await bureau(), now: clock.now(), me }, place)
    },

    async say(me, said) {
      if (!(await openIds(me)).includes(said.room)) return no('gone')
      return told(await web.say({ account: me, ...said }))
    },
    async press(me, pressed) {
      if (!(await within(me, pressed.message))) return no('gone')
      return told(await web.press({ account: me, ...pressed }))
    },
    async edit(me, edited) {
      if (!(await within(me, edited.message))) return no('gone')
      return told(await web.editOwn({ account: me, ...edited }))
    },
    async recall(me, recalled) {
      if (!(await within(me, recalled.message))) return no('gone')
      return told(await web.recallOwn({ account: me, ...recalled }))
    },

    upload: (me, file) => rooms.keepFile({ ...file, by: me }),
    async file(me, id) {
      const file = await rooms.file(id)
      if (!file || file.by === me) return file
      const carrier = await rooms.messageOf(id)
      return carrier && (await within(me, carrier.id)) ? file : undefined
    },

    clock: {
      async now() {
        const note = dayNote(await bureau(), today())
        return { now: clock.now(), ...(note && { dayNote: note }) }
      },
      /** One after another: a second move begins where the first one ended. */
      advance(_me, move) {
        const moved = walking.then(async (): Promise<Done> => {
          const aimed = aim(await bureau(), clock.now(), move)
          if (!aimed.ok) return aimed
          try {
            await walk(clock, office, aimed.to)
          } finally {
            for (const wake of wakers) wake()
          }
          return { ok: true }
        })
        walking = moved.catch(() => undefined)
        return moved
      },
    },
  }
}

/** Names that `@` may stand before, for the web adapter. */
export function namesIn(bureau: Bureau): readonly Name[] {
  return [
    ...[...bureau.roster.people.values()].map(({ code, name }) => ({ name, account: code })),
    ...bureau.roster.departments.map(({ name }) => ({ name })),
  ]
}

function hint({ name, aliases, words }: AnyCommand): CommandHint {
  return {
    name,
    chinese: aliases[0] ?? name,
    about: words.zh.summary,
    example: words.zh.example,
    group: groupOf(name),
  }
}
