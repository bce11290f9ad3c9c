/** How a deed is tried on each surface, and what is wrong with what came of it. */
import { LEADERS, OUTSIDE, type RoleName } from './people.ts'
import type { Deed } from './table.ts'
import type { Seen, Where, World } from './world.ts'

export type Surface = Where | 'press'

export const surfacesOf = (deed: Deed): readonly Surface[] => [
  ...(deed.typed === undefined
    ? []
    : deed.nowhere
      ? (['group', 'alone'] as const)
      : (['group', 'thread', 'alone'] as const)),
  ...(deed.press ? (['press'] as const) : []),
]

/** The line as it is typed there. */
export function lineOf(world: World, deed: Deed, surface: Where, order: string | undefined): string {
  const [name, ...rest] = deed.typed!.replace('TARGET', String(world.orders.target!.no)).split(' ')
  const number = order !== undefined && surface !== 'thread' ? `#${world.orders[order]!.no}` : ''
  // In a thread one number is enough, and a second one would be the order's own.
  if (deed.name === 'move an answer' && surface === 'thread')
    return [name, `#${world.orders[order!]!.no}`, ...rest].join(' ')
  return [name, number, ...rest].filter(Boolean).join(' ')
}

export function attempt(
  world: World,
  deed: Deed,
  surface: Surface,
  role: RoleName,
  order = deed.order,
): Promise<Seen> {
  return surface === 'press'
    ? world.press(role, deed.press!(world, order ?? ''), deed.fields)
    : world.say(role, lineOf(world, deed, surface, order), surface, surface === 'thread' ? order : undefined)
}

export function expected(deed: Deed, surface: Surface, role: RoleName): readonly string[] {
  const change = (surface === 'press' ? deed.pressed : undefined) ?? deed.change
  const more = deed.changeAs?.[role]
  return (more ? change.map((line) => more[line] ?? line) : change).toSorted()
}

/** The order it is about as `@`, every other as `#`; the same line several times as `3× line`. */
function told(world: World, changes: readonly string[], order: string | undefined): readonly string[] {
  const no = order === undefined ? '' : String(world.orders[order]!.no)
  const lines = changes
    .map((line) =>
      line.replace(/^(\+?[a-z_]+ )(\d+|new)(?=[ :]|$)/, (_, table, n) => `${table}${n === no ? '@' : '#'}`),
    )
    // What follows by itself: the last word, the next line of the ladder, what may be undone.
    .filter((line) => !line.endsWith(':') && !line.startsWith('+act '))
  return [...Map.groupBy(lines, (line) => line)]
    .map(([line, same]) => (same.length > 1 ? `${same.length}× ${line}` : line))
    .toSorted()
}

export const OUTSIDE_WORDS = /现行名单中没有|没有在任职务|未登记|登记/
const PASSED = /^已转办公室办理/
export const WISHED = 'order.wanted → >li-na'
/** Whoever looks after the order: its issuer, or the director where the kind is the director's. */
const INSTRUCTED = /^leader\.instruction → >(?:li-na|zhang-ming)$/

/** What is wrong with how somebody was turned away; nothing, if all is well. */
export function troubleOfRefusal(seen: Seen, says: RegExp, mayTell: readonly string[] = []): string[] {
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

export function troubleOfPassing(seen: Seen): string[] {
  const kept = ['+draft', '+journal office.instructed', '+journal order.instructed']
  return [
    ...(seen.errors.length > 0 ? ['failed'] : []),
    ...seen.changes.filter((c) => !kept.includes(c)).map((c) => `changed: ${c}`),
    ...(INSTRUCTED.test(seen.told.join()) ? [] : [`told: ${seen.told.join()}`]),
    ...(seen.replies.length === 1 && PASSED.test(seen.replies[0]!.text) && seen.replies[0]!.alone
      ? []
      : [`says: ${seen.replies.map((r) => r.text).join(' / ')}`]),
  ]
}

export function troubleOfDoing(
  world: World,
  seen: Seen,
  deed: Deed,
  change: readonly string[],
  order = deed.order,
): string[] {
  const got = told(world, seen.changes, order)
  const words = seen.replies.map((r) => r.text).join(' / ')
  return [
    ...(seen.errors.length > 0 ? [`failed: ${JSON.stringify(seen.errors).slice(0, 200)}`] : []),
    ...(seen.replies.length === 1 ? [] : [`${seen.replies.length} replies: ${words}`]),
    ...(JSON.stringify(got) === JSON.stringify(change.toSorted())
      ? []
      : [`changed: ${got.join(' | ')} :: ${words}`]),
    ...(deed.shows && !deed.shows.test(words) ? [`says: ${words}`] : []),
    // What only shows something tells nobody else.
    ...(change.length > 0 ? [] : seen.told.map((t) => `told: ${t}`)),
  ]
}

/** What is wrong with what came of somebody's trying a deed who may or may not. */
export function troubleOf(world: World, deed: Deed, surface: Surface, role: RoleName, seen: Seen): string[] {
  if (deed.who.split(' ').includes(role))
    return troubleOfDoing(world, seen, deed, expected(deed, surface, role))
  if (OUTSIDE.includes(role)) return troubleOfRefusal(seen, OUTSIDE_WORDS)
  return deed.passes && surface !== 'press' && LEADERS.includes(role)
    ? troubleOfPassing(seen)
    : troubleOfRefusal(seen, deed.says, deed.name === 'assign' ? [WISHED] : [])
}
