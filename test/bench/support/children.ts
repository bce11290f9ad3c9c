/** Server processes under measurement: started as `npm start` starts them, with what they wrote when they fail. */
import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'

export interface Child {
  readonly url: string
  readonly pid: number
  /** From the process's start to its first word that it is ready. */
  readonly readyMs: number
  /** Processor time spent so far, milliseconds; it knows less of what else the machine does than a clock on the wall. */
  cpuMs(): number
  /** Resident memory, MB: now, and the most it ever was. */
  memory(): { now: number; peak: number }
  stop(signal?: NodeJS.Signals): Promise<void>
}

export const ROOT = new URL('../../..', import.meta.url).pathname

/** The flags `npm start` gives to node; FLAGS tries others. */
export function startFlags(): string[] {
  if (process.env.FLAGS !== undefined) return process.env.FLAGS.split(' ').filter((flag) => flag !== '')
  const { scripts } = JSON.parse(readFileSync(`${ROOT}/package.json`, 'utf8')) as {
    scripts: { start: string }
  }
  const words = scripts.start.split(' ')
  return words.slice(words.indexOf('node') + 1, -1)
}

/** @param ready finds the address in what the process prints when it is ready */
export async function startChild(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  ready = /(http:\/\/127\.0\.0\.1:\d+)/,
): Promise<Child> {
  const said: string[] = []
  const startedAt = performance.now()
  const { PATH = '', HOME = '' } = process.env
  const child: ChildProcess = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { PATH, HOME, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const url = await new Promise<string>((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      said.push(chunk.toString())
      if (said.length > 500) said.splice(0, 250)
      const found = ready.exec(said.join(''))
      if (found) resolve(found[1]!)
    }
    child.stdout!.on('data', hear)
    child.stderr!.on('data', hear)
    child.once('exit', (code) => reject(new Error(`${args.join(' ')} ended with ${code}:\n${said.join('')}`)))
  })
  const readyMs = performance.now() - startedAt
  // What it says from now on is trouble: it belongs in front of whoever measures.
  child.stderr!.on('data', (chunk: Buffer) => process.stderr.write(chunk))
  const pid = child.pid!
  return {
    url,
    pid,
    readyMs,
    cpuMs() {
      // User and system time, in ticks of 10 ms, after the name in brackets.
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')
      return (Number(fields[11]) + Number(fields[12])) * 10
    },
    memory() {
      const status = readFileSync(`/proc/${pid}/status`, 'utf8')
      const mb = (name: string) =>
        Math.round(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) / 1024)
      return { now: mb('VmRSS'), peak: mb('VmHWM') }
    },
    async stop(signal = 'SIGTERM') {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal)
      await gone
    },
  }
}

/** Runs a terminal verb to its end. */
export async function runVerb(args: readonly string[], env: Readonly<Record<string, string>>): Promise<void> {
  const { PATH = '', HOME = '' } = process.env
  const child = spawn(process.execPath, ['src/cli.ts', ...args], {
    cwd: ROOT,
    env: { PATH, HOME, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const code = await new Promise((resolve) => child.once('exit', resolve))
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}`)
}
