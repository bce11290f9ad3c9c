/** Which action meets which state of a department's part. */
import type { AssignmentState } from './order.ts'

/** What can be done to one department's part of an open order. */
export type PartAction =
  | 'signFor'
  | 'answer'
  | 'approve'
  | 'return'
  | 'excuse'
  | 'urge'
  | 'handOver'
  | 'moveAnswer'
  | 'extend'
  | 'reroute'

/** Why a part's state stands in the way. */
export type InTheWay =
  | 'assignment.already-signed'
  | 'assignment.already-answered'
  | 'assignment.already-approved'
  | 'assignment.already-excused'
  | 'assignment.rerouted-away'
  | 'assignment.not-answered'

type Row = Readonly<Record<AssignmentState, 'may' | InTheWay>>

/** Nothing has been answered yet, or it was sent back. */
const WHILE_IT_OWES: Row = {
  waiting: 'may',
  signed: 'may',
  returned: 'may',
  answered: 'assignment.already-answered',
  approved: 'assignment.already-approved',
  declined: 'assignment.rerouted-away',
  excused: 'assignment.already-excused',
}

/** An answer waits for the office. */
const ONCE_ANSWERED: Row = {
  waiting: 'assignment.not-answered',
  signed: 'assignment.not-answered',
  returned: 'assignment.not-answered',
  answered: 'may',
  approved: 'assignment.already-approved',
  declined: 'assignment.rerouted-away',
  excused: 'assignment.not-answered',
}

/**
 * Which action meets which state of a part: `may`, or the reason why not. Who may is another table, in `authority.ts`.
 * A part returned before anybody signed for it (excused, then called back) may still be signed for.
 */
export const PART_TABLE: Readonly<Record<PartAction, Row>> = {
  signFor: {
    waiting: 'may',
    signed: 'assignment.already-signed',
    returned: 'assignment.already-signed',
    answered: 'assignment.already-answered',
    approved: 'assignment.already-approved',
    declined: 'assignment.rerouted-away',
    excused: 'assignment.already-excused',
  },
  answer: {
    waiting: 'may',
    signed: 'may',
    returned: 'may',
    answered: 'may',
    approved: 'assignment.already-approved',
    declined: 'assignment.rerouted-away',
    excused: 'assignment.already-excused',
  },
  approve: ONCE_ANSWERED,
  return: ONCE_ANSWERED,
  excuse: {
    waiting: 'may',
    signed: 'may',
    returned: 'may',
    answered: 'may',
    approved: 'assignment.already-approved',
    declined: 'assignment.rerouted-away',
    excused: 'assignment.already-excused',
  },
  handOver: WHILE_IT_OWES,
  urge: WHILE_IT_OWES,
  extend: WHILE_IT_OWES,
  reroute: WHILE_IT_OWES,
  moveAnswer: ONCE_ANSWERED,
}
