/** Words for every notice. The table is complete by its type: a kind without words does not compile. */
import type { Notice, NoticeFacts, NoticeKind } from '../../domain/notices.ts'
import type { Message } from '../message.ts'
import { answerArrived, answerGathering, answerReceipt, fileLost } from './answer.ts'
import { briefDaily } from './brief.ts'
import { gateUnrecalled, leaderInstruction, orderWanted } from './office.ts'
import { operatorParked } from './operator.ts'
import { orderCard, orderRestricted } from './order-card.ts'
import { orderDueMoved, orderQuestion, orderReopened, orderRevoked, ordersDueMoved } from './order-changed.ts'
import { assignmentUrged, overdueReported, reminderDirector, reminderMerged } from './reminder.ts'
import { assignmentApproved, assignmentExcused, assignmentReturned, assignmentSigned } from './review.ts'
import { sheetWeekly } from './sheet.ts'
import type { NoticeView, WordsOf } from './view.ts'

export type { NoticeView } from './view.ts'

export type NoticeWords = { readonly [K in NoticeKind]: WordsOf<K> }

export const NOTICE_WORDS: NoticeWords = {
  'order.card': orderCard,
  'order.restricted': orderRestricted,
  'answer.receipt': answerReceipt,
  'answer.gathering': answerGathering,
  'answer.arrived': answerArrived,
  'file.lost': fileLost,
  'assignment.signed': assignmentSigned,
  'assignment.approved': assignmentApproved,
  'assignment.returned': assignmentReturned,
  'assignment.excused': assignmentExcused,
  'assignment.urged': assignmentUrged,
  'order.revoked': orderRevoked,
  'order.reopened': orderReopened,
  'order.question': orderQuestion,
  'leader.instruction': leaderInstruction,
  'order.wanted': orderWanted,
  'gate.unrecalled': gateUnrecalled,
  'reminder.merged': reminderMerged,
  'reminder.director': reminderDirector,
  'overdue.reported': overdueReported,
  'order.due-moved': orderDueMoved,
  'orders.due-moved': ordersDueMoved,
  'brief.daily': briefDaily,
  'sheet.weekly': sheetWeekly,
  'operator.parked': operatorParked,
  // Answers of commands are neutral messages already.
  said: (message) => message as Message,
}

export function wordNotice(notice: Notice, view: NoticeView): Message {
  const words = NOTICE_WORDS[notice.kind] as (facts: NoticeFacts[NoticeKind], view: NoticeView) => Message
  return words(notice.facts, view)
}
