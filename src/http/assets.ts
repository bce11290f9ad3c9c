/**
 * Style sheets and scripts, hand-written and served as they are. Read once at the start.
 * Pages name them under a folder made from their contents, so a browser may keep them for ever.
 */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Hono } from 'hono'

export interface Assets {
  readonly app: Hono
  /** The address of an asset, `practice.css`. */
  readonly url: (name: string) => string
}

const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
}

/** Contents by name, `practice/net.js`. */
export function readAssets(
  folder = fileURLToPath(new URL('./assets/', import.meta.url)),
): Map<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) =>
    name.replaceAll('\\', '/'),
  )
  return new Map(
    names
      .filter((name) => typeOf(name) !== undefined)
      .sort()
      .map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  )
}

export function createAssets(contents: ReadonlyMap<string, string>): Assets {
  const print = createHash('sha256')
  for (const [name, text] of contents) print.update(name).update('\0').update(text).update('\0')
  const version = print.digest('hex').slice(0, 12)

  const app = new Hono().get('/assets/:version/:name{.+}', (c) => {
    const name = c.req.param('name')
    const text = contents.get(name)
    const type = typeOf(name)
    if (text === undefined || type === undefined) return c.text('没有这个文件', 404)
    const etag = `"${version}"`
    // An old page may still ask for an old version; it gets today's, and is told not to keep it.
    const keep = c.req.param('version') === version ? 'public, max-age=31536000, immutable' : 'no-cache'
    const headers = { 'content-type': type, 'cache-control': keep, etag, 'x-content-type-options': 'nosniff' }
    if (c.req.header('if-none-match') === etag) return c.body(null, 304, headers)
    return c.body(text, 200, headers)
  })
  return { app, url: (name) => `/assets/${version}/${name}` }
}

function typeOf(name: string): string | undefined {
  return TYPES[name.slice(name.lastIndexOf('.') + 1)]
}
