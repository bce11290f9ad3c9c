/** Somebody of a department asks for something only the office can give: more time, another department, an instruction. */
import { type Call, here, type Outcome, refused } from '../../src/chat/command.ts'
import { say } from '../../src/chat/message.ts'
import { askOffice } from '../../src/services/orders/ask-office.ts'
import type { HomedOrder } from '../../src/services/orders/find-order.ts'

/** What was asked, as far as the words say it. */
export type AskedOfOffice =
  /** 请延3个工作日，等考试中心数据 */
  | { readonly kind: 'extension'; readonly workdays?: number; readonly reason?: string }
  /** 不归我科，应转人事科: the proper department by code, where one was named */
  | { readonly kind: 'reroute'; readonly proper?: string; readonly reason?: string }
  /** 请示、请明确口径, or any other question */
  | { readonly kind: 'instruction' }

/** @param department the speaker's own department in this order */
export async function hearRequest(
  call: Call,
  home: HomedOrder,
  _department: string,
  _asked: AskedOfOffice,
): Promise<Outcome> {
  const asked = await askOffice(call.ctx, { id: home.order.id }, call.text.trim())
  if (!asked.ok) return refused(asked)
  return here(say(`已转办公室${asked.value.told}，请等候答复；办理期限继续计算。`))
}
