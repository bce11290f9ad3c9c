/** Said outside any thread by somebody who owes: files of an answer just given here, and a part that is another's. */
import {
  alone,
  type Call,
  type Outcome,
  type PressCall,
  type PressOutcome,
  refused,
} from '../../src/chat/command.ts'
import type { PlatformName } from '../../src/chat/incoming.ts'
import { plainText } from '../../src/chat/message.ts'
import { readThread } from '../../src/chat/understand/said-in-thread.ts'
import { cut, typedNo } from '../../src/chat/words/short.ts'
import { answersFor, isLeader } from '../../src/domain/roster.ts'
import { printNo } from '../../src/domain/serial.ts'
import { findOrder, type HomedOrder } from '../../src/services/orders/find-order.ts'
import { joinOpenAnswer } from '../../src/services/orders/join-answer.ts'
import { ownParts } from '../../src/services/orders/pick.ts'
import { keepRemark, takeRemark } from '../../src/services/orders/remarks.ts'
import { lastHere } from '../../src/services/orders/said-elsewhere.ts'
import { numberIn } from '../which-order.ts'
import { receiptFor } from './department.ts'
import { offerAnswer, owedHere } from './offer-answer.ts'
import { hearRequest } from './requests.ts'
import { threadScene } from './thread-scene.ts'

const MOST_OFFERED = 5

/** `undefined`: nothing of the kind. */
export async function hearElsewhere(call: Call, addressed: boolean): Promise<Outcome | undefined> {
  const { ctx, said } = call
  if (isLeader(ctx.actor.posts) || answersFor(ctx.actor.posts).length === 0) return undefined
  if (numberIn(ctx, call.text)) return undefined
  if (said.files.length > 0) return filesElsewhere(call)
  return addressed ? offerReroute(call) : undefined
}

/** Files after words said here: they wait for the same press, or join the answer the words became. */
async function filesElsewhere(call: Call): Promise<Outcome | undefined> {
  const { ctx, said } = call
  const last = await lastHere(ctx)
  if (!last) return undefined
  if (last.said.state === 'asked') return offerAnswer(call)
  const home = last.outside ? await findOrder(ctx, { id: last.said.order }) : undefined
  if (!home) return undefined
  const joined = await joinOpenAnswer(
    ctx,
    { id: home.order.id },
    { text: call.text.trim(), files: said.files, inThread: false },
  )
  return joined && receiptFor(call, joined)
}

/** 不归我科, without saying which: asked, never guessed. */
async function offerReroute(call: Call): Promise<Outcome | undefined> {
  const { ctx } = call
  const text = call.text.trim()
  const own = answersFor(ctx.actor.posts)
  if (readThread(text, threadScene(call, own)).asked?.kind !== 'reroute') return undefined
  const open = await owedHere(call)
  const [first] = open
  if (!first) return undefined
  const remark = await keepRemark(ctx, first.order.id, text, 'asked')
  const offered = open.slice(0, MOST_OFFERED)
  return alone({
    lines: [
      `“${cut(text, 30)}”`,
      open.length === 1
        ? `是否就${printNo(first.order.no)}（${cut(first.order.subject, 24)}）申请改派？`
        : `您名下有 ${open.length} 件待反馈，请选择申请改派的事项：`,
      ...(open.length > 1
        ? offered.map(({ order }) => `${printNo(order.no)}　${cut(order.subject, 24)}`)
        : []),
    ],
    buttons: [
      ...offered.map(({ order }) => ({
        label: `申请改派${printNo(order.no)}`,
        press: { do: 'remark.reroute', remark, order: order.id },
      })),
      { label: '只是讨论', press: { do: 'remark.discuss', remark, loose: 'yes' } },
    ],
    typed: `请写明编号，例：${typedNo(first.order.no)} 不归我科，应由教师工作科办理`,
  })
}

/** 申请改派 was pressed for words said elsewhere: they are heard as if said in that order's thread. */
export async function rerouteRemark(press: PressCall): Promise<PressOutcome> {
  const { ctx } = press
  const taken = await takeRemark(ctx, press.press.remark ?? '', press.press.order ?? '')
  if (!taken.ok) return refused(taken)
  const home = await findOrder(ctx, { id: press.press.order ?? '' })
  const [own] = home ? ownParts(ctx, home.order) : []
  if (!home || own === undefined) return { kind: 'pressed', toast: '该件已不在您名下', tone: 'warning' }
  const call = callFor(press, home, taken.value.text)
  const { asked } = readThread(call.text, threadScene(call, [own], home.order.subject))
  const outcome = await hearRequest(call, home, own, asked?.kind === 'reroute' ? asked : { kind: 'reroute' })
  if (outcome.kind === 'refused') return outcome
  if (outcome.kind !== 'say') return { kind: 'pressed', toast: `已提交　${printNo(home.order.no)}` }
  return {
    kind: 'pressed',
    toast: plainText(outcome.message).split('\n')[0]!,
    becomes: outcome.message,
  }
}

function callFor({ ctx, book, machineNow, publicUrl }: PressCall, { order }: HomedOrder, text: string): Call {
  const { platform, chat, account, message } = ctx.place!
  return {
    ctx,
    args: undefined,
    text,
    book,
    machineNow,
    publicUrl,
    thread: order.id,
    threadNo: order.no,
    said: {
      kind: 'said',
      platform: platform as PlatformName,
      eventId: message,
      happenedAt: machineNow,
      chat,
      sender: { account },
      messageId: message,
      text,
      mentions: [],
      mentionsBot: false,
      files: [],
    },
  }
}
