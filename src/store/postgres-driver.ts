/**
 * postgres.js, with what its version 3.4.9 lacks when a connection breaks while words to it are still gathered: as
 * published it throws where nobody can catch it, which ends the process, or keeps the torn words for the next connection.
 * Mended as it is loaded; a version that reads otherwise is left as it is. https://github.com/porsager/postgres/issues/1154
 */
import { registerHooks } from 'node:module'

const MENDS: readonly (readonly [string, string])[] = [
  [
    `    const x = socket.write(chunk, fn)
    nextWriteTimer !== null && clearImmediate(nextWriteTimer)
    chunk = nextWriteTimer = null
    return x`,
    `    const x = chunk
    nextWriteTimer !== null && clearImmediate(nextWriteTimer)
    chunk = nextWriteTimer = null
    if (socket && socket.readyState === 'open')
      return socket.write(x, fn)
    error(Errors.connection('CONNECTION_CLOSED', options, socket))
    return false`,
  ],
  [
    `    clearImmediate(nextWriteTimer)
    socket.removeListener('data', data)`,
    `    clearImmediate(nextWriteTimer)
    chunk = nextWriteTimer = null
    socket.removeListener('data', data)`,
  ],
]

type Driver = { default: typeof import('postgres') }

let loaded: Promise<Driver> | undefined

export function loadPostgres(): Promise<Driver> {
  loaded ??= load()
  return loaded
}

async function load(): Promise<Driver> {
  const hooks = registerHooks({
    load(url, context, next) {
      const module = next(url, context)
      if (!url.endsWith('/postgres/src/connection.js') || module.source == null) return module
      const text = Buffer.from(module.source as Uint8Array).toString('utf8')
      const known = MENDS.every(([from]) => text.split(from).length === 2)
      return known
        ? { ...module, source: MENDS.reduce((source, [from, to]) => source.replace(from, to), text) }
        : module
    },
  })
  try {
    return (await import('postgres')) as unknown as Driver
  } finally {
    hooks.deregister()
  }
}
