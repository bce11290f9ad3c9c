/**
 * The same deeds at the terminal (`say --as PERSON --reply-to #N …`): who may and who may not is decided by the same rules,
 * and the exit code says only that the words were heard.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lineOf, troubleOf } from './judge.ts'
import type { RoleName } from './people.ts'
import { DEEDS } from './table.ts'
import { makeWorld, type World } from './world.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
}, 120_000)
afterAll(() => world.close())

const ASKED: readonly RoleName[] = [
  'group_leader',
  'vice_group_leader',
  'office_director',
  'office_staff',
  'head',
  'other_head',
  'without_post',
]

const typed = DEEDS.filter((deed) => deed.typed !== undefined).map((deed) => ({ deed, name: deed.name }))

describe('at the terminal', () => {
  it('a button is pressed by its label, by whoever may', async () => {
    // The newest order with such a button is the planning and finance section's.
    const signed = await world.type('other_head', ['--in', 'group', '[签收]'])
    expect(signed.changes).toContain('+journal assignment.signed')
    const refused = await world.type('head', ['--in', 'group', '[签收]'])
    expect(refused.changes).toEqual([])
    expect(refused.told).toEqual([])
  })

  it.each(typed)('$name', async ({ deed }) => {
    const trouble: string[] = []
    for (const role of ASKED) {
      if (deed.otherwise?.split(' ').includes(role)) continue
      const line = lineOf(world, deed, deed.order ? 'thread' : 'alone', deed.order)
      const there = deed.order ? ['--reply-to', `#${world.orders[deed.order]!.no}`] : ['--in', 'group']
      const seen = await world.type(role, [...there, line])
      trouble.push(...troubleOf(world, deed, 'thread', role, seen).map((words) => `${role} ${words}`))
    }
    expect(trouble).toEqual([])
  })

  it('somebody whom the roster does not know is no speaker', async () => {
    await expect(world.type('stranger', ['--in', 'group', '/list'])).rejects.toThrow(
      '名单中没有 nobody-knows',
    )
  })
})
