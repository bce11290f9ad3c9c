/** 请假、代办: taken, agreed to, objected to, ended. The office is told of each and may object. */
import { randomUUID } from 'node:crypto'
import { mayDo } from '../../domain/authority.ts'
import { checkLeave, type LeaveChecked } from '../../domain/cover.ts'
import { allow, type Decision, refuse } from '../../domain/decision.ts'
import type { LeaveFacts } from '../../domain/notices.ts'
import { answersFor, holdersOf, OFFICE_POSTS, type Person, postsOf } from '../../domain/roster.ts'
import { type Day, dayOf } from '../../domain/time.ts'
import { touchBureau } from '../../store/bureau.ts'
import { addLeave, type Leave, leaveById, leavesFrom, setLeave } from '../../store/leaves.ts'
import type { Ctx } from '../context.ts'
import { departmentName } from '../orders/card.ts'
import { clerk, director } from '../orders/office.ts'
import { tellPerson } from '../tell.ts'
import { tellDoneMeanwhile } from './leave-return.ts'

export type { Leave } from '../../store/leaves.ts'

export interface LeaveTaken {
  readonly leave: Leave
  readonly facts: LeaveFacts
  /** Names of those of the office who were told. */
  readonly told: readonly string[]
}

/** What is asked for: without a person the speaker's own. */
export interface LeaveAsked {
  readonly person?: Person
  readonly cover: Person
  readonly from: Day
  readonly until: Day
}

/** A head's, deputy's, liaison's or handler's own leave; the office takes it for anybody. */
export async function takeLeave(ctx: Ctx, asked: LeaveAsked): Promise<Decision<LeaveTaken>> {
  const today = dayOf(ctx.now)
  const person = asked.person ?? self(ctx)
  const may = mayTake(ctx, person)
  if (!may.ok) return may
  const wanted = { ...asked, person }
  const first = checkLeave(ctx.bureau.roster, today, wanted)
  if (!first.ok) return first
  // From here on leaves are taken one after another: two at once would not see each other.
  await touchBureau(ctx.tx.db)
  const checked = checkLeave(ctx.bureau.roster, today, wanted, await leavesFrom(ctx.tx.db, today))
  if (!checked.ok) return checked
  const byOffice = isOffice(ctx)
  const leave: Leave = {
    id: randomUUID(),
    person: person.code,
    cover: asked.cover.code,
    from: asked.from,
    until: asked.until,
    by: ctx.actor.code,
    at: ctx.now,
    state: checked.value.asksOffice && !byOffice ? 'asked' : 'standing',
  }
  await addLeave(ctx.tx.db, leave)
  note(ctx, leave, leave.state === 'asked' ? 'leave.asked' : 'leave.taken')
  const facts = leaveFacts(ctx, leave, checked.value)
  const told = tellOffice(ctx, leave, facts)
  if (leave.state === 'standing') tellStanding(ctx, leave, facts)
  return allow({ leave, facts, told })
}

/** The office agrees to a cover of another department. */
export async function agreeLeave(ctx: Ctx, id: string): Promise<Decision<LeaveTaken>> {
  const found = await forOffice(ctx, id)
  if (!found.ok) return found
  const { leave } = found.value
  if (leave.state === 'standing') return allow({ leave, facts: leaveFacts(ctx, leave), told: [] })
  await setLeave(ctx.tx.db, id, { state: 'standing' })
  await touchBureau(ctx.tx.db)
  const standing: Leave = { ...leave, state: 'standing' }
  note(ctx, standing, 'leave.agreed')
  const facts = leaveFacts(ctx, standing)
  tellStanding(ctx, standing, facts)
  return allow({ leave: standing, facts, told: [] })
}

/** 〔有异议〕: the leave's cover is off, and both are told why. */
export async function objectLeave(ctx: Ctx, id: string, reason: string): Promise<Decision<LeaveTaken>> {
  const found = await forOffice(ctx, id)
  if (!found.ok) return found
  if (reason.trim() === '') return refuse('reason.missing', { action: 'objectLeave' })
  return end(ctx, found.value.leave, 'objected', reason.trim())
}

/** 销假: by the person, or by the office. */
export async function endLeave(ctx: Ctx, id: string): Promise<Decision<LeaveTaken>> {
  const leave = await leaveById(ctx.tx.db, id)
  if (!leave) return refuse('leave.none', { name: ctx.actor.name })
  const person = personOf(ctx, leave.person)
  const may = mayTake(ctx, person)
  if (!may.ok) return may
  if (isOver(ctx, leave)) return over(person, leave)
  return end(ctx, leave, 'ended')
}

/** The cover has left office: the leave's cover is off by itself. */
export async function endUncovered(ctx: Ctx, leave: Leave): Promise<void> {
  await end(ctx, leave, 'ended', undefined, 'cover-gone')
}

/**
 * The leaves of a person that stand or wait, the earliest first; without a person the speaker's own. A day said picks
 * the one it falls in; otherwise the one that runs today is meant.
 */
export async function leavesOfPerson(
  ctx: Ctx,
  person: Person = self(ctx),
  on?: Day,
): Promise<Decision<readonly LeaveFacts[]>> {
  const today = dayOf(ctx.now)
  const all = (await leavesFrom(ctx.tx.db, today)).filter((l) => l.person === person.code)
  const meant = all.filter((l) => l.from <= (on ?? today) && (on ?? today) <= l.until)
  const found = meant.length > 0 ? meant : all
  return found.length > 0
    ? allow(found.map((l) => leaveFacts(ctx, l)))
    : refuse('leave.none', { name: person.name })
}

/** Leaves that stand or wait, today and later. */
export async function listLeaves(ctx: Ctx): Promise<Decision<readonly LeaveFacts[]>> {
  const may = mayDo('list', { posts: ctx.actor.posts })
  if (!may.ok) return may
  return allow((await leavesFrom(ctx.tx.db, dayOf(ctx.now))).map((leave) => leaveFacts(ctx, leave)))
}

function leaveFacts(
  ctx: Pick<Ctx, 'bureau' | 'now'>,
  leave: Leave,
  checked?: Pick<LeaveChecked, 'departments'>,
): LeaveFacts {
  const person = personOf(ctx, leave.person)
  const cover = personOf(ctx, leave.cover)
  const today = dayOf(ctx.now)
  const on = leave.from < today ? today : leave.from
  const posts = postsOf(ctx.bureau.roster, person.code, on)
  const departments = checked?.departments ?? answersFor(posts)
  return {
    leave: leave.id,
    person: person.name,
    department: departmentName(ctx, departments[0] ?? person.department),
    cover: cover.name,
    ...(departments.includes(cover.department) ? {} : { coverOf: departmentName(ctx, cover.department) }),
    from: leave.from,
    until: leave.until,
    asks: leave.state === 'asked',
    // What somebody does for the office is not covered for.
    officePost: posts.some((a) => a.coverFor === undefined && OFFICE_POSTS.includes(a.post)),
  }
}

async function end(
  ctx: Ctx,
  leave: Leave,
  state: 'objected' | 'ended',
  reason?: string,
  how: 'objected' | 'ended' | 'cover-gone' = state,
): Promise<Decision<LeaveTaken>> {
  const begun = leave.state === 'standing' && leave.from <= dayOf(ctx.now)
  await setLeave(ctx.tx.db, leave.id, {
    state,
    endedBy: ctx.actor.code,
    endedAt: ctx.now,
    reason: reason ?? null,
    ...(begun ? { listedAt: ctx.now } : {}),
  })
  await touchBureau(ctx.tx.db)
  note(ctx, leave, how === 'objected' ? 'leave.objected' : 'leave.ended', reason)
  const facts = leaveFacts(ctx, leave)
  const ended = { ...facts, by: ctx.actor.name, how, ...(reason ? { reason } : {}) }
  const both = [leave.person, leave.cover].filter((code) => code !== ctx.actor.code)
  for (const code of leave.state === 'asked' ? both.filter((c) => c !== leave.cover) : both)
    tellPerson(ctx, code, 'leave.ended', ended)
  const told = officePeople(ctx, leave)
  for (const p of how === 'objected' ? [] : told) tellPerson(ctx, p.code, 'leave.ended', ended)
  if (begun) await tellDoneMeanwhile(ctx, { ...leave, endedAt: ctx.now })
  return allow({ leave: { ...leave, state }, facts, told: told.map((p) => p.name) })
}

/** The leave, for somebody of the office who may object to it. */
async function forOffice(ctx: Ctx, id: string): Promise<Decision<{ leave: Leave }>> {
  const may = mayDo('objectLeave', { posts: ctx.actor.posts, staff: ctx.bureau.settings.staff })
  if (!may.ok) return may
  const leave = await leaveById(ctx.tx.db, id)
  if (!leave) return refuse('leave.none', { name: '' })
  return isOver(ctx, leave) ? over(personOf(ctx, leave.person), leave) : allow({ leave })
}

function isOver(ctx: Ctx, leave: Leave): boolean {
  return (leave.state !== 'standing' && leave.state !== 'asked') || leave.until < dayOf(ctx.now)
}

function over(person: Person, leave: Leave): Decision<never> {
  return refuse('leave.over', { name: person.name, how: leave.state === 'objected' ? 'objected' : 'ended' })
}

/** The person themselves, or the office. */
function mayTake(ctx: Ctx, person: Person): Decision<true> {
  const own = person.code === ctx.actor.code
  const may = mayDo('takeLeave', {
    posts: ctx.actor.posts,
    departments: answersFor(ctx.actor.posts),
    staff: ctx.bureau.settings.staff,
  })
  if (!may.ok) return may
  return own || isOffice(ctx) ? allow(true) : refuse('leave.others', { name: person.name })
}

function isOffice(ctx: Ctx): boolean {
  return mayDo('takeLeave', { posts: ctx.actor.posts, staff: ctx.bureau.settings.staff }).ok
}

/** Of the office: who runs its day, and its director; not whoever did it, and not who is away or covers. */
function officePeople(ctx: Ctx, leave: Leave): readonly Person[] {
  const deputies = holdersOf(ctx.bureau.roster, 'deputy_office_director', dayOf(ctx.now))
  const first = director(ctx)
  const people = [clerk(ctx), first?.code === leave.person ? deputies[0] : first]
  const unique = new Map(people.flatMap((p) => (p ? [[p.code, p] as const] : [])))
  return [...unique.values()].filter((p) => ![ctx.actor.code, leave.person, leave.cover].includes(p.code))
}

function tellOffice(ctx: Ctx, leave: Leave, facts: LeaveFacts): readonly string[] {
  const people = officePeople(ctx, leave)
  for (const p of people) tellPerson(ctx, p.code, 'leave.taken', { ...facts, by: ctx.actor.name })
  return people.map((p) => p.name)
}

/** Whoever covers learns what for; whoever is away learns it when somebody else arranged it. */
function tellStanding(ctx: Ctx, leave: Leave, facts: LeaveFacts): void {
  const said = { ...facts, by: ctx.actor.name }
  if (leave.cover !== ctx.actor.code) tellPerson(ctx, leave.cover, 'leave.cover', said)
  if (leave.person !== ctx.actor.code) tellPerson(ctx, leave.person, 'leave.stands', said)
}

function note(ctx: Ctx, leave: Leave, kind: string, reason?: string): void {
  const { id, person, cover, from, until } = leave
  ctx.tx.note({
    matter: 'roster',
    kind,
    actor: ctx.actor.code,
    facts: { leave: id, person, cover, from, until },
    ...(reason ? { personal: { reason } } : {}),
  })
}

function personOf({ bureau }: Pick<Ctx, 'bureau'>, code: string): Person {
  return bureau.roster.people.get(code) ?? { code, name: code, department: '' }
}

function self(ctx: Ctx): Person {
  return personOf(ctx, ctx.actor.code)
}
