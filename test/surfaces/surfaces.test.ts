/**
 * Every deed, tried by everybody, on every surface: by typed command in the leading group, under the order's message and
 * to the bot alone, and by its button, pressed by somebody to whom it was never shown. Who may changes exactly what the
 * table says; who may not changes nothing, tells nobody, and hears once and alone why, and what to do.
 */
import { appendFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { attempt, expected, surfacesOf, troubleOf, troubleOfDoing, troubleOfRefusal } from './judge.ts'
import { ALL_ROLES, type RoleName } from './people.ts'
import { DEEDS, type Deed } from './table.ts'
import { makeWorld, type World } from './world.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
}, 120_000)
afterAll(() => world.close())

const cells = DEEDS.flatMap((deed) => surfacesOf(deed).map((surface) => ({ deed, name: deed.name, surface })))

/**
 * Everybody under the order's message and by its button. In the group and alone the same words take the same way but for the
 * address: there every other person, so that each is tried in one of the two.
 */
function rolesAt(deed: Deed, surface: string): readonly RoleName[] {
  if (surface === 'thread' || surface === 'press') return ALL_ROLES
  const half = (DEEDS.indexOf(deed) + (surface === 'group' ? 0 : 1)) % 2
  return ALL_ROLES.filter((_, i) => i % 2 === half)
}

describe('who may', () => {
  it.each(cells)('$name · $surface', async ({ deed, surface }) => {
    const otherwise = surface === 'press' ? [] : (deed.otherwise ?? '').split(' ')
    const trouble: string[] = []
    for (const role of rolesAt(deed, surface)) {
      if (otherwise.includes(role)) continue
      const found = troubleOf(world, deed, surface, role, await attempt(world, deed, surface, role))
      trouble.push(...found.map((words) => `${role} ${words}`))
    }
    if (process.env.DUMP)
      appendFileSync(
        process.env.DUMP,
        `${deed.name} · ${surface}\n${trouble.map((t) => `    ${t}\n`).join('')}`,
      )
    expect(trouble).toEqual([])
  })
})

/** Who tries it in every state: a member of the office's staff where staff may, else whoever comes first. */
const trier = (deed: Deed) => {
  const who = deed.who.split(' ') as RoleName[]
  return who.includes('office_staff') ? 'office_staff' : who[0]!
}

const states = DEEDS.flatMap((deed) =>
  Object.entries(deed.states ?? {}).flatMap(([state, verdict]) =>
    surfacesOf(deed)
      .filter((surface) => surface === 'thread' || surface === 'press')
      .map((surface) => ({ deed, name: deed.name, state, verdict, surface })),
  ),
)

describe('in which state', () => {
  it.each(states)('$name · $state · $surface', async ({ deed, state, verdict, surface }) => {
    const role = trier(deed)
    const seen = await attempt(world, deed, surface, role, state)
    const trouble =
      verdict === 'may'
        ? troubleOfDoing(world, seen, deed, deed.changeIn?.[state] ?? expected(deed, surface, role), state)
        : verdict === 'nothing'
          ? troubleOfDoing(world, seen, deed, [], state)
          : troubleOfRefusal(seen, verdict)
    if (process.env.DUMP)
      appendFileSync(
        process.env.DUMP,
        `${deed.name} · state ${state} ${surface}\n${trouble.map((t) => `    ${role} ${t}\n`).join('')}`,
      )
    expect(trouble).toEqual([])
  })
})
