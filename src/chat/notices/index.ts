/** Words for every notice. The table is complete by its type: a kind without words does not compile. */
import type { Notice, NoticeFacts, NoticeKind } from '../../domain/notices.ts'
import type { Message } from '../message.ts'
import {
  answerArrived,
  answerEdited,
  answerGathering,
  answerReceipt,
  answerWithdrawn,
  fileLost,
} from './answer.ts'
import { briefDaily } from './brief.ts'
import { answerMoved, orderCorrected } from './correction.ts'
import {
  draftDecided,
  draftSubmitted,
  matterDecided,
  matterSubmitted,
  orderCopied,
  orderSubEnded,
  urgencyAsked,
  urgencyCall,
  urgencyDecided,
} from './draft.ts'
import { extensionAsked, extensionDecided, extensionRequested } from './extension.ts'
import { fileSent } from './file.ts'
import { leaveCover, leaveEnded, leaveReturned, leaveStands, leaveTaken } from './leave.ts'
import {
  gateUnrecalled,
  instructionEnded,
  instructionIssued,
  leaderInstruction,
  orderWanted,
} from './office.ts'
import { operatorParked } from './operator.ts'
import { orderCard, orderRestricted, orderUnreached } from './order-card.ts'
import { orderDueMoved, orderReopened, orderRevoked, ordersDueMoved, orderUndone } from './order-changed.ts'
import { orderQuestion, questionAnswered, requestsWaiting } from './question.ts'
import {
  assignmentUrged,
  overdueReleased,
  overdueReported,
  redHurried,
  reminderDirector,
  reminderMerged,
} from './reminder.ts'
import {
  rerouteAsked,
  rerouteConvened,
  rerouteDecided,
  rerouteDisputed,
  rerouteRequested,
  rerouteTaken,
} from './reroute.ts'
import {
  assignmentApproved,
  assignmentExcused,
  assignmentHanded,
  assignmentReturned,
  assignmentSigned,
} from './review.ts'
import { sheetWeekly } from './sheet.ts'
import { standingCard } from './standing.ts'
import type { NoticeView, WordsOf } from './view.ts'

export type { NoticeView } from './view.ts'

export type NoticeWords = { readonly [K in NoticeKind]: WordsOf<K> }

export const NOTICE_WORDS: NoticeWords = {
  'order.card': orderCard,
  'order.restricted': orderRestricted,
  'order.unreached': orderUnreached,
  'answer.receipt': answerReceipt,
  'answer.gathering': answerGathering,
  'answer.arrived': answerArrived,
  'answer.edited': answerEdited,
  'answer.withdrawn': answerWithdrawn,
  'file.lost': fileLost,
  'file.sent': fileSent,
  'assignment.signed': assignmentSigned,
  'assignment.handed': assignmentHanded,
  'assignment.approved': assignmentApproved,
  'assignment.returned': assignmentReturned,
  'assignment.excused': assignmentExcused,
  'assignment.urged': assignmentUrged,
  'order.revoked': orderRevoked,
  'order.undone': orderUndone,
  'order.corrected': orderCorrected,
  'answer.moved': answerMoved,
  'order.reopened': orderReopened,
  'order.question': orderQuestion,
  'question.answered': questionAnswered,
  'extension.asked': extensionAsked,
  'extension.requested': extensionRequested,
  'extension.decided': extensionDecided,
  'reroute.asked': rerouteAsked,
  'reroute.requested': rerouteRequested,
  'reroute.disputed': rerouteDisputed,
  'reroute.convened': rerouteConvened,
  'reroute.decided': rerouteDecided,
  'reroute.taken': rerouteTaken,
  'requests.waiting': requestsWaiting,
  'leader.instruction': leaderInstruction,
  'instruction.issued': instructionIssued,
  'instruction.ended': instructionEnded,
  'order.wanted': orderWanted,
  'gate.unrecalled': gateUnrecalled,
  'reminder.merged': reminderMerged,
  'reminder.director': reminderDirector,
  'overdue.reported': overdueReported,
  'overdue.released': overdueReleased,
  'order.due-moved': orderDueMoved,
  'orders.due-moved': ordersDueMoved,
  'brief.daily': briefDaily,
  'red.hurried': redHurried,
  'sheet.weekly': sheetWeekly,
  'order.copied': orderCopied,
  'urgency.asked': urgencyAsked,
  'urgency.call': urgencyCall,
  'urgency.decided': urgencyDecided,
  'draft.submitted': draftSubmitted,
  'draft.decided': draftDecided,
  'matter.submitted': matterSubmitted,
  'matter.decided': matterDecided,
  'order.sub-ended': orderSubEnded,
  'leave.taken': leaveTaken,
  'leave.cover': leaveCover,
  'leave.stands': leaveStands,
  'leave.ended': leaveEnded,
  'leave.returned': leaveReturned,
  'standing.card': standingCard,
  'operator.parked': operatorParked,
  // Answers of commands are neutral messages already.
  said: (message) => message as Message,
}

export function wordNotice(notice: Notice, view: NoticeView): Message {
  const words = NOTICE_WORDS[notice.kind] as (facts: NoticeFacts[NoticeKind], view: NoticeView) => Message
  return words(notice.facts, view)
}
