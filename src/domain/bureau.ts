/** Whose bot this is, as of one moment: names, settings, roster, chats, accounts, calendar. */
import type { StaffSettings } from './authority.ts'
import type { Calendar } from './calendar.ts'
import type { Roster } from './roster.ts'

/** Where a bureau may chat; `web` is the practice room. */
export const PLATFORMS = ['web', 'feishu', 'dingtalk', 'wecom', 'wechat'] as const

export interface BureauSettings {
  /** Show a preview before issue. A free sentence is always confirmed. */
  readonly confirm: boolean
  /** What office staff may do alone; all on unless switched off. */
  readonly staff: StaffSettings
  /** Working days after receipt in which a department may ask for another one (申请改派); 1 where nothing is set. */
  readonly rerouteWorkdays?: number
  /** The director presses 确认下发 of what staff drafted; else staff issue alone. */
  readonly directorConfirms?: boolean
}

export const DEFAULT_SETTINGS: BureauSettings = { confirm: true, staff: {} }

export interface BoundChat {
  readonly platform: string
  readonly id: string
  readonly title: string
  readonly kind: 'group' | 'department' | 'leaders'
  readonly department?: string
}

export interface Account {
  readonly platform: string
  readonly account: string
  readonly person: string
}

export interface Bureau {
  readonly name: string
  /** 政务公开领导小组 */
  readonly group: string
  readonly settings: BureauSettings
  readonly roster: Roster
  readonly chats: readonly BoundChat[]
  readonly accounts: readonly Account[]
  readonly calendar: Calendar
  readonly version: number
}

export function chatOf(bureau: Bureau, platform: string, id: string): BoundChat | undefined {
  return bureau.chats.find((c) => c.platform === platform && c.id === id)
}

/** Where an order given outside a group chat lives: the first group of that platform, else the first of any. */
export function firstGroup(bureau: Bureau, platform: string): BoundChat | undefined {
  const groups = bureau.chats.filter((c) => c.kind === 'group')
  return groups.find((c) => c.platform === platform) ?? groups[0]
}

export function personOfAccount(bureau: Bureau, platform: string, account: string): string | undefined {
  return bureau.accounts.find((a) => a.platform === platform && a.account === account)?.person
}

/** The account through which a person is reached: on the platform asked for, else their first. */
export function accountOf(bureau: Bureau, person: string, platform?: string): Account | undefined {
  const own = bureau.accounts.filter((a) => a.person === person)
  return own.find((a) => a.platform === platform) ?? own[0]
}

/** Personal WeChat is never told of a restricted matter (限定知悉). */
export function mayCarryRestricted(platform: string): boolean {
  return platform !== 'wechat'
}

/** The account through which a person is told of a restricted matter; `undefined` where there is none. */
export function closeAccountOf(bureau: Bureau, person: string, platform?: string): Account | undefined {
  const accounts = bureau.accounts.filter((a) => mayCarryRestricted(a.platform))
  return accountOf({ ...bureau, accounts }, person, platform)
}
