/**
 * Every deed, tried by everybody, on every surface: by typed command in the leading group, under the order's message and
 * to the bot alone, and by its button, pressed by somebody to whom it was never shown. Who may changes exactly what the
 * table says; who may not changes nothing, tells nobody, and hears once and alone why, and what to do.
 */
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

/** Who tries it everywhere: a member of the office's staff where staff may, else whoever comes first. */
const trier = (deed: Deed) => {
  const who = deed.who.split(' ') as RoleName[]
  return who.includes('office_staff') ? 'office_staff' : who[0]!
}

/**
 * Everybody under the order's message and by its button. In the group and alone the same words take the same way but for the
 * address: there every eighth person, other ones for each deed, and somebody who may.
 */
function rolesAt(deed: Deed, surface: string): readonly RoleName[] {
  if (surface === 'thread' || surface === 'press') return ALL_ROLES
  const turn = DEEDS.indexOf(deed) + (surface === 'group' ? 0 : 2)
  return ALL_ROLES.filter((role, i) => i % 8 === turn % 8 || role === trier(deed))
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
    expect(trouble).toEqual([])
  })
})

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
    expect(trouble).toEqual([])
  })
})
