/** Binding: a chat to the group or a department; a second account to a person, by a code said on the first. */
import { createHash, randomInt } from 'node:crypto'
import { and, eq, isNull } from 'drizzle-orm'
import { mayDo } from '../../domain/authority.ts'
import { chatOf } from '../../domain/bureau.ts'
import { allow, type Decision, refuse } from '../../domain/decision.ts'
import { MINUTE, type Moment, plus } from '../../domain/time.ts'
import { touchBureau } from '../../store/bureau.ts'
import { account, bindCode, chat } from '../../store/schema/index.ts'
import type { Ctx, Place } from '../context.ts'

/** How long a code is good for, by the machine's clock. */
const CODE_MS = 10 * MINUTE

/** Binds the chat in which it was said. */
export async function bindChat(
  ctx: Ctx,
  kind: 'group' | 'department' | 'leaders',
  title: string,
  department?: string,
): Promise<Decision<{ title: string; before?: string }>> {
  const may = mayDo('bindChat', { posts: ctx.actor.posts, staff: ctx.bureau.settings.staff })
  if (!may.ok) return may
  const place = ctx.place as Place
  const before = chatOf(ctx.bureau, place.platform, place.chat.id)
  const values = { title, kind, department: department ?? null }
  await ctx.tx.db
    .insert(chat)
    .values({ platform: place.platform, id: place.chat.id, ...values })
    .onConflictDoUpdate({ target: [chat.platform, chat.id], set: values })
  ctx.tx.note({
    matter: 'roster',
    kind: 'chat.bound',
    actor: ctx.actor.code,
    facts: { platform: place.platform, chat: place.chat.id, kind, ...(department ? { department } : {}) },
  })
  await touchBureau(ctx.tx.db)
  return allow({ title, ...(before ? { before: before.title } : {}) })
}

/** A code for the speaker's other account: eight digits, once, ten minutes. */
export async function makeBindCode(ctx: Ctx, machineNow: Moment): Promise<string> {
  const code = String(randomInt(0, 100_000_000)).padStart(8, '0')
  await ctx.tx.db.insert(bindCode).values({
    hash: hashOf(code),
    person: ctx.actor.code,
    expiresAt: plus(machineNow, CODE_MS),
    usedAt: null,
  })
  return code
}

/** Binds the account that says the code to the person who asked for it. */
export async function bindAccount(
  ctx: Ctx,
  code: string,
  machineNow: Moment,
): Promise<Decision<{ name: string }>> {
  const place = ctx.place as Place
  const [row] = await ctx.tx.db
    .update(bindCode)
    .set({ usedAt: machineNow })
    .where(and(eq(bindCode.hash, hashOf(code)), isNull(bindCode.usedAt)))
    .returning()
  const person = row && row.expiresAt >= machineNow ? ctx.bureau.roster.people.get(row.person) : undefined
  if (!person) return refuse('bind.code-wrong', {})
  const taken = ctx.bureau.accounts.find((a) => a.platform === place.platform && a.account === place.account)
  if (taken)
    return refuse('bind.already-bound', { name: ctx.bureau.roster.people.get(taken.person)?.name ?? '' })
  await ctx.tx.db
    .insert(account)
    .values({ platform: place.platform, account: place.account, person: person.code })
  ctx.tx.note({
    matter: 'roster',
    kind: 'account.bound',
    actor: person.code,
    facts: { platform: place.platform },
  })
  await touchBureau(ctx.tx.db)
  return allow({ name: person.name })
}

function hashOf(code: string): string {
  return createHash('sha256').update(`bind ${code}`).digest('hex')
}
