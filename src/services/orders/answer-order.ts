/**
 * A department's answer: words and files. Words of finishing are registered at once; what the same person adds in the
 * same order within ten minutes joins that answer and edits its receipt. Files alone wait for 提交反馈 or a pause.
 */
import { randomUUID } from 'node:crypto'
import { and, count, desc, eq, gte, inArray, isNull } from 'drizzle-orm'
import { allow, type Decision, refuse } from '../../domain/decision.ts'
import type { NoticeFacts } from '../../domain/notices.ts'
import { assignmentOf, type Order } from '../../domain/order.ts'
import { answer as decideAnswer } from '../../domain/order-rules.ts'
import { MINUTE, type Moment, plus } from '../../domain/time.ts'
import type { HomedOrder, OrderKey } from '../../store/orders.ts'
import { answer, file, remark } from '../../store/schema/index.ts'
import type { Ctx } from '../context.ts'
import { chatLane, editPosting, personLane, replyHere, tellPerson, tellThread } from '../tell.ts'
import { departmentName, personName } from './card.ts'
import { keepFacts, lockOrder, orderMatter } from './change-order.ts'
import { officeFor } from './office.ts'
import { pickOwn } from './pick.ts'

/** How long what is added joins an answer, and how long gathered files wait. */
export const JOIN_MS = 10 * MINUTE

export interface SaidFile {
  readonly key: string
  readonly name: string
  readonly kind: string
  readonly size?: number
}

export interface Saying {
  readonly text: string
  readonly files: readonly SaidFile[]
  /** Which department, when the person answers for several. */
  readonly department?: string
  /** Said in the order's own thread: the receipt answers it there. Elsewhere the receipt goes to the thread, and the person is told by whoever asked. */
  readonly inThread?: boolean
  /** Files of an earlier message that belong to it. */
  readonly filesOf?: { readonly platform: string; readonly message: string }
}

type AnswerRow = typeof answer.$inferSelect

/** `answered`: registered, with its receipt; `joined`: an earlier receipt is edited; `gathering`: files wait. */
export type AnswerOutcome = {
  readonly kind: 'answered' | 'joined' | 'gathering'
  readonly answer: string
  /** What the receipt says, for who did not speak in the thread. */
  readonly receipt?: NoticeFacts['answer.receipt']
}

/** Registers an answer with words (or joins the one just given). */
export async function answerOrder(ctx: Ctx, key: OrderKey, saying: Saying): Promise<Decision<AnswerOutcome>> {
  const found = await ownPart(ctx, key, saying.department)
  if (!found.ok) return found
  const { home, department } = found.value
  const gathered = await openAnswer(ctx, home.order, department, 'gathering')
  if (gathered) {
    await addTo(ctx, home, gathered, saying)
    return registerAnswer(
      ctx,
      home,
      { ...gathered, text: joinText(gathered.text, saying.text) },
      saying.inThread,
    )
  }
  const joined = await joinAnswer(ctx, home, department, saying)
  if (joined) return allow(joined)
  const row = await newAnswer(ctx, home.order, department, 'filed', saying)
  return registerAnswer(ctx, home, row, saying.inThread)
}

/** Takes files without words: joins an answer just given, else gathers them. */
export async function gatherFiles(ctx: Ctx, key: OrderKey, saying: Saying): Promise<Decision<AnswerOutcome>> {
  const found = await ownPart(ctx, key, saying.department)
  if (!found.ok) return found
  const { home, department } = found.value
  const joined = await joinAnswer(ctx, home, department, saying)
  if (joined) return allow(joined)
  const decided = decideAnswer(ctx.bureau.calendar, home.order, department, by(ctx))
  if (!decided.ok) return decided
  const open = await openAnswer(ctx, home.order, department, 'gathering')
  const row = open ?? (await newAnswer(ctx, home.order, department, 'gathering', saying))
  if (open) await addTo(ctx, home, open, saying)
  const facts = {
    no: home.order.no,
    order: home.order.id,
    answer: row.id,
    department: departmentName(ctx, department),
    files: await fileCount(ctx, row.id),
  }
  if (open) editPosting(ctx, laneHere(ctx, home), gatherPurpose(row.id), 'answer.gathering', facts)
  else
    replyHere(ctx, 'answer.gathering', facts, {
      purpose: gatherPurpose(row.id),
      matter: home.order.id,
      inThread: true,
    })
  return allow({ kind: open ? 'joined' : 'gathering', answer: row.id })
}

/** Adds words to the answer the same person just gave, if its window is open; `undefined` when there is none. */
export async function joinOpenAnswer(
  ctx: Ctx,
  key: OrderKey,
  saying: Saying,
): Promise<AnswerOutcome | undefined> {
  const found = await ownPart(ctx, key, saying.department)
  if (!found.ok) return undefined
  const { home, department } = found.value
  const gathering =
    home.order.state === 'issued' ? await openAnswer(ctx, home.order, department, 'gathering') : undefined
  if (!gathering) return joinAnswer(ctx, home, department, saying)
  await addTo(ctx, home, gathering, saying)
  return { kind: 'joined', answer: gathering.id }
}

/** Of several departments, the one whose answer by this person still takes in what is added. */
export async function openPart(
  ctx: Ctx,
  order: string,
  departments: readonly string[],
): Promise<string | undefined> {
  const [row] = await ctx.tx.db
    .select({ department: answer.department })
    .from(answer)
    .where(
      and(
        eq(answer.order, order),
        eq(answer.person, ctx.actor.code),
        inArray(answer.department, [...departments]),
        inArray(answer.state, ['gathering', 'filed']),
        gte(answer.lastAt, ctx.now - JOIN_MS),
      ),
    )
    .orderBy(desc(answer.lastAt))
    .limit(1)
  return row?.department
}

/** Registers gathered files as an answer: 提交反馈 was pressed, or the pause is over. */
export async function fileGathered(ctx: Ctx, id: string): Promise<Decision<AnswerOutcome>> {
  const [row] = await ctx.tx.db.select().from(answer).where(eq(answer.id, id))
  if (!row) return refuse('order.unknown', { no: '' })
  const home = await lockOrder(ctx, { id: row.order })
  if (!home.ok) return home
  if (row.state !== 'gathering') {
    return refuse('assignment.already-answered', {
      no: home.value.order.no,
      department: row.department,
      at: row.at as Moment,
    })
  }
  if (ctx.actor.code !== 'duban') {
    const own = pickOwn(ctx, home.value.order, 'answer', row.department)
    if (!own.ok) return own
  }
  return registerAnswer(ctx, home.value, row)
}

async function registerAnswer(
  ctx: Ctx,
  home: HomedOrder,
  row: AnswerRow,
  inThread = false,
): Promise<Decision<AnswerOutcome>> {
  const { order } = home
  const decided = decideAnswer(ctx.bureau.calendar, order, row.department, { by: row.person, now: ctx.now })
  if (!decided.ok) {
    if (row.state === 'gathering')
      await ctx.tx.db.update(answer).set({ fileAt: null }).where(eq(answer.id, row.id))
    return decided
  }
  const changed = await keepFacts(ctx, home, decided.value, row.text ? { text: row.text } : {})
  await ctx.tx.db
    .update(answer)
    .set({ state: 'filed', text: row.text, at: ctx.now, lastAt: ctx.now, fileAt: null })
    .where(eq(answer.id, row.id))
  const files = await fileCount(ctx, row.id)
  const fact = decided.value.find((f) => f.kind === 'assignment.answered')!
  const receipt = {
    no: order.no,
    department: departmentName(ctx, row.department),
    at: ctx.now,
    files,
    lost: 0,
    timeliness: fact.timeliness,
    further: fact.further,
    closed: changed.order.state === 'closed',
  }
  const how = { purpose: receiptPurpose(row.id), matter: order.id }
  const first = inThread
    ? replyHere(ctx, 'answer.receipt', receipt, { ...how, inThread: true })
    : tellThread(ctx, home, 'answer.receipt', receipt, how)
  if (row.state === 'gathering') {
    const { no, department } = receipt
    editPosting(ctx, laneHere(ctx, home), gatherPurpose(row.id), 'answer.gathering', {
      no,
      order: order.id,
      answer: row.id,
      department,
      files,
      filed: true,
    })
  }
  const part = assignmentOf(order, row.department)!
  const reviewer = officeFor(ctx, order)
  if (reviewer && reviewer.code !== row.person) {
    tellPerson(
      ctx,
      reviewer.code,
      'answer.arrived',
      {
        no: order.no,
        order: order.id,
        subject: order.subject,
        department: departmentName(ctx, row.department),
        role: part.role,
        by: personName(ctx, row.person),
        at: ctx.now,
        files,
        excerpt: excerpt(row.text),
        timeliness: fact.timeliness,
      },
      { platform: home.platform, matter: order.id, after: first },
    )
  }
  return allow({ kind: 'answered', answer: row.id, receipt })
}

/** Adds to the answer of the same person while its window is open; edits its receipt. */
async function joinAnswer(
  ctx: Ctx,
  home: HomedOrder,
  department: string,
  saying: Saying,
): Promise<AnswerOutcome | undefined> {
  if (assignmentOf(home.order, department)?.state !== 'answered') return undefined
  const row = await openAnswer(ctx, home.order, department, 'filed')
  if (!row || ctx.now > row.lastAt + JOIN_MS) return undefined
  await addTo(ctx, home, row, saying)
  ctx.tx.note({
    matter: orderMatter(home.order.no),
    kind: 'answer.joined',
    actor: ctx.actor.code,
    facts: { department, answer: row.id, files: saying.files.map((f) => f.name) },
    personal: saying.text ? { text: saying.text } : {},
  })
  const part = assignmentOf(home.order, department)!
  const receipt = {
    no: home.order.no,
    department: departmentName(ctx, department),
    at: row.at as Moment,
    files: await fileCount(ctx, row.id),
    lost: 0,
    timeliness: part.timeliness ?? { kind: 'inTime' as const },
    further: part.answeredAt !== row.at,
    closed: home.order.state === 'closed',
  }
  editPosting(ctx, laneHere(ctx, home), receiptPurpose(row.id), 'answer.receipt', receipt)
  return { kind: 'joined', answer: row.id, receipt }
}

async function ownPart(
  ctx: Ctx,
  key: OrderKey,
  named?: string,
): Promise<Decision<{ home: HomedOrder; department: string }>> {
  const home = await lockOrder(ctx, key)
  if (!home.ok) return home
  const part = pickOwn(ctx, home.value.order, 'answer', named)
  return part.ok ? allow({ home: home.value, department: part.value.department }) : part
}

async function openAnswer(ctx: Ctx, order: Order, department: string, state: 'gathering' | 'filed') {
  const [row] = await ctx.tx.db
    .select()
    .from(answer)
    .where(
      and(
        eq(answer.order, order.id),
        eq(answer.department, department),
        eq(answer.person, ctx.actor.code),
        eq(answer.state, state),
      ),
    )
    .orderBy(desc(answer.lastAt))
    .limit(1)
  return row
}

async function newAnswer(
  ctx: Ctx,
  order: Order,
  department: string,
  state: 'gathering' | 'filed',
  saying: Saying,
): Promise<AnswerRow> {
  const row: AnswerRow = {
    id: randomUUID(),
    order: order.id,
    department,
    person: ctx.actor.code,
    state,
    text: saying.text,
    at: ctx.now,
    lastAt: ctx.now,
    fileAt: state === 'gathering' ? plus(ctx.now, JOIN_MS) : null,
  }
  await ctx.tx.db.insert(answer).values(row)
  await keepFiles(ctx, order, row.id, saying)
  return row
}

async function addTo(ctx: Ctx, home: HomedOrder, row: AnswerRow, saying: Saying): Promise<void> {
  await keepFiles(ctx, home.order, row.id, saying)
  await ctx.tx.db
    .update(answer)
    .set({
      text: joinText(row.text, saying.text),
      lastAt: ctx.now,
      ...(row.state === 'gathering' ? { fileAt: plus(ctx.now, JOIN_MS) } : {}),
    })
    .where(eq(answer.id, row.id))
}

async function keepFiles(
  ctx: Ctx,
  order: Order,
  answerId: string,
  { files, filesOf }: Saying,
): Promise<void> {
  if (filesOf) {
    const { platform, message } = filesOf
    await ctx.tx.db
      .update(file)
      .set({ order: order.id, answer: answerId })
      .where(and(eq(file.platform, platform), eq(file.message, message), isNull(file.order)))
  }
  await insertFiles(ctx, files, { order: order.id, answer: answerId })
}

/** Files said outside any thread: fetched at once, and kept until it is known where they belong. */
export async function keepLooseFiles(ctx: Ctx, files: readonly SaidFile[]): Promise<void> {
  await insertFiles(ctx, files, { order: null, answer: null })
}

async function insertFiles(
  ctx: Ctx,
  files: readonly SaidFile[],
  belongsTo: { readonly order: string | null; readonly answer: string | null },
): Promise<void> {
  if (files.length === 0 || !ctx.place) return
  const { platform, message } = ctx.place
  await ctx.tx.db.insert(file).values(
    files.map((f) => ({
      id: randomUUID(),
      ...belongsTo,
      platform,
      message,
      key: f.key,
      kind: f.kind,
      name: f.name,
      person: ctx.actor.code,
      size: f.size ?? null,
      sha256: null,
      state: 'waiting' as const,
      attempts: 0,
      nextAt: 0,
    })),
  )
}

async function fileCount(ctx: Ctx, answerId: string): Promise<number> {
  const [row] = await ctx.tx.db.select({ n: count() }).from(file).where(eq(file.answer, answerId))
  return row?.n ?? 0
}

/** Remembers what was said in an order's thread, and what became of it. */
export async function keepRemark(
  ctx: Ctx,
  order: string,
  text: string,
  state: 'said' | 'answer' | 'question' | 'asked',
): Promise<string> {
  const id = randomUUID()
  if (!ctx.place) return id
  await ctx.tx.db
    .insert(remark)
    .values({
      id,
      order,
      platform: ctx.place.platform,
      chat: ctx.place.chat.id,
      message: ctx.place.message,
      person: ctx.actor.code,
      text,
      at: ctx.now,
      state,
    })
    .onConflictDoNothing()
  return id
}

export function receiptPurpose(id: string): string {
  return `receipt:${id}`
}

export function gatherPurpose(id: string): string {
  return `gather:${id}`
}

function laneHere(ctx: Ctx, home: HomedOrder) {
  const place = ctx.place
  if (place?.chat.kind === 'direct')
    return { platform: place.platform, lane: personLane(place.platform, place.account) }
  return {
    platform: place?.platform ?? home.platform,
    lane: chatLane(place?.platform ?? home.platform, place?.chat.id ?? home.chat),
  }
}

function by(ctx: Ctx) {
  return { by: ctx.actor.code, now: ctx.now }
}

function joinText(before: string, more: string): string {
  return [before, more].filter((t) => t.trim() !== '').join('\n')
}

function excerpt(text: string): string {
  const chars = [...text.replace(/\s+/g, ' ').trim()]
  return chars.length > 60 ? `${chars.slice(0, 60).join('')}…` : chars.join('')
}
