/** The commands as the practice room lays them out: in the groups of the help. */
import { GROUPS } from '../../../commands/help.ts'
import type { AnyCommand } from '../../chat/command.ts'

const NAMES = GROUPS.flatMap(([, names]) => names)

export function groupOf(name: string): string {
  return GROUPS.find(([, names]) => names.includes(name))?.[0] ?? ''
}

/** Group after group; within one as the group names them. */
export function inGroups(commands: readonly AnyCommand[]): readonly AnyCommand[] {
  return commands.toSorted((a, b) => NAMES.indexOf(a.name) - NAMES.indexOf(b.name))
}
