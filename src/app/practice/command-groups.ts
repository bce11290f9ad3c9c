/** The commands as the practice room lays them out: by what one wants to do. */
import type { AnyCommand } from '../../chat/command.ts'

const GROUPS: Readonly<Record<string, readonly string[]>> = {
  下发与督办: ['assign', 'split', 'urge', 'release', 'revoke', 'reopen', 'excuse'],
  反馈与申请: ['sign', 'reply', 'extend', 'reroute', 'ask', 'hand', 'leave'],
  审核与更正: ['accept', 'return', 'respond', 'undo', 'correct', 'move'],
  汇总与报表: ['collect', 'print', 'sheet', 'brief'],
  查询: ['list', 'mine', 'show', 'why', 'history', 'board'],
}
const OTHER = '名单与帮助'
const NAMES = [...Object.keys(GROUPS), OTHER]

export function groupOf(name: string): string {
  return Object.entries(GROUPS).find(([, names]) => names.includes(name))?.[0] ?? OTHER
}

/** Group after group; within one as the group names them. */
export function inGroups(commands: readonly AnyCommand[]): readonly AnyCommand[] {
  const rank = ({ name }: AnyCommand) => {
    const group = groupOf(name)
    return NAMES.indexOf(group) * 100 + (GROUPS[group]?.indexOf(name) ?? 0)
  }
  return commands.toSorted((a, b) => rank(a) - rank(b))
}
