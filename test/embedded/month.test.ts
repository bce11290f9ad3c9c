/**
 * A month of the practice bureau with forty open orders in every department: everybody who owes something, at every slot,
 * with answers, returns and requests at random. Whatever a tick tells was asked for by nobody, and is held to the promise
 * that nobody is nagged; no kind of message is named here, so that a new one is held to it as well.
 */
import { inArray } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { numberedText } from '../../src/chat/message.ts'
import { wordNotice } from '../../src/chat/notices/index.ts'
import { holidayYears } from '../../src/data/holidays/index.ts'
import { calendarOf } from '../../src/domain/calendar.ts'
import { isOpenHour } from '../../src/domain/ladder.ts'
import type { DueLine, Notice } from '../../src/domain/notices.ts'
import { headOf, postsOf } from '../../src/domain/roster.ts'
import { printNo } from '../../src/domain/serial.ts'
import {
  addDays,
  type Day,
  dayOf,
  isoOf,
  type Moment,
  moment,
  momentOf,
  type TimeOfDay,
} from '../../src/domain/time.ts'
import { nextDue, type TickParts, tick } from '../../src/jobs/tick.ts'
import type { Ctx } from '../../src/services/context.ts'
import { answerOrder } from '../../src/services/orders/answer-order.ts'
import { grantExtension } from '../../src/services/orders/decide-extension.ts'
import { type Issued, issueOrder } from '../../src/services/orders/issue-order.ts'
import { requestExtension } from '../../src/services/orders/request-extension.ts'
import { approveAnswers, returnAnswers } from '../../src/services/orders/review-answer.ts'
import { bureauCache } from '../../src/store/bureau.ts'
import type { Database } from '../../src/store/database.ts'
import { outbox } from '../../src/store/schema/index.ts'
import type { Tx } from '../../src/store/transact.ts'
import { withBureau } from '../support/bureau.ts'
import { testDatabase } from '../support/database.ts'

const FROM = '2026-03-02' as Day
const UNTIL = moment('2026-04-01 00:00')
const OPEN_IN_EACH = 40
/** Most messages nobody asked for, to one person on one working day. */
const MOST_A_DAY = 2

const calendar = calendarOf(holidayYears)
let seed = 20260302
/** The same month every time. */
const random = (below: number): number => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
  return seed % below
}
const chance = (percent: number) => random(100) < percent

interface Part {
  readonly order: string
  readonly department: string
  state: 'owed' | 'answered' | 'approved'
  /** Since when nobody may be reminded of it. */
  answeredAt?: Moment
}

interface Unasked {
  readonly at: Moment
  readonly lane: string
  readonly verb: string
  readonly notice: Notice
  /** Parts that owed nothing when it was said. */
  readonly silent: ReadonlySet<string>
}

const keyOf = (order: string, department: string) => `${order} ${department}`

describe('a month with forty open orders in every department', () => {
  let database: Database
  const unasked: Unasked[] = []
  const failed: string[] = []
  let acts = 0
  let issued = 0

  beforeAll(async () => {
    database = await withBureau(await testDatabase())
    const bureau = bureauCache(holidayYears)
    const b = (await bureau(database))!
    const { roster } = b
    const parts: Part[] = []
    let said = 0
    const as = (tx: Tx, code: string): Ctx => {
      const actor = {
        code,
        name: roster.people.get(code)!.name,
        posts: postsOf(roster, code, dayOf(tx.now)),
      }
      const place = {
        platform: 'web',
        chat: { id: 'group', kind: 'group' as const },
        account: code,
        message: `m${++said}`,
      }
      return { tx, now: tx.now, bureau: b, actor, place }
    }
    const holders = (post: string) => roster.appointments.find((a) => a.post === post)!.person
    const [staff, director] = [holders('office_staff'), holders('office_director')]
    const departments = roster.departments.filter((d) => headOf(roster, d.code, FROM))

    const opening = momentOf(FROM, '08:00' as TimeOfDay)
    for (const department of departments) {
      await database.transact(opening, async (tx) => {
        const [byStaff, byDirector] = [as(tx, staff), as(tx, director)]
        for (let n = 0; n < OPEN_IN_EACH; n++) {
          const urgent = n === 0 && chance(40)
          const done = await issueOrder(urgent ? byDirector : byStaff, {
            kind: 'task',
            subject: `${department.name}第${n + 1}件`,
            term: { kind: 'date', on: addDays(FROM, 1 + random(40)) },
            departments: [{ code: department.code, role: 'lead' }],
            ...(urgent ? { urgency: 'most_urgent' as const } : {}),
          })
          if (!done.ok) throw new Error(JSON.stringify(done))
          parts.push({
            order: (done as { value: Issued }).value.order.id,
            department: department.code,
            state: 'owed',
          })
          issued++
        }
      })
    }

    const told: string[] = []
    database.transact.onTold((all) => void told.push(...all.map((t) => t.id)))
    const tickParts: TickParts = {
      transact: database.transact,
      bureau: (tx) => bureau(tx),
      leftEvent: async () => undefined,
      finish: async () => undefined,
      failedAgain: async () => {},
      log: { error: (facts, words) => void failed.push(`${words} ${JSON.stringify(facts)}`) },
    }
    const silentNow = () =>
      new Set(parts.filter((p) => p.state !== 'owed').map((p) => keyOf(p.order, p.department)))

    for (let at = opening; at < UNTIL; ) {
      const today = dayOf(at)
      const hour = momentOf(today, (chance(50) ? '10:10' : '15:10') as TimeOfDay)
      const next = await nextDue(database.db, at)
      if (calendar.isWorkday(today) && at < hour && next >= hour) {
        await database.transact(hour, (tx) => live(tx))
        at = hour
        continue
      }
      at = next
      told.length = 0
      await tick(tickParts, at)
      const rows =
        told.length === 0 ? [] : await database.db.select().from(outbox).where(inArray(outbox.id, told))
      const silent = rows.length === 0 ? new Set<string>() : silentNow()
      for (const { lane, verb, notice } of rows)
        unasked.push({ at, lane, verb, notice: notice as Notice, silent })
    }

    /** What people do of themselves in a day. */
    async function live(tx: Tx): Promise<void> {
      const office = as(tx, director)
      for (const part of parts) {
        const head = headOf(roster, part.department, dayOf(tx.now))!.code
        const key = { id: part.order }
        if (part.state === 'owed' && chance(4)) {
          const done = await answerOrder(as(tx, head), key, { text: '已办结', files: [] })
          if (!done.ok) continue
          part.state = 'answered'
          part.answeredAt = tx.now
          acts++
        } else if (part.state === 'answered' && chance(15)) {
          const back = chance(30)
          const which = { departments: [part.department] }
          const done = back
            ? await returnAnswers(office, key, which, '请补充材料')
            : await approveAnswers(office, key, which)
          if (!done.ok) continue
          part.state = back ? 'owed' : 'approved'
          acts++
        } else if (part.state === 'owed' && chance(1)) {
          const asked = await requestExtension(as(tx, head), key, {
            department: part.department,
            time: { kind: 'workdays', workdays: 2 },
            reason: '需会同其他科室',
          })
          if (!asked.ok) continue
          acts++
          if (chance(50)) await grantExtension(office, { order: key, department: part.department })
        }
      }
    }
  }, 120_000)
  afterAll(() => database.close())

  /** The lines about somebody's part in whatever is told, wherever they stand in it. */
  function linesIn(facts: unknown): DueLine[] {
    if (typeof facts !== 'object' || facts === null) return []
    const one = facts as Partial<DueLine>
    if (one.no && one.due && one.rung !== undefined && one.department) return [one as DueLine]
    return Object.values(facts).flatMap(linesIn)
  }

  const posts = () => unasked.filter((u) => u.verb === 'post')
  const words = (u: Unasked) =>
    numberedText(
      wordNotice(u.notice, { inLeadingGroup: u.lane === 'web:group', addressee: 'person', now: u.at }),
    )

  test('was lived through', () => {
    expect(failed).toEqual([])
    expect(issued).toBe(18 * OPEN_IN_EACH)
    expect(acts).toBeGreaterThan(300)
    expect(posts().length).toBeGreaterThan(400)
    expect(new Set(posts().map((u) => dayOf(u.at))).size).toBeGreaterThanOrEqual(21)
  })

  test('nobody is told more than twice a working day what they did not ask for', () => {
    const byDay = Map.groupBy(posts(), (u) => `${u.lane} ${dayOf(u.at)}`)
    const tooMany = [...byDay]
      .filter(([, all]) => all.length > MOST_A_DAY)
      .map(
        ([where, all]) =>
          `${where}: ${all.map((u) => `${isoOf(u.at).slice(11, 16)} ${u.notice.kind}`).join(', ')}`,
      )
    expect(tooMany).toEqual([])
  })

  test('nothing is said in quiet hours but of what the director confirmed as 特急', () => {
    const quiet = posts().filter((u) => !isOpenHour(calendar, u.at))
    const ordinary = quiet.filter((u) => {
      const lines = linesIn(u.notice.facts)
      return lines.length === 0 || lines.some((line) => line.mostUrgent !== true)
    })
    expect(ordinary.map((u) => `${isoOf(u.at)} ${u.lane} ${u.notice.kind}`)).toEqual([])
  })

  test('nobody is reminded of what they have answered', () => {
    const after = posts().flatMap((u) =>
      linesIn(u.notice.facts)
        .filter((line) => u.silent.has(keyOf(line.order, line.department.code)))
        .map((line) => `${isoOf(u.at)} ${u.lane} ${u.notice.kind} ${printNo(line.no)}`),
    )
    expect(after).toEqual([])
  })

  test('every day named is in its tense', () => {
    let looked = 0
    const wrong = posts().flatMap((u) => {
      const said = words(u).split('\n')
      const today = dayOf(u.at)
      return linesIn(u.notice.facts).flatMap((line) => {
        const shown = said.find(
          (one) => one.includes(printNo(line.no)) && /逾期|今日|还有|到期|期限/.test(one),
        )
        if (!shown) return []
        looked++
        const { on } = line.due
        const tense = on > today ? /还有|到期/ : on === today ? /今日/ : /逾期/
        const other = on > today ? /逾期|今日 / : on === today ? /逾期|还有/ : /还有|今日 /
        return tense.test(shown) && !other.test(shown)
          ? []
          : [`${today} ${u.notice.kind} due ${on}: ${shown}`]
      })
    })
    expect(wrong.slice(0, 10)).toEqual([])
    expect(looked).toBeGreaterThan(1000)
  })

  test('every message fits a screen', () => {
    const long = posts().filter((u) => words(u).split('\n').length > 18)
    expect(long.map((u) => `${u.notice.kind}\n${words(u)}`)).toEqual([])
  })
})
