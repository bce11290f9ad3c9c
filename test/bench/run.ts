/** `npm run bench` runs them all; `npm run bench -- event start` those that are named. */
const BENCHES: Readonly<Record<string, () => Promise<void>>> = {
  event: async () => (await import('./event.ts')).event(),
  sweep: async () => (await import('./sweep.ts')).sweep(),
  start: async () => (await import('./start.ts')).start(),
  clock: async () => (await import('./clock.ts')).clock(),
}

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !(name in BENCHES))
if (unknown.length > 0) {
  console.error(`no bench called ${unknown.join(', ')}: there are ${Object.keys(BENCHES).join(', ')}`)
  process.exitCode = 2
} else {
  for (const name of wanted.length > 0 ? wanted : Object.keys(BENCHES)) await BENCHES[name]!()
}
