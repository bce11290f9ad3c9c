/**
 * Who may do what: the roster of that day decides, never a button or a display name.
 * Permissions are a table, so that a bureau's own settings and the tests read the same rows.
 */
import { allow, type Decision, refuse } from './decision.ts'
import {
  type Appointment,
  DEPARTMENT_POSTS,
  DIRECTORS,
  GROUP_HEADS,
  LEADERS,
  OFFICE_POSTS,
  type Post,
} from './roster.ts'

export type ActionName =
  | 'assign'
  | 'urge'
  | 'approve'
  | 'return'
  | 'excuse'
  | 'grantExtension'
  | 'refuseExtension'
  | 'reroute'
  | 'split'
  | 'revoke'
  | 'closeOut'
  | 'reopen'
  | 'signFor'
  | 'answer'
  | 'requestExtension'
  | 'requestReroute'
  | 'coverFor'
  | 'editRoster'
  | 'bindChat'
  | 'list'
  | 'seeDetail'
  | 'undo'
  | 'approveDraft'
  | 'confirmUrgency'
  | 'answerInstruction'
  | 'requestInstruction'
  | 'handOver'
  | 'correct'
  | 'moveAnswer'
  | 'takeLeave'
  | 'objectLeave'
  | 'collect'
  | 'print'
  | 'seeSheet'
  | 'seeBrief'
  | 'releaseOverdue'

/** `department`: of the assignment's own department only. `own`: the person who did it. `any`: whoever holds a post. */
type Who = Post | 'department' | 'own' | 'any'

const OFFICE: readonly Who[] = OFFICE_POSTS
const TOP: readonly Who[] = GROUP_HEADS
const DEPARTMENT: readonly Who[] = ['department']

export const AUTHORITY: Readonly<Record<ActionName, readonly Who[]>> = {
  assign: [...OFFICE, ...TOP],
  urge: [...OFFICE, ...TOP],
  approve: [...OFFICE, ...TOP],
  return: [...OFFICE, ...TOP],
  excuse: [...OFFICE, ...TOP],
  grantExtension: [...DIRECTORS, ...TOP],
  refuseExtension: [...OFFICE, ...TOP],
  reroute: [...OFFICE, ...TOP],
  split: [...OFFICE, ...TOP],
  revoke: [...OFFICE, ...TOP],
  closeOut: [...OFFICE, ...TOP],
  reopen: [...OFFICE, ...TOP],
  signFor: DEPARTMENT,
  answer: DEPARTMENT,
  requestExtension: DEPARTMENT,
  requestReroute: DEPARTMENT,
  coverFor: DEPARTMENT,
  editRoster: [...OFFICE, 'administrator'],
  bindChat: [...OFFICE, 'administrator'],
  list: ['any'],
  seeDetail: [...OFFICE, ...TOP, 'vice_group_leader', 'leader_in_charge', 'department'],
  undo: ['own'],
  approveDraft: TOP,
  confirmUrgency: [...DIRECTORS, ...TOP],
  answerInstruction: [...OFFICE, ...TOP],
  requestInstruction: DEPARTMENT,
  handOver: DEPARTMENT,
  correct: [...OFFICE, ...TOP],
  moveAnswer: [...OFFICE, ...TOP, 'department'],
  takeLeave: ['department', ...OFFICE],
  objectLeave: [...OFFICE, ...TOP],
  collect: [...OFFICE, ...TOP],
  print: [...OFFICE, ...TOP, 'department'],
  releaseOverdue: [...DIRECTORS, ...TOP],
  seeBrief: LEADERS,
  seeSheet: [...LEADERS, ...OFFICE],
}

/** What a bureau may switch off for office staff: action → false. Granting extensions is never theirs. */
export type StaffSettings = Readonly<Partial<Record<ActionName, boolean>>>

export interface Asking {
  /** The asker's appointments in force that day. */
  readonly posts: readonly Appointment[]
  /** The departments this is about, for rows that say `department`. */
  readonly departments?: readonly string[]
  /** For rows that say `own`: this person did it. */
  readonly own?: boolean
  readonly staff?: StaffSettings
}

/** May this person do that? The refusal names who may. */
export function mayDo(action: ActionName, asking: Asking): Decision<true> {
  const row = AUTHORITY[action]
  for (const who of row) {
    if (who === 'any' && asking.posts.length > 0) return allow(true)
    if (who === 'own' && asking.own) return allow(true)
    if (who === 'department' && asking.posts.some((a) => actsFor(a, asking.departments ?? [])))
      return allow(true)
    if (who === 'office_staff' && asking.staff?.[action] === false) continue
    if (asking.posts.some((a) => a.post === who)) return allow(true)
  }
  const ownDepartments = asking.posts
    .filter((a) => DEPARTMENT_POSTS.includes(a.post))
    .map((a) => a.department)
  if (row.includes('department') && ownDepartments.length > 0) {
    return refuse('authority.other-department', { action, departments: asking.departments ?? [] })
  }
  return refuse('authority.not-yours', { action, holders: row.map(String) })
}

function actsFor(a: Appointment, departments: readonly string[]): boolean {
  return DEPARTMENT_POSTS.includes(a.post) && departments.includes(a.department)
}
