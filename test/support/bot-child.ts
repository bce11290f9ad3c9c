/**
 * The real bot in a process of its own, taking orders from a test over IPC: among them, to be killed (SIGKILL) just before
 * its n-th write to the database, to the platform, or back to whoever pushed an event. Between two writes nothing changes that can be
 * seen from outside, so these are all the moments at which a kill can make a difference.
 */

import type { AddressInfo } from 'node:net'
import { Socket } from 'node:net'
import { PGlite } from '@electric-sql/pglite'
import { serve } from '@hono/node-server'
import { createLog } from '../../src/app/log.ts'
import { createApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import type { Moment } from '../../src/domain/time.ts'
import { parseBureauFile } from '../../src/services/bureau/bureau-file.ts'
import { loadBureau } from '../../src/services/bureau/load-bureau.ts'
import { bureauVersion } from '../../src/store/bureau.ts'
import { readMigrations } from '../../src/store/migrations-folder.ts'
import type { ChildOptions, Order } from './bot.ts'

const options = JSON.parse(process.argv[2] ?? '{}') as ChildOptions

/** Writes left until the end; `undefined`: lives on. */
let left: number | undefined
let writes = 0
function beforeWrite(): void {
  writes++
  if (left === undefined) return
  if (left === 0) process.kill(process.pid, 'SIGKILL')
  left--
}

/** Statements by name, as the database was told of them. */
const statements = new Map<string, string>()
const reads = (sql: string) => /^\s*(select|show)\b/i.test(sql) && !/for update/i.test(sql)

/** Whether this part of a conversation with the database may change something there. */
function changes(bytes: Uint8Array): boolean {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let found = false
  for (let at = 0; at + 5 <= text.length; ) {
    const kind = String.fromCharCode(text[at]!)
    const end = at + 1 + text.readInt32BE(at + 1)
    const words = text.toString('latin1', at + 5, end).split('\0')
    if (kind === 'P') statements.set(words[0]!, words[1]!)
    if (kind === 'Q' && !reads(words[0]!)) found = true
    if (kind === 'B' && !reads(statements.get(words[1]!) ?? '')) found = true
    if (end <= at) break
    at = end
  }
  return found
}

let ownPort = 0
const write = Socket.prototype.write
Socket.prototype.write = function counted(this: Socket, ...args: unknown[]) {
  const [chunk] = args
  if (this.remotePort === options.databasePort) {
    if (chunk instanceof Uint8Array && changes(chunk)) beforeWrite()
  } else if (this.remotePort === options.platformPort || (ownPort > 0 && this.localPort === ownPort))
    beforeWrite()
  return Reflect.apply(write, this, args)
} as typeof write
const raw = PGlite.prototype.execProtocolRaw
PGlite.prototype.execProtocolRaw = function counted(...args) {
  if (changes(args[0])) beforeWrite()
  return Reflect.apply(raw, this, args)
}

let offsetMs = options.offsetMs
const machineNow = () => Date.now() + offsetMs
const config = readConfig(process.env)
const app = await createApp({
  config,
  migrations: await readMigrations(new URL('../../migrations', import.meta.url).pathname),
  log: createLog(),
  machineNow,
  hasRealFolder: true,
})
const office = app.real!
if (options.bureau && (await bureauVersion(office.database.db)) === undefined) {
  const file = parseBureauFile(options.bureau)
  await office.database.transact(office.now(), (tx) => loadBureau(tx, file))
}
const server = serve({ fetch: app.hono.fetch, port: 0, hostname: '127.0.0.1' }, () => {
  ownPort = (server.address() as AddressInfo).port
  process.send!({ ready: ownPort })
})

process.on('message', (order: Order) => {
  obey(order).then(
    (value) => process.send!({ id: order.id, value }),
    (error: unknown) => process.send!({ id: order.id, error: String((error as Error).stack ?? error) }),
  )
})

// Whoever gave the orders is gone.
process.on('disconnect', () => process.exit())

async function obey(order: Order): Promise<unknown> {
  switch (order.do) {
    case 'arm':
      left = order.writes
      return undefined
    case 'writes':
      return writes
    case 'tick':
      return office.tick((order.now ?? office.now()) as Moment)
    case 'move':
      offsetMs += order.ms
      return undefined
    case 'block':
      // A transaction that takes its time; told of at once.
      office.database
        .transact(office.now(), () => new Promise<void>((resolve) => setTimeout(resolve, order.ms)))
        .catch(() => {})
      return undefined
    case 'settle':
      return office.settle()
    case 'stop':
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
        if ('closeAllConnections' in server) server.closeAllConnections()
      })
      await app.close()
      setImmediate(() => process.disconnect())
      return undefined
  }
}
