/** The roster changes by dated appointments that cite their document; nothing is overwritten. */
import { randomUUID } from 'node:crypto'
import { and, eq, isNull } from 'drizzle-orm'
import { mayDo } from '../../domain/authority.ts'
import { allow, type Decision, refuse } from '../../domain/decision.ts'
import { type Appointment, inForce, type Person, type Post } from '../../domain/roster.ts'
import { addDays, type Day } from '../../domain/time.ts'
import { touchBureau } from '../../store/bureau.ts'
import { person as personTable, post as postTable } from '../../store/schema/index.ts'
import type { Ctx } from '../context.ts'

export interface NewAppointment {
  /** A person of the roster by name or code, or a new name. */
  readonly person: string
  readonly post: Post
  readonly department: string
  readonly from: Day
  readonly document: string
}

export interface Appointed {
  readonly person: Person
  readonly appointment: NewAppointment
  /** Whose appointment ended the day before. */
  readonly ended: readonly Person[]
  readonly isNew: boolean
}

/** Adds an appointment. */
export function appoint(ctx: Ctx, wanted: NewAppointment): Promise<Decision<Appointed>> {
  return appointAfter(ctx, wanted, [])
}

/** Replaces whoever holds that post of that department: their last day is the day before. */
export async function replaceHolder(ctx: Ctx, wanted: NewAppointment): Promise<Decision<Appointed>> {
  const holders = ctx.bureau.roster.appointments.filter(
    (a) => a.post === wanted.post && a.department === wanted.department && inForce(a, wanted.from),
  )
  return appointAfter(ctx, wanted, holders)
}

async function appointAfter(
  ctx: Ctx,
  wanted: NewAppointment,
  ending: readonly Appointment[],
): Promise<Decision<Appointed>> {
  const may = mayDo('editRoster', { posts: ctx.actor.posts, staff: ctx.bureau.settings.staff })
  if (!may.ok) return may
  if (wanted.document.trim() === '') return refuse('roster.document-missing', {})
  const known = findPerson(ctx, wanted.person)
  if (known) {
    const already = ctx.bureau.roster.appointments.find(
      (a) =>
        a.person === known.code &&
        a.post === wanted.post &&
        a.department === wanted.department &&
        inForce(a, wanted.from),
    )
    if (already)
      return refuse('roster.already-holds', { name: known.name, post: wanted.post, from: already.from })
  }
  const person = known ?? (await addPerson(ctx, wanted.person, wanted.department))
  for (const a of ending) await endAppointment(ctx, a, addDays(wanted.from, -1), wanted.document)
  await ctx.tx.db.insert(postTable).values({
    id: randomUUID(),
    person: person.code,
    post: wanted.post,
    department: wanted.department,
    departments: null,
    fromOn: wanted.from,
    untilOn: null,
    actingFor: null,
    document: wanted.document,
  })
  ctx.tx.note({
    matter: 'roster',
    kind: 'roster.appointed',
    actor: ctx.actor.code,
    facts: {
      person: person.code,
      post: wanted.post,
      department: wanted.department,
      from: wanted.from,
      document: wanted.document,
    },
  })
  await touchBureau(ctx.tx.db)
  const ended = ending.flatMap((a) => ctx.bureau.roster.people.get(a.person) ?? [])
  return allow({ person, appointment: wanted, ended, isNew: known === undefined })
}

/** Ends a person's appointment, that of the named department where one is named; `until` is the last day in post. */
export async function endPost(
  ctx: Ctx,
  who: string,
  post: Post,
  until: Day,
  document: string,
  department?: string,
): Promise<Decision<{ person: Person; post: Post; until: Day }>> {
  const may = mayDo('editRoster', { posts: ctx.actor.posts, staff: ctx.bureau.settings.staff })
  if (!may.ok) return may
  const person = findPerson(ctx, who)
  if (!person) return refuse('roster.unknown-person', { text: who })
  const held = ctx.bureau.roster.appointments.find(
    (a) =>
      a.person === person.code &&
      a.post === post &&
      a.until === undefined &&
      (department === undefined || a.department === department),
  )
  if (!held) return refuse('roster.holds-not', { name: person.name, post })
  await endAppointment(ctx, held, until, document)
  await touchBureau(ctx.tx.db)
  return allow({ person, post, until })
}

async function endAppointment(ctx: Ctx, a: Appointment, until: Day, document: string): Promise<void> {
  await ctx.tx.db
    .update(postTable)
    .set({ untilOn: until })
    .where(
      and(
        eq(postTable.person, a.person),
        eq(postTable.post, a.post),
        eq(postTable.department, a.department),
        eq(postTable.fromOn, a.from),
        isNull(postTable.untilOn),
      ),
    )
  ctx.tx.note({
    matter: 'roster',
    kind: 'roster.ended',
    actor: ctx.actor.code,
    facts: { person: a.person, post: a.post, department: a.department, until, document },
  })
}

async function addPerson(ctx: Ctx, name: string, department: string): Promise<Person> {
  const person = { code: `p-${randomUUID().slice(0, 8)}`, name, department }
  await ctx.tx.db.insert(personTable).values(person)
  return person
}

/** By code, or by a name only one person has. */
export function findPerson(ctx: Pick<Ctx, 'bureau'>, text: string): Person | undefined {
  const { people } = ctx.bureau.roster
  const byCode = people.get(text)
  if (byCode) return byCode
  const named = [...people.values()].filter((p) => p.name === text)
  return named.length === 1 ? named[0] : undefined
}
