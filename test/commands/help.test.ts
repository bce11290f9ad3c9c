import { expect, it } from 'vitest'
import { GROUPS } from '../../commands/help.ts'
import { commands } from '../../commands/index.ts'

it('shows every command in exactly one group of the help', () => {
  const grouped = GROUPS.flatMap(([, names]) => names)
  expect([...grouped].sort()).toEqual(commands.commands.map((c) => c.name).sort())
})

it('fits one screen, whoever asks', () => {
  // A title, a line for each group, a hint, and how to ask on.
  expect(1 + GROUPS.length + 2).toBeLessThanOrEqual(12)
})
