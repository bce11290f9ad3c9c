/** What an answer's receipt and the reviewer's notice of it say, as the answer stands now; and both brought up to date. */
import { kindOf } from '../../domain/kinds.ts'
import type { AnswerContents, NoticeFacts, OnBehalf } from '../../domain/notices.ts'
import { type Assignment, assignmentOf, type Order } from '../../domain/order.ts'
import type { Person } from '../../domain/roster.ts'
import type { Moment } from '../../domain/time.ts'
import type { HomedOrder } from '../../store/orders.ts'
import type { Ctx } from '../context.ts'
import { chatLane, editPerson, editPosting } from '../tell.ts'
import { type AnswerFiles, filesOfAnswer } from './answer-files.ts'
import { type AnswerWords, wordsOfAnswer } from './answer-words.ts'
import { departmentName, personName } from './card.ts'
import { officeFor } from './office.ts'
import type { AnswerRow } from './open-answer.ts'

/** What a receipt is found by, to be edited when something joins the answer. */
export function receiptPurpose(id: string): string {
  return `receipt:${id}`
}

/** What the reviewer's notice is found by. */
export function arrivedPurpose(id: string): string {
  return `arrived:${id}`
}

/** Who reviews it; nobody is told of their own answer. */
export function reviewerOf(ctx: Ctx, order: Order, row: Pick<AnswerRow, 'person'>): Person | undefined {
  const reviewer = officeFor(ctx, order)
  return reviewer && reviewer.code !== row.person ? reviewer : undefined
}

/** @param part the department's part, this answer counted in */
export function receiptFacts(
  ctx: Ctx,
  order: Order,
  part: Assignment,
  row: AnswerRow,
  files: AnswerFiles,
  words?: AnswerWords,
): NoticeFacts['answer.receipt'] {
  return {
    no: order.no,
    department: departmentName(ctx, row.department),
    at: row.at as Moment,
    files: files.files,
    lost: files.lost,
    timeliness: part.timeliness ?? { kind: 'inTime' as const },
    further: part.answeredAt !== row.at,
    closed: order.state === 'closed',
    ...behalfOf(ctx, row),
    ...contentsOf(order, row.text, files),
    ...changesIn(words),
  }
}

export function arrivedFacts(
  ctx: Ctx,
  order: Order,
  part: Assignment,
  row: AnswerRow,
  files: AnswerFiles,
  words?: AnswerWords,
): NoticeFacts['answer.arrived'] {
  return {
    no: order.no,
    order: order.id,
    subject: order.subject,
    department: departmentName(ctx, row.department),
    role: part.role,
    by: personName(ctx, row.person),
    ...behalfOf(ctx, row),
    at: row.at as Moment,
    files: files.files,
    excerpt: excerpt(row.text),
    timeliness: part.timeliness ?? { kind: 'inTime' as const },
    ...contentsOf(order, row.text, files),
    ...changesIn(words),
  }
}

/**
 * The receipt, and while it waits for review the reviewer's notice, say what the answer holds now. Nobody is notified of
 * an edit.
 * @returns what the receipt says
 */
export async function refreshAnswer(
  ctx: Ctx,
  home: HomedOrder,
  row: AnswerRow,
): Promise<NoticeFacts['answer.receipt']> {
  const { order } = home
  const part = assignmentOf(order, row.department)!
  const files = await filesOfAnswer(ctx, row.id)
  const words = await wordsOfAnswer(ctx, row.id)
  const receipt = receiptFacts(ctx, order, part, row, files, words)
  editPosting(ctx, receiptLane(home, row.department), receiptPurpose(row.id), 'answer.receipt', receipt)
  if (row.state === 'filed' && part.state === 'answered')
    editArrived(ctx, home, row, arrivedFacts(ctx, order, part, row, files, words))
  return receipt
}

export function editArrived(
  ctx: Ctx,
  { order, platform }: HomedOrder,
  row: AnswerRow,
  facts: NoticeFacts['answer.arrived'],
): void {
  const reviewer = reviewerOf(ctx, order, row)
  if (!reviewer) return
  editPerson(ctx, reviewer.code, arrivedPurpose(row.id), 'answer.arrived', facts, { platform, about: order })
}

/** Receipts stand in the order's own thread; of a restricted order in the department's. */
export function receiptLane(
  home: HomedOrder,
  department: string,
): { readonly platform: string; readonly lane: string } {
  const own = home.order.restricted ? home.places?.find((p) => p.department === department) : undefined
  return own
    ? { platform: own.platform, lane: own.lane }
    : { platform: home.platform, lane: chatLane(home.platform, home.chat) }
}

/** For whom a cover gave this answer. */
function behalfOf(ctx: Ctx, row: Pick<AnswerRow, 'person' | 'coverFor'>): { readonly behalf?: OnBehalf } {
  return row.coverFor
    ? { behalf: { of: personName(ctx, row.coverFor), by: personName(ctx, row.person) } }
    : {}
}

/** What it should hold, where its kind says so. */
function contentsOf(
  order: Order,
  text: string,
  { names }: AnswerFiles,
): { readonly contents?: AnswerContents } {
  const { checklist, files } = kindOf(order.kind)
  return checklist.length > 0 || files ? { contents: { checklist, expectsFiles: files, text, names } } : {}
}

function changesIn(words: AnswerWords | undefined) {
  return {
    ...(words?.edited ? { edited: true } : {}),
    ...(words && words.recalled.length > 0 ? { recalled: 'some' as const } : {}),
  }
}

function excerpt(text: string): string {
  const chars = [...text.replace(/\s+/g, ' ').trim()]
  return chars.length > 60 ? `${chars.slice(0, 60).join('')}…` : chars.join('')
}
