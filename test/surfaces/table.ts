/**
 * Who may do what to an order in which state, and how it is done: written from the rules of the house, not from the code.
 * In every text `@` stands for the number of the order it is about.
 */
import type { Press } from '../../src/chat/message.ts'
import type { RoleName } from './people.ts'
import type { World } from './world.ts'

export interface Deed {
  readonly name: string
  /** The order it is tried on, by its name in the world; absent where it is about none. */
  readonly order?: string
  /** The roles that may. */
  readonly who: string
  /** By typed command: in the thread as it stands, elsewhere with the number behind its name. */
  readonly typed?: string
  /** Typed, it means something else from these roles. */
  readonly otherwise?: string
  /** Not typed under the order's message. */
  readonly nowhere?: true
  readonly press?: (world: World, order: string) => Press
  readonly fields?: Readonly<Record<string, string>>
  /** All that changes when it is done. */
  readonly change: readonly string[]
  /** What pressing changes where that is another thing than typing. */
  readonly pressed?: readonly string[]
  /** A line of the change that is another one when this role does it. */
  readonly changeAs?: Partial<Readonly<Record<RoleName, Readonly<Record<string, string>>>>>
  /** All that changes where the part (or the order) stands thus. */
  readonly changeIn?: Readonly<Record<string, readonly string[]>>
  /** What whoever may is told, where nothing changes. */
  readonly shows?: RegExp
  /** What those who may not are told, where the table below has no words for them. */
  readonly says: RegExp
  /** Typed by a bureau leader who may not, it goes to the office as an instruction. */
  readonly passes?: true
  /** Order → `may`, `nothing` (said so, and nothing changes), or why not. */
  readonly states?: Readonly<Record<string, 'may' | 'nothing' | RegExp>>
}

const TOP = 'principal_leader group_leader'
const DIRECTORS = 'office_director deputy_office_director'
const OFFICE = `${DIRECTORS} office_staff other_staff`
const RUNNING = `${OFFICE} ${TOP}`
const DECIDING = `${DIRECTORS} ${TOP}`
/** Whoever covers while the leave runs holds the post; afterwards no more. */
const DEPARTMENT = 'head deputy_head liaison handler cover'
/** And who was named to handle the part. */
const OF_PART = `${DEPARTMENT} named_handler`
const LEADING = `${TOP} vice_group_leader in_charge other_in_charge`
const WITH_POST = `${LEADING} ${OFFICE} ${DEPARTMENT} administrator late_cover named_handler member other_head other_deputy other_liaison other_handler`

const BY_OFFICE = /由领导小组办公室办理（工作规则第七条）/
const BY_DEPARTMENT = /由承办科室、单位/
const BY_DIRECTOR_OR_LEADER = /延期由办公室主任、办公室副主任、组长、局主要领导批准/
const BY_DIRECTOR = /特急由办公室主任、副主任确认/
const OWN_DRAFT = /由李娜拟写，只能由本人/
const FOR_LEADER = /报请钱卫东批复，由钱卫东本人办理/

/** Why a part's state stands in the way, as it is said. */
const SIGNED = /已由王强于.*签收，无需重复签收/
const ANSWERED = /已于.*反馈，无需重复办理/
const APPROVED = /已于.*审核通过，无需重复办理/
const EXCUSED = /已免予反馈，无需办理/
const AWAY = /已改派职成高教科，无需办理/
const CLOSED = /已于.*办结，无需再办理/
const REVOKED = /已于.*撤回，不再办理/
const NOT_ANSWERED = /目前.*没有待审核的反馈/

/** A second answer of a part that was signed for. */
const ANSWERS = [
  '+answer @ personnel',
  '+journal assignment.answered',
  '+remark @',
  'assignment @ personnel: answered_at answered_by state=answered timeliness',
]

const OWED = {
  waiting: 'may',
  signed: 'may',
  returned: 'may',
  answered: ANSWERED,
  approved: APPROVED,
  excused: EXCUSED,
  declined: AWAY,
  closed: CLOSED,
  revoked: REVOKED,
} as const

const REVIEWED = {
  waiting: NOT_ANSWERED,
  signed: NOT_ANSWERED,
  returned: NOT_ANSWERED,
  answered: 'may',
  approved: APPROVED,
  excused: NOT_ANSWERED,
  declined: AWAY,
  closed: CLOSED,
  revoked: REVOKED,
} as const

const order =
  (verb: string, more: Readonly<Record<string, string>> = {}) =>
  (world: World, name: string) => ({
    do: verb,
    order: world.orders[name]!.id,
    ...more,
  })
const part = (verb: string) => order(verb, { department: 'personnel' })
const request =
  (verb: string, more: Readonly<Record<string, string>> = {}) =>
  (world: World, name: string) => ({ do: verb, request: world.ids[name]!, ...more })
const draft = (verb: string, name: string) => (world: World) => ({ do: verb, draft: world.ids[name]! })
const leave = (verb: string, name: string) => (world: World) => ({ do: verb, leave: world.ids[name]! })
const instruction =
  (verb: string, name = 'instruction') =>
  (world: World) => ({ do: verb, instruction: world.ids[name]! })

export const DEEDS: readonly Deed[] = [
  // --- a department's own ---
  {
    name: 'sign',
    order: 'handled',
    who: OF_PART,
    typed: '/sign',
    press: order('order.sign'),
    change: ['+journal assignment.signed', 'assignment @ personnel: signed_at signed_by state=signed'],
    says: BY_DEPARTMENT,
    states: { ...OWED, signed: SIGNED, returned: SIGNED },
  },
  {
    name: 'sign everything from the standing card',
    who: DEPARTMENT,
    press: () => ({ do: 'standing.sign', department: 'personnel' }),
    change: [
      '17× +journal assignment.signed',
      '17× assignment # personnel: signed_at signed_by state=signed',
    ],
    says: BY_DEPARTMENT,
  },
  {
    name: 'answer',
    order: 'handled',
    who: OF_PART,
    typed: '/reply 已办结，清单已报送',
    change: [
      '+answer @ personnel',
      '+journal assignment.answered',
      '+remark @',
      'assignment @ personnel: answered_at answered_by signed_at signed_by state=answered timeliness',
    ],
    changeAs: {
      cover: {
        'assignment @ personnel: answered_at answered_by signed_at signed_by state=answered timeliness':
          'assignment @ personnel: answered_at answered_by answered_for signed_at signed_by state=answered timeliness',
      },
    },
    says: BY_DEPARTMENT,
    changeIn: {
      signed: ANSWERS,
      returned: ANSWERS,
      // A further answer: the first keeps its time.
      answered: ['+answer @ personnel', '+journal assignment.answered', '+remark @'],
    },
    states: { ...OWED, answered: 'may' },
  },
  {
    name: 'file what was gathered',
    order: 'gathering',
    who: DEPARTMENT,
    press: (world) => ({ do: 'answer.file', answer: world.ids.gathering! }),
    change: [
      '+journal assignment.answered',
      'answer @ personnel: at file_at state=filed',
      'assignment @ personnel: answered_at answered_by signed_at signed_by state=answered timeliness',
    ],
    says: BY_DEPARTMENT,
  },
  {
    name: 'call one’s own words an answer',
    order: 'asked',
    who: 'handler',
    press: (world) => ({ do: 'remark.answer', remark: world.ids.remark! }),
    change: [
      '+answer @ personnel',
      '+journal assignment.answered',
      'assignment @ personnel: answered_at answered_by signed_at signed_by state=answered timeliness',
      'remark @: answer state=answer',
    ],
    says: /由马莉/,
  },
  {
    name: 'call one’s own words talk',
    order: 'asked',
    who: 'handler',
    press: (world) => ({ do: 'remark.discuss', remark: world.ids.remark! }),
    change: ['remark @: state=said'],
    says: /由马莉/,
  },
  {
    name: 'ask for more time',
    order: 'handled',
    who: OF_PART,
    typed: '/extend 3个工作日 等学校数据',
    press: order('extension.ask'),
    fields: { workdays: '3', reason: '等学校数据' },
    change: ['+journal extension.requested', '+request @ personnel extension open'],
    says: BY_DEPARTMENT,
    states: { ...OWED, extension: /已申请延期.*无需重复申请/ },
  },
  {
    name: 'ask for another department',
    order: 'handled',
    who: OF_PART,
    typed: '/reroute 计财科 属经费事项',
    otherwise: RUNNING,
    press: order('reroute.ask'),
    fields: { proper: '计财科', reason: '属经费事项' },
    change: ['+journal reroute.requested', '+request @ personnel reroute open'],
    says: BY_DEPARTMENT,
    states: { ...OWED, reroute: /已申请改派.*无需重复申请/, overdue: /应在收到后 1 个工作日内提出/ },
  },
  {
    name: 'ask for an instruction',
    order: 'handled',
    who: OF_PART,
    typed: '/ask 口径是否包括直属单位',
    change: ['+journal order.asked', '+request @ personnel instruction open'],
    says: BY_DEPARTMENT,
    states: { waiting: 'may', signed: 'may', returned: 'may', answered: 'may', approved: 'may' },
  },
  {
    name: 'name who handles it',
    order: 'waiting',
    who: DEPARTMENT,
    typed: '/hand 谭松',
    change: ['+journal assignment.handed', 'assignment @ personnel: handler=tan-song'],
    says: BY_DEPARTMENT,
    states: OWED,
  },

  // --- the office about a part ---
  {
    name: 'approve',
    order: 'answered',
    who: RUNNING,
    typed: '/accept 人事科',
    press: part('review.approve'),
    change: [
      '+journal assignment.approved',
      'answer @ personnel: state=approved',
      'assignment @ personnel: approved_at state=approved',
    ],
    says: BY_OFFICE,
    passes: true,
    states: REVIEWED,
  },
  {
    name: 'approve of a 督办单',
    order: 'supervision',
    who: DECIDING,
    typed: '/accept 人事科',
    press: part('review.approve'),
    change: [
      '+journal assignment.approved',
      'answer @ personnel: state=approved',
      'assignment @ personnel: approved_at state=approved',
    ],
    says: /由领导小组办公室办理|督办单的反馈由办公室主任、副主任审核/,
    passes: true,
  },
  {
    name: 'approve of a 整改单',
    order: 'rectification',
    who: DECIDING,
    typed: '/accept 人事科',
    press: part('review.approve'),
    change: [
      '+journal assignment.approved',
      'answer @ personnel: state=approved',
      'assignment @ personnel: approved_at state=approved',
    ],
    says: /由领导小组办公室办理|整改单的反馈由办公室主任、副主任审核/,
    passes: true,
  },
  {
    name: 'return',
    order: 'answered',
    who: RUNNING,
    typed: '/return 人事科 缺少附件二',
    press: part('review.return'),
    fields: { reason: '缺少附件二' },
    change: [
      '+journal assignment.returned',
      'answer @ personnel: state=returned',
      'assignment @ personnel: answered_at answered_by return_reason returned_at state=returned timeliness',
    ],
    says: BY_OFFICE,
    passes: true,
    states: { ...REVIEWED, supervision: 'may' },
  },
  {
    name: 'excuse',
    order: 'waiting',
    who: RUNNING,
    typed: '/excuse 人事科 已由基教科一并报送',
    change: ['+journal assignment.excused', 'assignment @ personnel: state=excused'],
    says: BY_OFFICE,
    passes: true,
    states: { ...OWED, answered: 'may', supervision: /由办公室主任、副主任审核/ },
  },
  {
    name: 'urge',
    order: 'waiting',
    who: RUNNING,
    typed: '/urge 人事科',
    press: part('overdue.urge'),
    change: ['+journal assignment.urged', '3× +urging @ personnel', 'assignment @ personnel: urged'],
    pressed: [
      '+journal assignment.urged',
      '+slot',
      '3× +urging @ personnel',
      'assignment @ personnel: urged',
    ],
    says: BY_OFFICE,
    passes: true,
    states: OWED,
  },
  {
    name: 'record a telephone call',
    order: 'waiting',
    who: RUNNING,
    typed: '/urge 人事科 电话已联系',
    press: part('urge.phoned'),
    change: ['+journal assignment.phoned', '+urging @ personnel'],
    says: BY_OFFICE,
    passes: true,
    states: OWED,
  },
  {
    name: 'talk with a department that is overdue',
    order: 'overdue',
    who: RUNNING,
    press: part('overdue.talk'),
    change: ['+journal overdue.talked', '+slot'],
    says: BY_OFFICE,
    states: OWED,
  },
  {
    name: 'report what is overdue upward',
    order: 'overdue',
    who: RUNNING,
    press: part('overdue.report'),
    change: ['+journal overdue.reported', '+slot'],
    says: BY_OFFICE,
    states: OWED,
  },
  {
    name: 'urge all that is overdue',
    who: RUNNING,
    press: () => ({ do: 'sheet.urge', day: '2026-03-11' }),
    change: [
      '2× assignment # personnel: urged',
      '3× assignment # basic_education: urged',
      '5× +journal assignment.urged',
      '5× +slot',
      '6× +urging # personnel',
      '9× +urging # basic_education',
    ],
    says: BY_OFFICE,
  },
  {
    name: 'name what is overdue in the group',
    order: 'overdue',
    who: DECIDING,
    typed: '/release 人事科',
    press: (world, name) => ({ do: 'overdue.release', parts: `${world.orders[name]!.id}:personnel` }),
    change: ['+journal assignment.released', '+slot', 'assignment @ personnel: released=true'],
    says: /须由领导小组办公室主任决定/,
    states: {
      overdue: 'may',
      released: 'nothing',
      overdue_answered: 'nothing',
      waiting: 'nothing',
      closed: 'nothing',
      restricted: /限定知悉事项，不在工作群公布/,
    },
  },

  // --- requests ---
  {
    name: 'grant an extension',
    order: 'extension',
    who: DECIDING,
    typed: '/extend 人事科 同意',
    press: request('extension.grant'),
    change: [
      '+journal assignment.extended',
      'assignment @ personnel: due_on=2026-03-20 extended=1',
      'request @ personnel: decided_at decided_by state=granted',
    ],
    says: BY_DIRECTOR_OR_LEADER,
    states: {
      extension_over: /已由李娜.*作出不予同意的决定，无需重复办理/,
      revoked_asking: /随办理情况撤销，无需再办理/,
    },
  },
  {
    name: 'grant a second extension',
    order: 'second',
    who: TOP,
    typed: '/extend 人事科 同意',
    press: request('extension.grant'),
    change: [
      '+journal assignment.extended',
      'assignment @ personnel: due_on=2026-03-24 extended=2',
      'request @ personnel: decided_at decided_by state=granted',
    ],
    says: /延期由.*批准|此前已延期，再次延期由组长审定（钱卫东）/,
  },
  {
    name: 'grant an extension longer than the term',
    order: 'longer',
    who: TOP,
    typed: '/extend 人事科 同意',
    press: request('extension.grant'),
    change: [
      '+journal assignment.extended',
      'assignment @ personnel: due_on=2026-03-27 extended=1',
      'request @ personnel: decided_at decided_by state=granted',
    ],
    says: /延期由.*批准|超出原定 5 个工作日，由组长审定（钱卫东）/,
  },
  {
    name: 'refuse an extension',
    order: 'extension',
    who: RUNNING,
    typed: '/extend 人事科 不同意 时间足够',
    press: request('extension.refuse'),
    fields: { reason: '时间足够' },
    change: [
      '+journal extension.refused',
      'request @ personnel: decided_at decided_by decision state=refused',
    ],
    says: BY_OFFICE,
    passes: true,
    states: { extension_over: /已由李娜.*无需重复办理/, revoked_asking: /随办理情况撤销，无需再办理/ },
  },
  {
    name: 'reroute',
    order: 'reroute',
    who: RUNNING,
    typed: '/reroute 人事科 → 计财科 属经费事项',
    otherwise: `${WITH_POST.split(' ')
      .filter((role) => !RUNNING.split(' ').includes(role))
      .join(' ')}`,
    press: request('reroute.grant', { to: 'planning_finance' }),
    change: [
      '+assignment @ planning_finance',
      '+journal assignment.rerouted',
      'assignment @ personnel: rerouted_to=planning_finance state=declined',
      'request @ personnel: decided_at decided_by decision state=granted',
    ],
    says: BY_OFFICE,
  },
  {
    name: 'refuse a reroute',
    order: 'reroute',
    who: RUNNING,
    typed: '/reroute 人事科 不同意 职责明确',
    press: request('reroute.refuse'),
    fields: { reason: '职责明确' },
    change: ['+journal reroute.refused', 'request @ personnel: decided_at decided_by decision state=refused'],
    says: BY_OFFICE,
    passes: true,
  },
  {
    name: 'settle a dispute',
    order: 'disputed',
    who: DECIDING,
    typed: '/reroute 指定计财科 属经费事项',
    press: order('reroute.settle'),
    fields: { to: 'planning_finance', reason: '属经费事项' },
    change: [
      '+assignment @ planning_finance',
      '2× +journal assignment.rerouted',
      'assignment @ basic_education: rerouted_to=planning_finance state=declined',
      'assignment @ personnel: rerouted_to=planning_finance state=declined',
      'request @ basic_education: decided_at decided_by decision state=granted',
      'request @ personnel: decided_at decided_by decision state=granted',
    ],
    says: /由领导小组办公室办理|承办有分歧，由办公室主任决定，已报张明/,
    passes: true,
    states: { waiting: /目前没有待决定的改派申请/ },
  },
  {
    name: 'convene about a dispute',
    order: 'disputed',
    who: DECIDING,
    typed: '/reroute 会商',
    press: order('reroute.convene'),
    change: ['+journal reroute.convened', '+slot'],
    says: /由领导小组办公室办理|承办有分歧，由办公室主任决定，已报张明/,
    passes: true,
    states: { waiting: /目前没有待决定的改派申请/ },
  },
  {
    name: 'answer a question',
    order: 'question',
    who: RUNNING,
    typed: '/respond 人事科 包括直属单位',
    press: request('question.answer'),
    fields: { answer: '包括直属单位' },
    change: [
      '+journal instruction.answered',
      'request @ personnel: decided_at decided_by decision state=answered',
    ],
    says: BY_OFFICE,
    passes: true,
  },

  // --- the order ---
  {
    name: 'assign',
    who: RUNNING,
    typed: '/assign 计财科 报送经费清单 5个工作日内',
    nowhere: true,
    change: ['+assignment # planning_finance', '+journal order.issued', '+orders #', 'serial_no: last'],
    says: /由领导小组办公室办理（工作规则第七条），已转李娜/,
    passes: true,
  },
  {
    name: 'split',
    order: 'waiting',
    who: RUNNING,
    typed: '/split 计财科 核对编制数 3个工作日内',
    change: [
      '+assignment # planning_finance',
      '+journal order.issued',
      '+journal order.sub-issued',
      '+orders #',
      'orders @: open_subs',
      'serial_no: last',
    ],
    says: BY_OFFICE,
    passes: true,
    states: {
      signed: 'may',
      answered: 'may',
      returned: 'may',
      declined: 'may',
      closed: CLOSED,
      revoked: REVOKED,
    },
  },
  {
    name: 'revoke',
    order: 'waiting',
    who: RUNNING,
    typed: '/revoke 与另件重复',
    change: ['+journal order.revoked', 'orders @: ended_at state=revoked'],
    says: BY_OFFICE,
    passes: true,
    states: { signed: 'may', answered: 'may', approved: 'may', closed: CLOSED, revoked: REVOKED },
  },
  {
    name: 'reopen',
    order: 'closed',
    who: RUNNING,
    typed: '/reopen 人事科 口径有调整',
    change: [
      '+journal order.reopened',
      'assignment @ personnel: answered_at answered_by approved_at return_reason returned_at state=returned timeliness',
      'orders @: ended_at state=issued',
    ],
    says: BY_OFFICE,
    passes: true,
    states: { waiting: /正在办理，尚未办结/, answered: /正在办理，尚未办结/, revoked: REVOKED },
  },
  {
    name: 'correct',
    order: 'waiting',
    who: RUNNING,
    typed: '/correct 事项 报送年度清单，理由 原事项漏写',
    press: order('correct.confirm', { department: '', text: '事项 报送年度清单，理由 原事项漏写' }),
    // Typed, it is shown first.
    change: [],
    shows: /拟更正|已更正/,
    pressed: ['+journal order.corrected', 'orders @: subject=报送年度清单'],
    says: BY_OFFICE,
    passes: true,
    states: { signed: 'may', answered: 'may', returned: 'may', closed: 'may', revoked: REVOKED },
  },
  {
    name: 'move an answer',
    order: 'answered',
    who: `${RUNNING} ${DEPARTMENT}`,
    typed: '/move 人事科 #TARGET',
    change: [
      '+journal assignment.answer-moved',
      '+journal assignment.answered',
      'answer # personnel: order',
      'assignment # personnel: answered_at answered_by signed_at signed_by state=answered timeliness',
      'assignment @ personnel: answered_at answered_by state=signed timeliness',
      'remark #: order',
    ],
    says: /由领导小组办公室办理|由承办科室、单位/,
    passes: true,
    states: {
      waiting: NOT_ANSWERED,
      signed: NOT_ANSWERED,
      returned: NOT_ANSWERED,
      approved: APPROVED,
      excused: NOT_ANSWERED,
      declined: AWAY,
      closed: CLOSED,
      revoked: REVOKED,
    },
  },
  {
    name: 'confirm 特急',
    order: 'urgent',
    who: DECIDING,
    press: order('urgency.confirm'),
    change: ['+journal order.urgency', 'orders @: urgency_confirmed'],
    says: BY_DIRECTOR,
    states: {
      urgent_decided: /已确认为特急，无需重复办理/,
      waiting: /不是待确认的特急件/,
      closed: CLOSED,
      revoked: REVOKED,
    },
  },
  {
    name: 'let 特急 run as 加急',
    order: 'urgent',
    who: DECIDING,
    press: order('urgency.lower'),
    change: ['+journal order.urgency', 'orders @: urgency=urgent urgency_confirmed'],
    says: BY_DIRECTOR,
    states: { urgent_decided: /已确认为特急，无需重复办理/, waiting: /不是待确认的特急件/ },
  },
  {
    name: 'undo',
    order: 'undoing',
    who: 'head',
    typed: '/undo',
    change: [
      '+journal order.undone',
      'act @ personnel: undone_at',
      'assignment @ personnel: signed_at signed_by state=waiting',
    ],
    // Who issued it did something to it too, long ago.
    says: /没有可以撤销的操作。\n只能撤销本人 5 分钟内的上一步操作|已超过 5 分钟，未予撤销/,
    states: {
      undoing_late: /已超过 5 分钟，未予撤销/,
      undoing_changed: /此后又有新的办理情况，未予撤销/,
      waiting: /没有可以撤销的操作/,
    },
  },

  // --- drafts ---
  {
    name: 'confirm a draft',
    who: 'office_staff',
    press: draft('draft.confirm', 'draft_open'),
    change: [
      '+assignment # planning_finance',
      '+journal order.issued',
      '+orders #',
      'draft #: order state=issued',
      'serial_no: last',
    ],
    says: OWN_DRAFT,
  },
  {
    name: 'submit a draft to the leader',
    who: 'office_staff',
    press: (world) => ({ do: 'draft.submit', draft: world.ids.draft_open!, to: 'leader' }),
    change: ['+journal draft.submitted', 'draft: state=submitted submitted_to'],
    says: OWN_DRAFT,
  },
  {
    name: 'cancel a draft',
    who: 'office_staff',
    press: draft('draft.cancel', 'draft_open'),
    change: ['draft: state=cancelled'],
    says: OWN_DRAFT,
  },
  {
    name: 'take a submitted draft back',
    who: 'office_staff',
    press: draft('draft.withdraw', 'draft_leader'),
    change: ['+journal draft.withdrawn', 'draft: state=cancelled'],
    says: OWN_DRAFT,
  },
  {
    name: 'approve a draft that went to the leader',
    who: TOP,
    press: draft('draft.grant', 'draft_leader'),
    change: [
      '+assignment # planning_finance',
      '+journal order.issued',
      '+orders #',
      'draft #: decided_at decided_by order state=issued',
      'serial_no: last',
    ],
    says: FOR_LEADER,
  },
  {
    name: 'send back a draft that went to the leader',
    who: TOP,
    press: draft('draft.refuse', 'draft_leader'),
    fields: { reason: '暂缓' },
    change: ['+journal draft.refused', 'draft: decided_at decided_by state=refused'],
    says: FOR_LEADER,
  },
  {
    name: 'approve a draft that went to the director',
    who: DECIDING,
    press: draft('draft.grant', 'draft_director'),
    change: [
      '+assignment # planning_finance',
      '+journal order.issued',
      '+orders #',
      'draft #: decided_at decided_by order state=issued',
      'serial_no: last',
    ],
    says: /报请张明批复，由张明本人办理/,
  },
  {
    name: 'ask a leader about a matter',
    who: 'office_staff',
    press: draft('matter.submit', 'matter_open'),
    change: ['+journal matter.submitted', 'draft: state=submitted'],
    says: OWN_DRAFT,
  },
  {
    name: 'agree to a matter',
    who: 'group_leader',
    press: draft('matter.agree', 'matter'),
    change: ['+journal matter.decided', 'draft: decided_at decided_by state=issued'],
    says: FOR_LEADER,
  },
  {
    name: 'have a matter studied',
    who: 'group_leader',
    press: draft('matter.study', 'matter'),
    fields: { reason: '先摸底' },
    change: ['+journal matter.decided', 'draft: decided_at decided_by state=refused'],
    says: FOR_LEADER,
  },
  {
    name: 'keep an instruction as a record',
    who: RUNNING,
    press: instruction('instruction.keep'),
    change: ['+journal instruction.kept', 'draft: decided_at decided_by state=cancelled'],
    says: BY_OFFICE,
  },
  {
    name: 'urge by an instruction',
    order: 'signed',
    who: RUNNING,
    press: instruction('instruction.urge'),
    change: [
      '+journal instruction.urged',
      '2× +journal assignment.urged',
      '3× +urging @ basic_education',
      '3× +urging @ personnel',
      'assignment @ basic_education: urged',
      'assignment @ personnel: urged',
      'draft: decided_at decided_by state=cancelled',
    ],
    says: BY_OFFICE,
  },
  {
    name: 'make a 督办单 of an instruction',
    who: RUNNING,
    press: instruction('instruction.supervise'),
    fields: { due: '5个工作日内' },
    change: ['+draft'],
    says: BY_OFFICE,
  },

  // --- leave and cover ---
  {
    name: 'register 王强’s leave',
    who: `head ${OFFICE}`,
    typed: '/leave 王强 3月16日至18日 由谭松代办',
    nowhere: true,
    press: () => ({
      do: 'leave.take',
      person: 'wang-qiang',
      cover: 'tan-song',
      from: '2026-03-16',
      until: '2026-03-18',
    }),
    change: ['+journal leave.taken', '+leave standing', 'bureau: version'],
    says: /由本人登记，或由领导小组办公室代为登记|请假代办由科室、单位负责人/,
    passes: true,
  },
  {
    name: 'agree to a cover of another department',
    who: RUNNING,
    typed: '/leave 同意 刘畅',
    nowhere: true,
    press: leave('leave.agree', 'leave_asked'),
    change: ['+journal leave.agreed', 'bureau: version', 'leave: state=standing'],
    says: /由领导小组办公室提出/,
    passes: true,
  },
  {
    name: 'object to a cover',
    who: RUNNING,
    typed: '/leave 异议 顾文 期间有督查任务',
    nowhere: true,
    press: leave('leave.object', 'leave'),
    fields: { reason: '期间有督查任务' },
    change: [
      '+journal leave.objected',
      'bureau: version',
      'leave: ended_at ended_by listed_at reason state=objected',
    ],
    says: /由领导小组办公室提出/,
    passes: true,
  },
  {
    name: 'end 顾文’s leave',
    who: `liaison ${OFFICE}`,
    typed: '/leave 销假 顾文',
    nowhere: true,
    press: leave('leave.end', 'leave'),
    change: ['+journal leave.ended', 'bureau: version', 'leave: ended_at ended_by listed_at state=ended'],
    says: /由本人登记，或由领导小组办公室代为登记|请假代办由科室、单位负责人/,
    passes: true,
  },

  // --- looking ---
  {
    name: 'collect the answers',
    order: 'answered',
    who: RUNNING,
    typed: '/collect',
    change: ['+journal order.collected'],
    shows: /汇总/,
    says: BY_OFFICE,
    passes: true,
  },
  {
    name: 'print',
    order: 'answered',
    who: `${RUNNING} ${DEPARTMENT}`,
    typed: '/print',
    change: ['+journal order.printed'],
    shows: /将单独发送，可用/,
    says: /由领导小组办公室办理|由承办科室、单位/,
    passes: true,
  },
  {
    name: 'look at the history',
    order: 'answered',
    who: `${RUNNING} vice_group_leader in_charge other_in_charge ${DEPARTMENT}`,
    typed: '/history',
    change: [],
    shows: /履历/,
    says: /由领导小组办公室、局领导和承办科室、单位查阅/,
  },
  {
    name: 'export a list',
    who: WITH_POST,
    press: () => ({ do: 'list.export', state: 'open' }),
    change: [],
    shows: /表格将单独发送/,
    says: /名单/,
  },
  {
    name: 'read the sheet',
    who: `${LEADING} ${OFFICE}`,
    typed: '/sheet',
    nowhere: true,
    change: [],
    shows: /本周办理情况/,
    says: /供局领导和领导小组办公室查阅/,
  },
  {
    name: 'read the brief',
    who: LEADING,
    typed: '/brief',
    nowhere: true,
    change: [],
    shows: /办理日报/,
    says: /供局领导查阅/,
  },
  {
    name: 'ask why it is red',
    order: 'overdue',
    who: `${LEADING} ${OFFICE} ${DEPARTMENT}`,
    press: part('red.why'),
    change: [],
    shows: /情况说明已发送/,
    says: /由领导小组办公室、局领导和承办科室、单位查阅/,
  },
  {
    name: 'report on one order',
    order: 'overdue',
    who: WITH_POST,
    press: order('report.order'),
    change: [],
    shows: /〔2026〕1号/,
    says: /由领导小组办公室、局领导和承办科室、单位查阅/,
  },
  {
    name: 'have the office hurry',
    who: LEADING,
    press: () => ({ do: 'red.hurry', day: '2026-03-11' }),
    change: ['+journal office.hurried', '+slot'],
    says: /供局领导查阅/,
  },
]
