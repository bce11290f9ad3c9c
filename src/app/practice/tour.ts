/** What of the day nobody here has tried yet: offered one thing at a time, so that a newcomer meets all of it. */
import { eq, inArray } from 'drizzle-orm'
import { bureauNames } from '../../chat/words/bureau-names.ts'
import { plainDay } from '../../chat/words/dates.ts'
import type { Bureau } from '../../domain/bureau.ts'
import type { Order } from '../../domain/order.ts'
import type { RequestKind } from '../../domain/requests.ts'
import { coverOf, headOf, holdersOf } from '../../domain/roster.ts'
import { dayOf, type Moment, momentOf } from '../../domain/time.ts'
import { SHEET_SLOT, sheetDay } from '../../domain/week.ts'
import type { Suggestion } from '../../http/practice/port.ts'
import type { Db } from '../../store/database.ts'
import { journal, leave, orders, request } from '../../store/schema/index.ts'
import { sectionsOf } from './people.ts'

interface Here {
  readonly db: Db
  readonly bureau: Bureau
  readonly now: Moment
  readonly me: string
}

/** For who gives orders: several at once, then the sheet that ends the week. */
export async function officeNext({ db, bureau, now }: Here): Promise<readonly Suggestion[]> {
  const given = await db.select({ id: orders.id }).from(orders).limit(3)
  if (given.length < 3) return [severalAtOnce(bureau)]
  const day = sheetDay(bureau.calendar, dayOf(now))
  if (day === undefined || now >= momentOf(day, SHEET_SLOT)) return []
  const move = { kind: 'until' as const, day, time: '16:31' }
  return [{ do: 'advance', move, label: `推进到 ${plainDay(day)} 16:31，看本周办理情况` }]
}

export function severalAtOnce(bureau: Bureau): Suggestion {
  const [first = '', second = ''] = sectionsOf(bureau).map((code) => bureauNames(bureau).department(code))
  return {
    do: 'fill',
    label: '一次下发三件（一行一件）',
    text: [
      `/assign ${first} 公开人员招录信息 3个工作日内 加急`,
      `${second}牵头、${first}配合 报送预算执行情况 5个工作日内`,
      '各机关科室 报送联络员名单 5个工作日内',
    ].join('\n'),
  }
}

/** 汇总, once something was answered. */
export async function collectNext({ db }: Here, order: Order): Promise<readonly Suggestion[]> {
  if (order.assignments.length < 2) return []
  const done = await db
    .select({ seq: journal.seq })
    .from(journal)
    .where(eq(journal.kind, 'order.collected'))
    .limit(1)
  return done.length > 0 ? [] : [{ do: 'fill', text: `/汇总 #${order.no.no}` }]
}

/** For who answers: more time, another department, somebody who covers. */
export async function departmentNext(
  here: Here,
  order: Order | undefined,
  department: string,
): Promise<readonly Suggestion[]> {
  const { db, bureau } = here
  const asked = await db
    .selectDistinct({ kind: request.kind })
    .from(request)
    .where(inArray(request.kind, ['extension', 'reroute'] satisfies RequestKind[]))
  const tried = (kind: RequestKind) => asked.some((row) => row.kind === kind)
  if (order && !tried('extension'))
    return [{ do: 'fill', text: `/申请延期 #${order.no.no} 2个工作日 等考试中心数据` }]
  const other = sectionsOf(bureau).find((code) => !order?.assignments.some((a) => a.department === code))
  if (order && other && !tried('reroute')) {
    const name = bureauNames(bureau).department(other)
    return [{ do: 'fill', text: `/申请改派 #${order.no.no} 应由${name}承办，属其职责` }]
  }
  return leaveNext(here, department)
}

async function leaveNext({ db, bureau, now, me }: Here, department: string): Promise<readonly Suggestion[]> {
  const { roster, calendar } = bureau
  const today = dayOf(now)
  if (headOf(roster, department, today)?.code !== me || coverOf(roster, me, today)) return []
  const cover = (['deputy_head', 'liaison', 'handler'] as const)
    .flatMap((post) => holdersOf(roster, post, today, department))
    .find((person) => person.code !== me)
  if (!cover) return []
  const said = await db.select({ id: leave.id }).from(leave).limit(1)
  if (said.length > 0) return []
  const [from, until] = [1, 2].map((n) => plainDay(calendar.nthWorkdayAfter(today, n)))
  return [{ do: 'fill', text: `/请假 ${from}至${until} 由${cover.name}代办` }]
}
