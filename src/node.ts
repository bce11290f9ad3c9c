/** The long-running entry: listens, delivers, and lets pg-boss call `tick` each minute. */
import { enableCompileCache } from 'node:module'

// Compiled code beside the packages it is made from: the next start is faster and smaller.
enableCompileCache(new URL('../node_modules/.cache/compiled', import.meta.url).pathname)
const { run } = await import('./cli.ts')

process.exitCode = await run(['serve'], {
  print: (value) =>
    void process.stdout.write(typeof value === 'string' ? value : `${JSON.stringify(value)}\n`),
  complain: (words) => void process.stderr.write(`${words}\n`),
})
