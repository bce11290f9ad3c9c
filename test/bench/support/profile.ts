/** `node test/bench/support/profile.ts FILE.cpuprofile`: where the time of a profiled server went, from its first event on. */
import { readFileSync } from 'node:fs'

interface Node {
  readonly id: number
  readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number }
  readonly children?: readonly number[]
}
const { nodes, samples, timeDeltas } = JSON.parse(readFileSync(process.argv[2]!, 'utf8')) as {
  nodes: readonly Node[]
  samples: readonly number[]
  timeDeltas: readonly number[]
}
const byId = new Map(nodes.map((n) => [n.id, n]))
const parent = new Map(nodes.flatMap((n) => (n.children ?? []).map((c) => [c, n.id] as const)))
const name = ({ callFrame: { functionName, url, lineNumber } }: Node) =>
  `${functionName || '(anonymous)'} ${url.split('/').slice(-3).join('/')}:${lineNumber + 1}`
/** `drizzle-orm`, `src/chat`, `node:net`: whose code it is. */
const home = ({ callFrame: { functionName, url } }: Node) =>
  /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1] ??
  /\/((?:src|commands)\/[^/]+)/.exec(url)?.[1] ??
  (url.startsWith('node:') ? url.split('/').slice(0, 2).join('/') : functionName || url)
const self = new Map<string, number>()
const homes = new Map<string, number>()
const total = new Map<string, number>()
let all = 0
const handles = new Set(
  nodes
    .filter((n) => n.callFrame.url.endsWith('/src/http/hooks.ts') && n.callFrame.lineNumber > 40)
    .map((n) => n.id),
)
const first = samples.findIndex((id) => handles.has(id))
samples.forEach((id, i) => {
  if (i < first) return
  const ms = (timeDeltas[i] ?? 0) / 1000
  const node = byId.get(id)!
  if (node.callFrame.functionName === '(idle)') return
  all += ms
  homes.set(home(node), (homes.get(home(node)) ?? 0) + ms)
  self.set(name(node), (self.get(name(node)) ?? 0) + ms)
  const seen = new Set<string>()
  for (let at: number | undefined = id; at !== undefined; at = parent.get(at)) {
    const one = name(byId.get(at)!)
    if (!seen.has(one)) total.set(one, (total.get(one) ?? 0) + ms)
    seen.add(one)
  }
})
for (const [title, times] of [
  ['by whose code', homes],
  ['self', self],
  ['with what it calls', total],
] as const) {
  console.log(`\n${title}, of ${all.toFixed(0)} ms busy`)
  for (const [one, ms] of [...times].sort((a, b) => b[1] - a[1]).slice(0, Number(process.argv[3] ?? 35)))
    console.log(`${((ms / all) * 100).toFixed(1).padStart(6)}%  ${one}`)
}
