/** The practice bureau with one person for every kind of role that a deed is tried by, and how that role is called. */
import type { BureauFile } from '../../src/services/bureau/bureau-file.ts'
import { practice } from '../support/bureau.ts'

/** Role → person. The orders of these tests are the personnel section's, beside the basic education section's part. */
export const ROLES = {
  principal_leader: 'zhao-jianguo',
  group_leader: 'qian-weidong',
  vice_group_leader: 'fu-qiang',
  in_charge: 'sun-li',
  other_in_charge: 'he-zhiyuan',
  office_director: 'zhang-ming',
  deputy_office_director: 'luo-jing',
  office_staff: 'li-na',
  other_staff: 'meng-yao',
  administrator: 'shi-lei',
  head: 'wang-qiang',
  deputy_head: 'li-ming',
  liaison: 'gu-wen',
  handler: 'ma-li',
  /** Covers for the liaison, whose leave runs now. */
  cover: 'xie-an',
  /** Covered for the deputy head, whose leave is over since yesterday. */
  late_cover: 'bian-jun',
  /** 指定经办 of the part, without a post of the department. */
  named_handler: 'kang-le',
  member: 'tan-song',
  other_head: 'liu-chang',
  other_deputy: 'song-pingchuan',
  other_liaison: 'lin-bo',
  other_handler: 'dong-mei',
  /** Was a head until 2024. */
  without_post: 'cui-ying',
  stranger: 'nobody-knows',
} as const

export type RoleName = keyof typeof ROLES
export const ALL_ROLES = Object.keys(ROLES) as RoleName[]

export const LEADERS: readonly RoleName[] = [
  'principal_leader',
  'group_leader',
  'vice_group_leader',
  'in_charge',
  'other_in_charge',
]

/** Those who have no place in the bureau that day. */
export const OUTSIDE: readonly RoleName[] = ['without_post', 'stranger']

const ADDED = [
  ['fu-qiang', '傅强', 'office', 'vice_group_leader'],
  ['gu-wen', '顾文', 'personnel', 'liaison'],
  ['ma-li', '马莉', 'personnel', 'handler'],
  ['xie-an', '谢安', 'personnel', 'member'],
  ['bian-jun', '卞军', 'personnel', 'member'],
  ['kang-le', '康乐', 'personnel', 'member'],
  ['tan-song', '谭松', 'personnel', 'member'],
] as const

/** Orders are issued without a preview; a preview is shown where one is asked for (报组长审定). */
export const bureauFile: BureauFile = {
  ...practice,
  people: [
    ...practice.people,
    ...ADDED.map(([code, name, department]) => ({ code, name, department, accounts: { web: code } })),
  ],
  posts: [
    // One leader, one role: the vice group leader is somebody else than whoever is in charge of departments.
    ...practice.posts.filter((p) => p.post !== 'vice_group_leader'),
    ...ADDED.map(([person, , department, post]) => ({
      person,
      post,
      department,
      from: '2026-01-01' as never,
      document: '示教办〔2026〕1号',
    })),
  ],
  settings: { ...practice.settings, confirm: false },
}
