/**
 * Which conversation a message belongs to, by the platform's ids.
 *
 * In a plain chain of replies `root_id` is the first message and `parent_id` the one answered. Inside a thread both are
 * the thread's first message, however deep the answer, and `thread_id` is there.
 * https://open.feishu.cn/document/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message/thread-introduction
 */
import type { Said, ThreadRef } from '../../chat/incoming.ts'
import type { MessageReceived } from './payloads.ts'

export function threadOf(message: MessageReceived['message']): ThreadRef | undefined {
  const { root_id: root, parent_id: parent, thread_id: thread } = message
  if (!root && !parent && !thread) return undefined
  return { ...(root && { root }), ...(parent && { parent }), ...(thread && { thread }) }
}

/**
 * The ids any of which, remembered beside an order, says that `said` belongs to it; the surest first.
 * A message that answers nothing is its own thread's first message.
 */
export function threadIds(said: Pick<Said, 'messageId' | 'thread'>): readonly string[] {
  const { thread, root, parent } = said.thread ?? {}
  const ids = [thread, root, parent].filter((id) => id !== undefined)
  return ids.length > 0 ? [...new Set(ids)] : [said.messageId]
}
