/** What in a bureau is worth a look, though it is in the way of nothing. */
import type { Post } from '../../domain/roster.ts'
import type { Day } from '../../domain/time.ts'

/** Names that would lead to two departments: allowed, and asked about whenever they are said. */
export function sharedNames(departments: readonly { name: string; aliases: readonly string[] }[]): string[] {
  const by = new Map<string, string[]>()
  for (const d of departments) {
    for (const name of new Set([d.name, ...d.aliases])) by.set(name, [...(by.get(name) ?? []), d.name])
  }
  return [...by]
    .filter(([, names]) => names.length > 1)
    .map(([name, names]) => `“${name}”同时指${names.join('、')}；说到时将请发言人选定`)
}

type Held = { person: string; post: string; department: string; fromOn: string; untilOn: string | null }

/** Heads are members of the leading group; a department without a head has nobody who stands for it. */
export function warnOfHeads(
  posts: readonly Held[],
  nameOf: (person: string) => string,
  departments: readonly { code: string; name: string }[],
  today: Day,
): string[] {
  const found: string[] = []
  const isHead = (x: Held) => x.post === ('department_head' satisfies Post)
  for (const x of posts) {
    if (
      x.post === ('member' satisfies Post) &&
      posts.some((y) => isHead(y) && y.person === x.person && overlap(x, y))
    ) {
      found.push(`${nameOf(x.person)}是科室负责人，已是成员单位代表，不必另列“成员”`)
    }
  }
  for (const d of departments) {
    if (!posts.some((x) => isHead(x) && x.department === d.code && (x.untilOn ?? LAST) >= today)) {
      found.push(`${d.name}没有现任负责人；该科室的交办单将无人收到提醒`)
    }
  }
  return found
}

const LAST = '9999-12-31'

function overlap(x: Held, y: Held): boolean {
  const last = (h: Held) => h.untilOn ?? LAST
  return x.fromOn <= last(y) && y.fromOn <= last(x)
}
