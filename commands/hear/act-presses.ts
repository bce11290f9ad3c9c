/** The buttons of proposed acts: they do it, or say why not. */
import { type PressCall, type PressOutcome, refused } from '../../src/chat/command.ts'
import { say } from '../../src/chat/message.ts'
import { understand } from '../../src/chat/understand/index.ts'
import type { Intent } from '../../src/chat/understand/intents.ts'
import { mayDo } from '../../src/domain/authority.ts'
import type { Term } from '../../src/domain/due.ts'
import { assignmentOf } from '../../src/domain/order.ts'
import { answersFor } from '../../src/domain/roster.ts'
import { printNo } from '../../src/domain/serial.ts'
import { CLOSE_OF_BUSINESS, parseDay, type TimeOfDay } from '../../src/domain/time.ts'
import { departmentNames } from '../../src/services/orders/card.ts'
import { grantExtension } from '../../src/services/orders/decide-extension.ts'
import { findOrder } from '../../src/services/orders/find-order.ts'
import { requestExtension } from '../../src/services/orders/request-extension.ts'
import { returnAnswers } from '../../src/services/orders/review-answer.ts'
import { urgeOrder } from '../../src/services/orders/urge-order.ts'
import { urgedMessage } from '../urge.ts'
import { shown } from './act-cards.ts'
import { ACTS, type Acting, isActing } from './acting.ts'
import { sceneOf } from './scene.ts'

export const actPresses = {
  'sentence.drop': async (): Promise<PressOutcome> => ({
    kind: 'pressed',
    toast: '未予办理',
    tone: 'info',
    becomes: say('未予办理'),
  }),

  'sentence.choose': async (call: PressCall): Promise<PressOutcome> => {
    const { ctx, press, book } = call
    const home = await findOrder(ctx, { id: press.order ?? '' })
    const text = press.text ?? ''
    const departments = (press.departments ?? '').split(',').filter(Boolean)
    if (!isActing((press.intent ?? '') as Intent))
      return { kind: 'pressed', toast: '内容已失效，请重新发送', tone: 'warning' }
    const may = mayDo(ACTS[press.intent as Acting], {
      posts: ctx.actor.posts,
      departments: press.intent === 'request_extension' ? answersFor(ctx.actor.posts) : departments,
      staff: ctx.bureau.settings.staff,
    })
    if (!may.ok) return refused(may)
    if (!home) return { kind: 'pressed', toast: '没有查到该事项', tone: 'warning' }
    const again = understand(text, sceneOf(ctx, book))
    const read = again.intent === 'remind' ? { ...again, intent: 'urge' as const } : again
    if (read.intent !== press.intent)
      return { kind: 'pressed', toast: '内容已失效，请重新发送', tone: 'warning' }
    const message = await shown(ctx, read, home, departments, text)
    return { kind: 'pressed', toast: printNo(home.order.no), tone: 'info', becomes: message }
  },

  'sentence.urge': async ({ ctx, press }: PressCall): Promise<PressOutcome> => {
    const home = await findOrder(ctx, { id: press.order ?? '' })
    const departments = (press.departments ?? '').split(',').filter(Boolean)
    const now = departments.reduce((n, d) => n + (home ? (assignmentOf(home.order, d)?.urged ?? 0) : 0), 0)
    if (home && now > Number(press.seen ?? now))
      return { kind: 'pressed', toast: '已催办，无需重复', tone: 'info' }
    const done = await urgeOrder(ctx, { id: press.order ?? '' }, departments, press.words || undefined)
    if (!done.ok) return refused(done)
    return {
      kind: 'pressed',
      toast: `已催办　${printNo(done.value.order.no)}`,
      becomes: urgedMessage(ctx, done.value),
    }
  },

  'sentence.return': async ({ ctx, press }: PressCall): Promise<PressOutcome> => {
    const on = parseDay(press.on ?? '')
    if (press.on && !on) return { kind: 'pressed', toast: '该按钮已失效', tone: 'warning' }
    const term: Term | undefined = on
      ? { kind: 'date', on, time: (press.at ?? CLOSE_OF_BUSINESS) as TimeOfDay }
      : undefined
    const done = await returnAnswers(
      ctx,
      { id: press.order ?? '' },
      { departments: press.department ? [press.department] : [] },
      press.reason ?? '',
      term,
    )
    if (!done.ok) return refused(done)
    const { order } = done.value
    return {
      kind: 'pressed',
      toast: `已退回　${printNo(order.no)}`,
      becomes: say(
        `已退回　${printNo(order.no)}　${departmentNames(ctx, done.value.departments).join('、')}`,
        `理由　${press.reason ?? ''}`,
      ),
    }
  },

  'sentence.grant': async ({ ctx, press }: PressCall): Promise<PressOutcome> => {
    const done = await grantExtension(
      ctx,
      { request: press.request ?? '' },
      Number(press.workdays) || undefined,
    )
    if (!done.ok) return refused(done)
    return {
      kind: 'pressed',
      toast: `已同意延期　${printNo(done.value.no)}`,
      becomes: say(`已同意延期　${printNo(done.value.no)}`),
    }
  },

  'sentence.extend': async ({ ctx, press, fields }: PressCall): Promise<PressOutcome> => {
    const workdays = Number(press.workdays ?? /\d{1,3}/.exec(fields.workdays ?? '')?.[0] ?? 0)
    const done = await requestExtension(
      ctx,
      { id: press.order ?? '' },
      {
        department: press.department,
        time: { kind: 'workdays', workdays },
        reason: press.reason ?? fields.reason ?? '',
      },
    )
    if (!done.ok) return refused(done)
    const { no } = done.value
    return {
      kind: 'pressed',
      toast: `已申请延期　${printNo(no)}`,
      becomes: say(`已申请延期　${printNo(no)}`, '请等候答复；批准前期限照常计算'),
    }
  },
}
