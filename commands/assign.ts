import { rest } from '../src/chat/args.ts'
import { asksOf, draftOf } from '../src/chat/assignment/draft.ts'
import type { Unsure } from '../src/chat/assignment/index.ts'
import type { OrderReading } from '../src/chat/assignment/orders.ts'
import { alone, type Call, defineCommand, type Outcome, refused } from '../src/chat/command.ts'
import type { Message } from '../src/chat/message.ts'
import { wordRefusal } from '../src/chat/refusals.ts'
import { bureauNames } from '../src/chat/words/bureau-names.ts'
import { sayDay } from '../src/chat/words/dates.ts'
import { wordNotUnderstood } from '../src/chat/words/not-understood.ts'
import { typedAgain } from '../src/chat/words/short.ts'
import { assignmentLines } from '../src/chat/words/unsure-assignment.ts'
import { askLines, severalUnsure } from '../src/chat/words/unsure-order.ts'
import { mayReview, needsDirector } from '../src/domain/approval.ts'
import { mayDo } from '../src/domain/authority.ts'
import { refuse } from '../src/domain/decision.ts'
import type { OrderKindName } from '../src/domain/kinds.ts'
import type { OrderDraft, OrderRef } from '../src/domain/order.ts'
import { checkDraft } from '../src/domain/order-rules.ts'
import { postsOf } from '../src/domain/roster.ts'
import { dayOf } from '../src/domain/time.ts'
import { dated, draftOrders } from '../src/services/orders/draft-order.ts'
import { type Issued, issueOrder } from '../src/services/orders/issue-order.ts'
import { keepMatter } from '../src/services/orders/submit-matter.ts'
import { draftPresses, issuedMessage, matterPresses, urgencyPresses } from './assign/presses.ts'
import { previewOf } from './assign/preview.ts'
import { mentionedIn, readCall } from './assign/scene.ts'

export { previewOf } from './assign/preview.ts'

/** More orders than this in one message are not confirmed at once. */
const MOST_AT_ONCE = 20
const RECALL = '本件限定知悉，群内原消息请即撤回'

/** One line of ordinary Chinese becomes an order, several lines several: who, what, by when. */
export const assign = defineCommand({
  name: 'assign',
  aliases: ['交办', '派单', '下发', '布置'],
  for: 'office',
  args: { text: rest },
  words: {
    zh: {
      summary: '下发交办单，一行一件',
      usage:
        '/assign [督办单|整改单|办理单] 科室 事项 期限（科室可写牵头、配合；期限不写为 5 个工作日；可写 特急、经办、审核、抄送、限定知悉、报组长审定）',
      example: '/交办 人事科牵头、计财科配合 更新权责清单 5个工作日内',
    },
    en: {
      summary: 'issue orders to departments, one a line',
      usage: '/assign DEPARTMENTS SUBJECT TERM',
    },
  },
  run: (call) => assignFrom(call, call.args.text, false),
  presses: { ...draftPresses, ...matterPresses, ...urgencyPresses },
})

/** The order that new ones are part of (`/split`). */
export interface Whole {
  readonly parent: OrderRef
  readonly restricted: boolean
  /** 交办单〔2026〕12号 */
  readonly basis: string
}

/**
 * Reads an assignment and previews or issues it.
 * @param sentence it was a free sentence: always confirmed first
 * @param whole the order these are part of
 */
export async function assignFrom(
  call: Call,
  text: string,
  sentence: boolean,
  whole?: Whole,
): Promise<Outcome> {
  const { ctx, book } = call
  const asking = { posts: ctx.actor.posts, staff: ctx.bureau.settings.staff }
  const may = mayDo(whole ? 'split' : 'assign', asking)
  if (!may.ok) return refused(may)
  const read = readCall(call, text, sentence)
  const upward = await toLeader(call, text, read, sentence)
  if (upward) return upward
  if (read.length > MOST_AT_ONCE) {
    return sayRefused(call, refuse('draft.too-many', { count: read.length, most: MOST_AT_ONCE }))
  }
  const given = whole
    ? { parent: whole.parent, parentBasis: whole.basis, ...(whole.restricted ? { restricted: true } : {}) }
    : {}
  const drafts = read.map((order) => draftOf(order, book, ctx.bureau.roster, given))
  const asked = askBack(call, text, read, drafts, whole)
  if (asked) return alone(asked)

  const [only] = read.length === 1 ? read : []
  const submit = read.some((order) => order.words.submit)
  // Who leads may be read from the place in the line alone: that is shown in a preview, everything else is asked.
  const doubtful = submit || read.some((order) => order.reading.unsure.length > 0)
  const days = await dated(ctx, drafts)
  if (!days.ok) return sayRefused(call, days)
  const late = days.value.some((o) => o.parentDue)
  const direct = needsDirector(ctx.bureau.settings.directorConfirms, ctx.actor.posts).ok
  if (sentence || doubtful || late || !direct || ctx.bureau.settings.confirm) {
    const drafted = await draftOrders(ctx, drafts, text)
    if (!drafted.ok) return sayRefused(call, drafted)
    const message = previewOf(ctx, drafted.value, {
      ...(only ? { reading: only.reading } : {}),
      submit,
      ...(exposes(call, drafts) ? { recall: RECALL } : {}),
    })
    return alone(message, `draft:${drafted.value.id}`)
  }
  return issueAtOnce(call, drafts)
}

/** Without a preview: one order is itself the reply; of several the sender gets a list, and each is posted on its own. */
async function issueAtOnce(call: Call, drafts: readonly OrderDraft[]): Promise<Outcome> {
  const { ctx } = call
  for (const draft of drafts) {
    const checked = checkDraft(ctx.bureau.calendar, draft, ctx.now)
    if (!checked.ok) return sayRefused(call, checked)
  }
  const issued: Issued[] = []
  for (const draft of drafts) {
    const one = await issueOrder(ctx, draft, { reply: drafts.length === 1 })
    if (one.ok) issued.push(one.value)
    else if (issued.length === 0) return sayRefused(call, one)
    else throw new Error(`one of several orders is refused: ${one.refusal.code}`)
  }
  if (issued[0]!.answered) return { kind: 'done' }
  const message = issuedMessage(ctx, '已下发', issued)
  return alone(exposes(call, drafts) ? { ...message, lines: [...message.lines, RECALL] } : message)
}

/** What is to be kept close was written in a group. */
function exposes(call: Call, drafts: readonly OrderDraft[]): boolean {
  return call.said.chat.kind === 'group' && drafts.some((d) => d.restricted)
}

/** Orders go down only: a bureau leader who is named is asked, on the sender's word. */
async function toLeader(
  call: Call,
  text: string,
  read: readonly OrderReading[],
  sentence: boolean,
): Promise<Outcome | undefined> {
  for (const { words } of read) {
    const leader = mentionedIn(call, words.text, sentence).find(
      (m) => m.leader && words.text.includes(m.text),
    )
    if (!leader) continue
    const name = leader.text.replace(/^@/, '')
    const refusedWords = wordNotUnderstood({ kind: 'leader-assigned', name })
    const matter = text
      .replace(leader.text, '')
      .replace(/^[\s,，、:：@]+/, '')
      .trim()
    if (read.length > 1 || matter === '' || leader.person === undefined) return alone(refusedWords)
    const kept = await keepMatter(call.ctx, leader.person, matter)
    if (!kept.ok) return sayRefused(call, kept)
    return alone({
      lines: [...refusedWords.lines.slice(0, 1), `可将下列内容报请${name}同志审定：`, matter],
      buttons: [
        { label: '报请审定', press: { do: 'matter.submit', draft: kept.value }, style: 'primary' },
        { label: '取消', press: { do: 'draft.cancel', draft: kept.value } },
      ],
    })
  }
  return undefined
}

function isPlaceDoubt(u: Unsure): boolean {
  return u.field === 'department' && (u.reason === 'position' || u.reason === 'role')
}

function sayRefused(call: Call, decision: Parameters<typeof refused>[0]): Outcome {
  // A free sentence is answered with the command's example too.
  return alone(
    wordRefusal(decision.refusal, bureauNames(call.ctx.bureau), { example: assign.words.zh.example }),
  )
}

/** What was understood, and what was not; nothing when all can be drafted. */
function askBack(
  call: Call,
  text: string,
  read: readonly OrderReading[],
  drafts: readonly OrderDraft[],
  whole?: Whole,
): Message | undefined {
  const { bureau, now } = call.ctx
  const may = (person: string, kind: OrderKindName) =>
    mayReview(kind, 'approve', {
      posts: postsOf(bureau.roster, person, dayOf(now)),
      staff: bureau.settings.staff,
    }).ok
  const troubled = read.flatMap((order, i) => {
    const unsure = order.reading.unsure.filter((u) => !isPlaceDoubt(u))
    const asks = askLines(asksOf(order, drafts[i]!, may))
    return unsure.length + asks.length > 0 ? [{ order, unsure, asks }] : []
  })
  const [first] = troubled
  if (!first) return undefined
  const readingOf = ({ reading }: OrderReading) => ({
    departments: reading.departments.map((d) => d.name),
    subject: reading.subject,
    due: reading.due && sayDay(reading.due.date),
  })
  if (read.length > 1) {
    return severalUnsure(
      troubled.map(({ order, unsure, asks }) => ({
        line: order.line,
        said: order.said,
        asks: [
          ...assignmentLines({ unsure, reading: { departments: readingOf(order).departments }, now }).filter(
            (l) => !l.startsWith('已识别'),
          ),
          ...asks,
        ],
      })),
      read.length,
      text,
      whole?.parent.no,
    )
  }
  if (first.unsure.length === 0) {
    const known = assignmentLines({ unsure: [], reading: readingOf(first.order), now })
    return {
      lines: [...first.asks, ...known, '请复制下文，补正后重新发送：', ...typedAgain(text, whole?.parent.no)],
    }
  }
  const message = wordNotUnderstood({
    kind: 'assignment',
    unsure: first.unsure,
    reading: readingOf(first.order),
    example: assign.words.zh.example,
    now,
  })
  return { ...message, lines: [...first.asks, ...message.lines] }
}
