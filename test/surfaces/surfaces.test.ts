/**
 * Every deed, tried by everybody, on every surface: by typed command in the leading group, under the order's message and
 * to the bot alone, and by its button, pressed by somebody to whom it was never shown. Who may changes exactly what the
 * table says; who may not changes nothing, tells nobody, and hears once and alone why, and what to do.
 */
import { appendFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ALL_ROLES, LEADERS, OUTSIDE, type RoleName } from './people.ts'
import { DEEDS, type Deed } from './table.ts'
import { makeWorld, type Seen, type Where, type World } from './world.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
}, 120_000)
afterAll(() => world.close())

type Surface = Where | 'press'

const surfacesOf = (deed: Deed): readonly Surface[] => [
  ...(deed.typed === undefined
    ? []
    : deed.nowhere
      ? (['group', 'alone'] as const)
      : (['group', 'thread', 'alone'] as const)),
  ...(deed.press ? (['press'] as const) : []),
]

/** The line as it is typed there. */
function lineOf(deed: Deed, surface: Where, order: string | undefined): string {
  const [name, ...rest] = deed.typed!.replace('TARGET', String(world.orders.target!.no)).split(' ')
  const number = order !== undefined && surface !== 'thread' ? `#${world.orders[order]!.no}` : ''
  // In a thread one number is enough, and a second one would be the order's own.
  if (deed.name === 'move an answer' && surface === 'thread')
    return [name, `#${world.orders[order!]!.no}`, ...rest].join(' ')
  return [name, number, ...rest].filter(Boolean).join(' ')
}

function attempt(deed: Deed, surface: Surface, role: RoleName, order = deed.order): Promise<Seen> {
  return surface === 'press'
    ? world.press(role, deed.press!(world, order ?? ''), deed.fields)
    : world.say(role, lineOf(deed, surface, order), surface, surface === 'thread' ? order : undefined)
}

function expected(deed: Deed, surface: Surface, role: RoleName): readonly string[] {
  const change = (surface === 'press' ? deed.pressed : undefined) ?? deed.change
  const more = deed.changeAs?.[role]
  return (more ? change.map((line) => more[line] ?? line) : change).toSorted()
}

/** The order it is about as `@`, every other as `#`; the same line several times as `3× line`. */
function told(changes: readonly string[], order: string | undefined): readonly string[] {
  const no = order === undefined ? '' : String(world.orders[order]!.no)
  const lines = changes
    .map((line) => line.replace(/^(\+?[a-z_]+ )(\d+|new)(?=[ :]|$)/, (_, table, n) => `${table}${n === no ? '@' : '#'}`))
    // Only what follows by itself: the last word, the next line of the ladder.
    .filter((line) => !line.endsWith(':'))
  return [...Map.groupBy(lines, (line) => line)]
    .map(([line, same]) => (same.length > 1 ? `${same.length}× ${line}` : line))
    .toSorted()
}

const OUTSIDE_WORDS = /现行名单中没有|没有在任职务|未登记|登记/
const PASSED = /^已转办公室办理/
const WISHED = 'order.wanted → >li-na'
const INSTRUCTED = 'leader.instruction → >li-na'

/** What is wrong with how somebody was turned away; nothing, if all is well. */
function troubleOfRefusal(seen: Seen, says: RegExp, mayTell: readonly string[] = []): string[] {
  const [reply] = seen.replies
  const words = reply?.text ?? ''
  return [
    ...(seen.errors.length > 0 ? [`failed: ${JSON.stringify(seen.errors).slice(0, 200)}`] : []),
    ...(seen.replies.length === 1 ? [] : [`${seen.replies.length} replies: ${words}`]),
    ...(seen.changes.length === 0 ? [] : [`changed: ${seen.changes.join(' | ')}`]),
    ...seen.told.filter((t) => !mayTell.includes(t)).map((t) => `told: ${t}`),
    ...seen.beside.map((b) => `said beside: ${b}`),
    ...(reply && !reply.alone ? [`said before everybody: ${words}`] : []),
    ...(says.test(words) ? [] : [`says: ${words}`]),
    ...(/[!！]/.test(words) || words.split('\n').length > 12 ? [`in such words: ${words}`] : []),
  ]
}

function troubleOfPassing(seen: Seen): string[] {
  const kept = ['+draft', '+journal office.instructed', '+journal order.instructed']
  return [
    ...(seen.errors.length > 0 ? ['failed'] : []),
    ...seen.changes.filter((c) => !kept.includes(c)).map((c) => `changed: ${c}`),
    ...(seen.told.join() === INSTRUCTED ? [] : [`told: ${seen.told.join()}`]),
    ...(seen.replies.length === 1 && PASSED.test(seen.replies[0]!.text) && seen.replies[0]!.alone
      ? []
      : [`says: ${seen.replies.map((r) => r.text).join(' / ')}`]),
  ]
}

function troubleOfDoing(seen: Seen, deed: Deed, change: readonly string[], order = deed.order): string[] {
  const got = told(seen.changes, order)
  const words = seen.replies.map((r) => r.text).join(' / ')
  return [
    ...(seen.errors.length > 0 ? [`failed: ${JSON.stringify(seen.errors).slice(0, 200)}`] : []),
    ...(seen.replies.length === 1 ? [] : [`${seen.replies.length} replies: ${words}`]),
    ...(JSON.stringify(got) === JSON.stringify(change.toSorted()) ? [] : [`changed: ${got.join(' | ')} :: ${words}`]),
    ...(deed.shows && !deed.shows.test(words) ? [`says: ${words}`] : []),
    // What only shows something tells nobody else.
    ...(change.length > 0 ? [] : seen.told.map((t) => `told: ${t}`)),
  ]
}

const cells = DEEDS.flatMap((deed) => surfacesOf(deed).map((surface) => ({ deed, name: deed.name, surface })))

describe('who may', () => {
  it.each(cells)('$name · $surface', async ({ deed, surface }) => {
    const who = deed.who.split(' ')
    const otherwise = surface === 'press' ? [] : (deed.otherwise ?? '').split(' ')
    const trouble: string[] = []
    for (const role of ALL_ROLES) {
      if (otherwise.includes(role)) continue
      const seen = await attempt(deed, surface, role)
      const found = who.includes(role)
        ? troubleOfDoing(seen, deed, expected(deed, surface, role))
        : OUTSIDE.includes(role)
          ? troubleOfRefusal(seen, OUTSIDE_WORDS)
          : deed.passes && surface !== 'press' && LEADERS.includes(role)
            ? troubleOfPassing(seen)
            : troubleOfRefusal(seen, deed.says, deed.name === 'assign' ? [WISHED] : [])
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
    const seen = await attempt(deed, surface, role, state)
    const trouble =
      verdict === 'may'
        ? troubleOfDoing(seen, deed, deed.changeIn?.[state] ?? expected(deed, surface, role), state)
        : verdict === 'nothing'
          ? troubleOfDoing(seen, deed, [], state)
          : troubleOfRefusal(seen, verdict)
    if (process.env.DUMP) appendFileSync(process.env.DUMP, `${deed.name} · state ${state} ${surface}\n${trouble.map((t)=>`    ${role} ${t}\n`).join('')}`)
    expect(trouble).toEqual([])
  })
})
