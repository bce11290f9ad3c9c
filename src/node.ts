/** The long-running entry: listens, delivers, and lets pg-boss call `tick` each minute. */
import { run } from './cli.ts'

process.exitCode = await run(['serve'], {
  print: (value) => void process.stdout.write(typeof value === 'string' ? value : `${JSON.stringify(value)}\n`),
  complain: (words) => void process.stderr.write(`${words}\n`),
})
