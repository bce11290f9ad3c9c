/** Where and when a notice is worded. */
import type { NoticeFacts, NoticeKind } from '../../domain/notices.ts'
import type { Moment } from '../../domain/time.ts'
import type { Message } from '../message.ts'

export interface NoticeView {
  /** The leading group's chat, and the threads in it: nobody is named as overdue there. */
  readonly inLeadingGroup: boolean
  readonly addressee?: 'person' | 'chat' | 'thread'
  /** The business moment; with it an order's message says of an unanswered department whose time is over 待反馈. */
  readonly now?: Moment
}

export type WordsOf<K extends NoticeKind> = (facts: NoticeFacts[K], view: NoticeView) => Message
