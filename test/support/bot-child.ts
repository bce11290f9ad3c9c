/**
 * The real bot in a process of its own, taking orders from a test over IPC: among them, to be killed (SIGKILL) just before
 * its n-th write to the database, to the platform, or back to whoever pushed an event. Between two writes nothing can be
 * seen from outside, so these are all the moments at which a kill can make a difference.
 */
import { Socket } from 'node:net'
import type { AddressInfo } from 'node:net'
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

let ownPort = 0
const write = Socket.prototype.write
Socket.prototype.write = function counted(this: Socket, ...args: unknown[]) {
  const counts = options.ports.includes(this.remotePort ?? 0) || (ownPort > 0 && this.localPort === ownPort)
  if (counts) beforeWrite()
  return Reflect.apply(write, this, args)
} as typeof write
const raw = PGlite.prototype.execProtocolRaw
PGlite.prototype.execProtocolRaw = function counted(...args) {
  // Of a query's several messages the one that executes it: `E`, or `Q` for plain text.
  if (args[0][0] === 0x45 || args[0][0] === 0x51) beforeWrite()
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
