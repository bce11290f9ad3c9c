/**
 * Loads a year's arrangement of days off. Every open order is counted anew; what would fall due earlier is shown and waits
 * for a confirmation, what falls due later or ceases to be provisional does not.
 */
import { eq } from 'drizzle-orm'
import * as v from 'valibot'
import {
  type Arrangement,
  type ArrangementBalance,
  type ArrangementProblem,
  balanceOf,
  type Calendar,
  calendarOf,
  checkArrangement,
} from '../../domain/calendar.ts'
import type { Due } from '../../domain/due.ts'
import type { OrderFact } from '../../domain/order-facts.ts'
import { recount } from '../../domain/order-rules.ts'
import { type OrderNo, printNo } from '../../domain/serial.ts'
import { addDays, type Day, day } from '../../domain/time.ts'
import { touchBureau } from '../../store/bureau.ts'
import { type HomedOrder, openOrders } from '../../store/orders.ts'
import { holidayYear } from '../../store/schema/index.ts'
import type { Ctx } from '../context.ts'
import { departmentName } from '../orders/card.ts'
import { keepFacts, lockOrder } from '../orders/change-order.ts'
import { headReached } from '../reached.ts'
import { rewriteLines } from '../reminders/rewrite-lines.ts'
import { tellPerson, tellThread } from '../tell.ts'

export interface MovedDue {
  readonly no: OrderNo
  readonly subject: string
  readonly department: string
  readonly from: Day
  readonly to: Day
  readonly earlier: boolean
}

export interface HolidayImport {
  /** The arrangement is in force now, or was already. */
  readonly done: boolean
  /** What is in the way, in whole sentences. */
  readonly complaints: readonly string[]
  readonly year?: number
  readonly notice?: { readonly number: string; readonly date: string }
  /** Three numbers in which a forgotten line shows. */
  readonly balance?: ArrangementBalance
  /** Dues that move, or would. */
  readonly moved: readonly MovedDue[]
  /** The same arrangement was in force before. */
  readonly unchanged?: boolean
}

const shape = v.object(
  {
    year: v.number('year：应为年份，如 2027'),
    notice: v.object(
      {
        number: v.string('notice.number：应为通知文号，如 "国办发明电〔2026〕7号"'),
        date: v.string('notice.date：应为通知日期，如 "2026-11-04"'),
      },
      'notice：请写明通知，如 { "number": "国办发明电〔2026〕7号", "date": "2026-11-04" }',
    ),
    days: v.record(
      v.string(),
      v.object(
        { name: v.string(), kind: v.string() },
        'days：每一天写成 { "name": "春节", "kind": "holiday" }',
      ),
      'days：请写明放假和调休的日期，如 { "2027-01-01": { "name": "元旦", "kind": "holiday" } }',
    ),
  },
  '文件应含 year、notice、days 三项，如 { "year": 2027, "notice": { "number": "…", "date": "2026-11-04" }, "days": { "2027-01-01": { "name": "元旦", "kind": "holiday" } } }',
)

/** Hardly ever so, but a year may be arranged otherwise: a person who confirms it knows better. */
const DOUBTFUL: ReadonlySet<string> = new Set(['statutory-day-not-off', 'festivals-unknown'])

export async function importHolidays(ctx: Ctx, input: unknown, confirm: boolean): Promise<HolidayImport> {
  const read = v.safeParse(shape, input)
  if (!read.success) {
    return { done: false, complaints: [...new Set(read.issues.map((i) => i.message))], moved: [] }
  }
  const problems = checkArrangement(read.output)
  const doubts = problems.filter(({ code }) => DOUBTFUL.has(code))
  if (problems.length > doubts.length) return { done: false, complaints: problems.map(sentence), moved: [] }
  const arrangement = read.output as Arrangement
  const { year, notice } = arrangement
  const calendar = calendarOf([
    ...arrangementsOf(ctx.bureau.calendar).filter((a) => a.year !== year),
    arrangement,
  ])
  const told = { year, notice, balance: balanceOf(arrangement) }
  if (calendar.version === ctx.bureau.calendar.version) {
    return { done: true, complaints: [], ...told, moved: [], unchanged: true }
  }

  const open = await openOrders(ctx.tx.db)
  const touched = open
    .map(({ order }) => ({ order, facts: recount(calendar, order, notice.number, ctx.bureau.calendar) }))
    .filter(({ facts }) => facts.length > 0)
    .sort((x, y) => x.order.no.year - y.order.no.year || x.order.no.no - y.order.no.no)
  const moved = touched.flatMap(({ order, facts }) =>
    facts.filter(isMove).map(
      ({ department, from, to }): MovedDue => ({
        no: order.no,
        subject: order.subject,
        department: departmentName(ctx, department).name,
        from: from.on,
        to: to.on,
        earlier: to.on < from.on,
      }),
    ),
  )
  const earlier = moved.filter((m) => m.earlier)
  if (earlier.length + doubts.length > 0 && !confirm) {
    return {
      done: false,
      complaints: [
        ...(doubts.length > 0
          ? [`未载入：有 ${doubts.length} 处存疑，请核对后加 --confirm`, ...doubts.map(sentence)]
          : []),
        ...(earlier.length > 0
          ? [`未载入：有 ${earlier.length} 项期限将提前，请核对后加 --confirm`, ...earlier.map(movedLine)]
          : []),
      ],
      ...told,
      moved,
    }
  }

  await store(ctx, arrangement)
  const after: Ctx = { ...ctx, bureau: { ...ctx.bureau, calendar } }
  const owners: Moved[] = []
  for (const { order } of touched)
    owners.push(...(await move(after, order.id, notice.number, ctx.bureau.calendar)))
  tellOwners(after, owners, notice.number)
  await rewriteLines(after)
  return { done: true, complaints: [], ...told, moved }
}

function movedLine(m: MovedDue): string {
  return `${printNo(m.no)}　${m.subject}　${m.department}　${m.from} 提前至 ${m.to}`
}

type DueMoved = Extract<OrderFact, { kind: 'order.due-moved' }>

function isMove(fact: OrderFact): fact is DueMoved {
  return fact.kind === 'order.due-moved' && fact.from.on !== fact.to.on
}

async function store(ctx: Ctx, { year, notice, days }: Arrangement): Promise<void> {
  const values = { noticeNumber: notice.number, noticeOn: notice.date, days: { ...days }, loadedAt: ctx.now }
  const [before] = await ctx.tx.db.select().from(holidayYear).where(eq(holidayYear.year, year)).for('update')
  await ctx.tx.db
    .insert(holidayYear)
    .values({ year, ...values })
    .onConflictDoUpdate({ target: holidayYear.year, set: values })
  ctx.tx.note({
    matter: 'calendar',
    kind: 'calendar.loaded',
    actor: ctx.actor.code,
    facts: { year, notice, days, ...(before ? { before: before.noticeNumber } : {}) },
  })
  await touchBureau(ctx.tx.db)
}

/** A department whose day moved, with the order it belongs to. */
interface Moved {
  readonly home: HomedOrder
  readonly department: string
  readonly from: Due
  readonly to: Due
}

/** Counted once more under the lock. */
async function move(ctx: Ctx, id: string, notice: string, before: Calendar): Promise<readonly Moved[]> {
  const found = await lockOrder(ctx, { id })
  if (!found.ok) return []
  const facts = recount(ctx.bureau.calendar, found.value.order, notice, before)
  if (facts.length === 0) return []
  const { home } = await keepFacts(ctx, found.value, facts)
  return facts.filter(isMove).map(({ department, from, to }) => ({ home, department, from, to }))
}

/** Each head is told once of all that moved; where a department has none, its orders' threads are. */
function tellOwners(ctx: Ctx, moved: readonly Moved[], notice: string): void {
  const ofHead = Map.groupBy(moved, (m) => headReached(ctx, m.department)?.code)
  for (const [head, all] of ofHead) {
    const [first, ...more] = all
    if (!first) continue
    const platform = first.home.platform
    if (head !== undefined && more.length > 0) {
      const lines = all.map((m) => lineOf(ctx, m))
      const about = all.map((m) => m.home.order)
      if (tellPerson(ctx, head, 'orders.due-moved', { notice, lines }, { platform, about })) continue
    }
    for (const m of all) {
      const facts = { ...lineOf(ctx, m), why: 'calendar' as const, notice }
      const how = { matter: m.home.order.id }
      const told =
        head !== undefined &&
        tellPerson(ctx, head, 'order.due-moved', facts, { platform, ...how, about: m.home.order })
      if (!told) tellThread(ctx, m.home, 'order.due-moved', facts, { ...how, department: m.department })
    }
  }
}

function lineOf(ctx: Ctx, { home: { order }, department, from, to }: Moved) {
  return { no: order.no, subject: order.subject, department: departmentName(ctx, department), from, to }
}

/** The arrangements a calendar was made of. */
function arrangementsOf(calendar: Calendar): Arrangement[] {
  const found: Arrangement[] = []
  for (let year = 1990; year <= 2200; year++) {
    const notice = calendar.notice(year)
    if (!notice) continue
    const days: Record<string, Arrangement['days'][string]> = {}
    for (let d = day(`${year}-01-01`); d <= `${year}-12-31`; d = addDays(d, 1)) {
      const entry = calendar.entry(d)
      if (entry) days[d] = entry
    }
    found.push({ year, notice, days })
  }
  return found
}

function sentence(problem: ArrangementProblem): string {
  switch (problem.code) {
    case 'year-not-a-year':
      return `year：${problem.facts.year} 不是可用的年份，应在 1990 至 2200 之间`
    case 'notice-number-missing':
      return 'notice.number：请写明通知文号，如 "国办发明电〔2026〕7号"'
    case 'notice-date-impossible':
      return `notice.date：没有“${problem.facts.date}”这一天，应写成 "2026-11-04"`
    case 'day-impossible':
      return `days：没有“${problem.facts.day}”这一天，应写成 "2027-01-01"`
    case 'day-outside-year':
      return `days：${problem.facts.day} 不在 ${problem.facts.year} 年内；跨年的日期写入各自年份的文件`
    case 'name-missing':
      return `days：${problem.facts.day} 未写节日名称`
    case 'kind-unknown':
      return `days：${problem.facts.day} 的类别“${problem.facts.kind}”无法识别，应为 "holiday"（放假）或 "workday"（调休上班）`
    case 'make-up-day-on-weekday':
      return `days：${problem.facts.day} 是周一至周五，本来就上班，不能列为调休上班；请对照通知核对`
    case 'statutory-day-not-off':
      return `days：${problem.facts.day} 是${problem.facts.festival}法定假日，却未列为放假；请对照通知补上`
    case 'festivals-unknown':
      return `year：${problem.facts.year} 年的农历节日不在本程序的表内，无法核对法定假日`
  }
}
