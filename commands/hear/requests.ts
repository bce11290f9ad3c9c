/** Somebody of a department asks for something only the office can give: more time, another department, an instruction. */
import { type Call, here, type Outcome, refused } from '../../src/chat/command.ts'
import type { MoreTime } from '../../src/domain/extension.ts'
import type { Day } from '../../src/domain/time.ts'
import { askOffice } from '../../src/services/orders/ask-office.ts'
import type { HomedOrder } from '../../src/services/orders/find-order.ts'
import { passed } from '../ask.ts'
import { askExtension } from '../extend.ts'
import { askReroute } from '../reroute.ts'

/** What was asked, as far as the words say it. */
export type AskedOfOffice =
  /** 请延3个工作日，等考试中心数据; 延至3月12日 */
  | {
      readonly kind: 'extension'
      readonly workdays?: number
      readonly until?: Day
      readonly reason?: string
    }
  /** 不归我科，应转人事科: the proper department by code, where one was named */
  | { readonly kind: 'reroute'; readonly proper?: string; readonly reason?: string }
  /** 请示、请明确口径, or any other question */
  | { readonly kind: 'instruction' }

/** 转给计财科, 应由计财科办理, 申请改派: says whereto and not why. */
const BARE_WISH =
  /^(?:申请|请|建议|请求)*(?:应该?|当)?(?:改派|转|移交|交|由|归|是)(?:给|交|至|派|由|到)*(?:[^,，。;；\s]{2,8}(?:科|室|办|中心|院|台))?(?:办理|承办|负责|牵头|的事)?[。.]?$/

/**
 * Recorded and passed to who decides; what is missing is asked for.
 * @param department the speaker's own department in this order
 */
export async function hearRequest(
  call: Call,
  home: HomedOrder,
  department: string,
  asked: AskedOfOffice,
): Promise<Outcome> {
  const key = { id: home.order.id }
  const reason = 'reason' in asked ? written(asked.reason ?? '') : ''
  switch (asked.kind) {
    case 'extension':
      return askExtension(call, key, { time: timeOf(asked), reason, department })
    case 'reroute':
      return askReroute(call, key, {
        proper: asked.proper,
        reason: BARE_WISH.test(reason) ? '' : reason,
        department,
      })
    case 'instruction': {
      const done = await askOffice(call.ctx, key, withoutWord(call.text), department)
      return done.ok ? here(passed(done.value)) : refused(done)
    }
  }
}

function timeOf({ workdays, until }: Extract<AskedOfOffice, { kind: 'extension' }>): MoreTime | undefined {
  if (workdays !== undefined) return { kind: 'workdays', workdays }
  return until && { kind: 'until', on: until }
}

/** Read in its plain form, written down with the signs of a Chinese text. */
function written(reason: string): string {
  return reason.trim().replace(/(?<=[\u4e00-\u9fff]),(?=[\u4e00-\u9fff])/g, '，')
}

/** 请示：口径是否…: the word itself is said by whoever passes it on. */
function withoutWord(text: string): string {
  return text.trim().replace(/^请示(?:一下)?\s*[:：,，]\s*/, '') || text.trim()
}
