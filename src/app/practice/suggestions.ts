/** What to do next, from how things stand: a newcomer is led through the life of an order without being told a rule. */

import { and, desc, eq, gt } from 'drizzle-orm'
import { bureauNames } from '../../chat/words/bureau-names.ts'
import { mayDo } from '../../domain/authority.ts'
import type { Bureau } from '../../domain/bureau.ts'
import { type Assignment, type Order, owes } from '../../domain/order.ts'
import { answersFor, headOf, isLeader, postsOf } from '../../domain/roster.ts'
import { dayOf, HOUR, type Moment, plus } from '../../domain/time.ts'
import { concerned, maySee } from '../../domain/visibility.ts'
import type { Suggestion } from '../../http/practice/port.ts'
import type { Db } from '../../store/database.ts'
import { loadOrder, loadOrders, orderOfThread } from '../../store/orders.ts'
import { openRequests } from '../../store/requests.ts'
import { draft, orders } from '../../store/schema/index.ts'
import { newcomerIn, sectionsOf } from './people.ts'
import { collectNext, departmentNext, officeNext, severalAtOnce } from './tour.ts'

interface Scene {
  readonly db: Db
  readonly bureau: Bureau
  readonly now: Moment
  readonly me: string
}

const MOST = 4
/** Orders looked at, newest first: what a newcomer began a moment ago is among them. */
const LOOKED_AT = 20

const LATER: Suggestion = {
  do: 'advance',
  move: { kind: 'working-days', count: 3 },
  label: '推进 3 个工作日，看提醒',
}

export async function suggest(
  scene: Scene,
  place: { readonly room: string; readonly root?: string },
): Promise<readonly Suggestion[]> {
  const found = place.root === undefined ? await inRoom(scene) : await inThread(scene, place.room, place.root)
  return found.slice(0, MOST)
}

async function inRoom(scene: Scene): Promise<readonly Suggestion[]> {
  const { db, bureau, now, me } = scene
  const on = dayOf(now)
  const posts = postsOf(bureau.roster, me, on)
  const open = await openOrders(db, (order) => maySee(order, me, posts))
  if (isLeader(posts)) return forLeader(scene, open)
  if (mayDo('assign', { posts, staff: bureau.settings.staff }).ok) return forOffice(scene, open)

  const own = answersFor(posts)
  const owed = open.filter((order) => order.assignments.some((a) => own.includes(a.department) && owes(a)))
  const first = owed[0]
  if (!first) {
    const waits = open.find((order) =>
      order.assignments.some(
        (a) => own.includes(a.department) && a.state === 'answered' && a.role === 'lead',
      ),
    )
    return [
      ...(waits
        ? bePerson(scene, waits.issuedBy, (name) => `换成${name}，审核反馈`)
        : beNewcomer(scene, '下发一件')),
      ...(own[0] === undefined ? [] : await departmentNext(scene, undefined, own[0])),
      fill('/mine'),
      ...(open.length > 0 ? [LATER] : []),
    ]
  }
  const part = first.assignments.find((a) => own.includes(a.department) && owes(a))!
  return [
    look(part.state === 'waiting' ? '按〔签收〕，或在该单下回复“收到”' : '点该单的“回复”，写明结果并附材料'),
    fill(`/reply #${first.no.no} 已办结，清单见附件`),
    ...(await departmentNext(scene, first, part.department)),
    LATER,
    fill('/mine'),
  ]
}

async function forOffice(scene: Scene, open: readonly Order[]): Promise<readonly Suggestion[]> {
  const { db, bureau, me } = scene
  const assign = fill(exampleFor(bureau))
  if (await previewWaits(scene, db, me)) return [look('核对上面的预览，再按〔确认下发〕'), assign]
  const asked = await requestWaits(scene, open)
  const answered = newestWith(open, (a) => a.state === 'answered' && a.role === 'lead')
  if (answered) {
    const { order, part } = answered
    return [
      ...asked,
      fill(`/审核通过 #${order.no.no} ${bureauNames(bureau).department(part.department)}`),
      fill(
        `/退回 #${order.no.no} ${bureauNames(bureau).department(part.department)} 缺少附件二，2个工作日内补报`,
      ),
      ...(await collectNext(scene, order)),
      fill(`/履历 #${order.no.no}`),
    ]
  }
  const owing = newestWith(open, owes)
  if (!owing) return [assign, severalAtOnce(bureau), fill('/list 全部'), fill('/help')]
  const { order, part } = owing
  return [
    ...asked,
    ...beHead(scene, part.department, (name, dept) => `换成${name}，看${dept}收到什么`),
    LATER,
    ...(await officeNext(scene)),
    fill(`/why #${order.no.no}`),
  ]
}

/** Leaders wait for what is reported to them. */
function forLeader(scene: Scene, open: readonly Order[]): readonly Suggestion[] {
  if (open.length === 0) return [...beNewcomer(scene, '下发一件'), fill('/list 全部')]
  // A day without news has no brief.
  const today = dayOf(scene.now)
  const brief: Suggestion = {
    do: 'advance',
    move: { kind: 'until', day: scene.bureau.calendar.nthWorkdayAfter(today, 1), time: '08:36' },
    label: '推进到下一工作日 8:36，看日报',
  }
  return [
    fill(`${open[0]!.no.no}号到哪一步了？`),
    open.some((order) => dayOf(order.issuedAt) === today) ? brief : LATER,
    fill('/list 逾期'),
    fill('/board'),
  ]
}

async function inThread(scene: Scene, room: string, root: string): Promise<readonly Suggestion[]> {
  const { db, bureau, now, me } = scene
  const id = await orderOfThread(db, 'web', [root])
  const home = id === undefined ? undefined : await loadOrder(db, { id })
  if (!home) return []
  const { order } = home
  const posts = postsOf(bureau.roster, me, dayOf(now))
  // Under a restricted order's number in the group nothing is offered: its matter belongs elsewhere.
  const chat = bureau.chats.find((c) => c.platform === 'web' && c.id === room)
  if (!maySee(order, me, posts)) return []
  if (order.restricted && chat && !concerned(order).includes(chat.department ?? '')) return []
  if (order.state !== 'issued') return [fill('/履历'), fill('/期限说明')]
  const own = answersFor(posts)
  const mine = order.assignments.find((a) => own.includes(a.department))
  const office = mayDo('approve', { posts, staff: bureau.settings.staff }).ok
  const toReview = order.assignments.find((a) => a.state === 'answered' && a.role === 'lead')
  const owing = order.assignments.find(owes)
  const explain = fill('/期限说明')

  if (mine && owes(mine)) {
    if (mine.state === 'waiting')
      return [fill('收到'), fill('已办结，见附件'), fill('申请延期2个工作日，等考试中心数据'), explain]
    return [fill(mine.state === 'returned' ? '已补正，见附件' : '已办结，见附件'), explain, LATER]
  }
  if (office && toReview) {
    const name = bureauNames(bureau).department(toReview.department)
    return [
      fill(`/审核通过 ${name}`),
      fill(`/退回 ${name} 缺少附件二，2个工作日内补报`),
      ...(order.assignments.length > 1 ? [fill('/汇总')] : []),
      explain,
    ]
  }
  if (toReview && !office) {
    return [...bePerson(scene, order.issuedBy, (name) => `换成${name}，审核反馈`), fill('/履历')]
  }
  if (owing) {
    const next = beHead(scene, owing.department, (name, dept) => `换成${name}，代表${dept}反馈`)
    return [...next, explain, LATER]
  }
  return [fill('/履历'), explain]
}

// ---- how things stand ----

async function openOrders(db: Db, seen: (order: Order) => boolean): Promise<readonly Order[]> {
  const ids = await db
    .select({ id: orders.id })
    .from(orders)
    .where(eq(orders.state, 'issued'))
    .orderBy(desc(orders.lastAt))
    .limit(LOOKED_AT)
  const found = await loadOrders(
    db,
    ids.map((row) => row.id),
  )
  const rank = new Map(ids.map((row, i) => [row.id, i]))
  return found
    .map((home) => home.order)
    .filter(seen)
    .toSorted((a, b) => rank.get(a.id)! - rank.get(b.id)!)
}

/** 申请延期, 申请改派, 请示 that wait: for me, where to decide; else who decides. */
async function requestWaits(scene: Scene, open: readonly Order[]): Promise<readonly Suggestion[]> {
  const waiting = (await openRequests(scene.db)).findLast((one) => open.some((o) => o.id === one.order))
  if (!waiting) return []
  const { approver = scene.me, kind, department } = waiting
  const what = `${bureauNames(scene.bureau).department(department)}的${ASKED[kind]}`
  if (approver === scene.me) return [look(`${what}在“督办（私信）”里，按按钮决定`)]
  return bePerson(scene, approver, (name) => `换成${name}，决定${what}`)
}

const ASKED = { extension: '延期申请', reroute: '改派申请', instruction: '请示' } as const

/** A preview asked for a short while ago and neither confirmed nor cancelled. */
async function previewWaits({ now }: Scene, db: Db, me: string): Promise<boolean> {
  const [row] = await db
    .select({ id: draft.id })
    .from(draft)
    .where(and(eq(draft.person, me), eq(draft.state, 'open'), gt(draft.at, plus(now, -HOUR))))
    .limit(1)
  return row !== undefined
}

function newestWith(open: readonly Order[], fits: (a: Assignment) => boolean) {
  for (const order of open) {
    const part = order.assignments.find(fits)
    if (part) return { order, part }
  }
  return undefined
}

function exampleFor(bureau: Bureau): string {
  const [lead, assist] = sectionsOf(bureau).map((code) => bureauNames(bureau).department(code))
  const who = assist === undefined ? (lead ?? '') : `${lead}牵头、${assist}配合`
  return `/assign ${who} 更新权责清单 5个工作日内`
}

// ---- what is offered ----

function fill(text: string): Suggestion {
  return { do: 'fill', text }
}

function look(text: string): Suggestion {
  return { do: 'look', text }
}

function bePerson({ bureau, me }: Scene, code: string, label: (name: string) => string): Suggestion[] {
  const person = bureau.roster.people.get(code)
  return person && code !== me ? [{ do: 'be', person: code, label: label(person.name) }] : []
}

function beHead(scene: Scene, department: string, label: (name: string, department: string) => string) {
  const { bureau, now } = scene
  const head = headOf(bureau.roster, department, dayOf(now))
  return head
    ? bePerson(scene, head.code, (name) => label(name, bureauNames(bureau).department(department)))
    : []
}

function beNewcomer(scene: Scene, what: string): Suggestion[] {
  return bePerson(scene, newcomerIn(scene.bureau, dayOf(scene.now)), (name) => `换成${name}，${what}`)
}
