/**
 * The data folder belongs to one process. `serve` holds it and listens on a control socket; terminal verbs go through
 * that socket while it runs, and open the folder themselves only when it does not.
 */
import { createHash } from 'node:crypto'
import { mkdir, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { connect, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Held {
  /** Answers verbs that other processes ask for. */
  serve(answer: (request: string) => Promise<string>): Promise<void>
  release(): Promise<void>
}

export class FolderHeld extends Error {
  override readonly name = 'FolderHeld'
}

/** A socket's path may be 107 bytes long; a deep folder gets a place of its own. */
async function socketPath(folder: string): Promise<string> {
  const path = join(await realpath(folder), 'control.sock')
  if (Buffer.byteLength(path) < 100) return path
  return join(tmpdir(), `duban-${createHash('sha256').update(path).digest('hex').slice(0, 16)}.sock`)
}

/** @throws FolderHeld when another process has it */
export async function holdFolder(folder: string): Promise<Held> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const lock = join(folder, 'lock')
  const mine = `${process.pid} ${await startOf(process.pid)}\n`
  for (let attempt = 0; ; attempt++) {
    try {
      await writeFile(lock, mine, { flag: 'wx' })
      // Two that found the same dead holder's lock may both have taken it away: the one whose words stand has it.
      await new Promise((resolve) => setTimeout(resolve, attempt === 0 ? 0 : 100))
      if ((await readFile(lock, 'utf8').catch(() => '')) !== mine) throw new FolderHeld(folder)
      break
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      if (attempt > 2 || (await isAlive(folder, lock))) throw new FolderHeld(folder)
      await rm(lock, { force: true })
    }
  }
  let server: Server | undefined
  return {
    async serve(answer) {
      const path = await socketPath(folder)
      await rm(path, { force: true })
      server = createServer({ allowHalfOpen: true }, (socket) => {
        const chunks: Buffer[] = []
        socket.on('data', (chunk) => chunks.push(chunk))
        socket.on('error', () => {})
        socket.on('end', () => {
          answer(Buffer.concat(chunks).toString('utf8')).then(
            (text) => socket.end(text),
            () => socket.destroy(),
          )
        })
      })
      await new Promise<void>((resolve, reject) => {
        server!.once('error', reject)
        server!.listen(path, resolve)
      })
      server.unref()
    },
    async release() {
      await new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve()))
      await rm(await socketPath(folder), { force: true })
      await rm(lock, { force: true })
    },
  }
}

/** Asks the process that holds the folder; `undefined` when none does. */
export async function askHolder(folder: string, request: string): Promise<string | undefined> {
  let path: string
  try {
    path = await socketPath(folder)
  } catch {
    return undefined
  }
  return new Promise((resolve, reject) => {
    const socket = connect({ path, allowHalfOpen: true })
    const chunks: Buffer[] = []
    socket.on('connect', () => socket.end(request))
    socket.on('data', (chunk) => chunks.push(chunk))
    socket.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')))
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'ECONNREFUSED') resolve(undefined)
      else reject(error)
    })
  })
}

/** A lock is alive while its process is, or while somebody answers at the socket. */
async function isAlive(folder: string, lock: string): Promise<boolean> {
  const [pid, start] = (await readFile(lock, 'utf8').catch(() => '')).trim().split(' ')
  const id = Number(pid)
  if (Number.isInteger(id) && id > 0 && id !== process.pid && exists(id)) {
    // After a restart of the machine or the container the number may be somebody else's.
    if (!start || start === '?' || start === (await startOf(id))) return true
  }
  return (await askHolder(folder, '{"verb":"ping"}').catch(() => undefined)) !== undefined
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** When a process began, in the kernel's own count; `?` where that is not to be had. */
async function startOf(pid: number): Promise<string> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '?'
  } catch {
    return '?'
  }
}
