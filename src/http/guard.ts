/** What every page of ours says to browsers, and who may send us anything. */
import type { MiddlewareHandler } from 'hono'

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** Nothing inline, nothing from elsewhere, no frames. */
export const pageHeaders: MiddlewareHandler = async (c, next) => {
  await next()
  const { headers } = c.res
  if (!headers.has('content-security-policy')) headers.set('content-security-policy', POLICY)
  headers.set('x-content-type-options', 'nosniff')
  headers.set('x-frame-options', 'DENY')
  headers.set('referrer-policy', 'same-origin')
  headers.set('cross-origin-opener-policy', 'same-origin')
  if (!headers.has('cache-control')) headers.set('cache-control', 'no-store')
}

/**
 * A page of somebody else cannot make a browser act here. Every browser says where a POST comes from, by
 * `Sec-Fetch-Site` or by `Origin`; a caller that says neither is no browser, and has no cookies to abuse.
 */
export const sameOrigin: MiddlewareHandler = async (c, next) => {
  if (c.req.method === 'GET' || c.req.method === 'HEAD') return next()
  if (
    !fromHere(
      c.req.header('sec-fetch-site'),
      c.req.header('origin'),
      c.req.header('host') ?? new URL(c.req.url).host,
    )
  )
    return c.json({ error: '请求来自其他网站，未予处理。' }, 403)
  return next()
}

function fromHere(site: string | undefined, origin: string | undefined, host: string): boolean {
  if (site !== undefined) return site === 'same-origin'
  if (origin === undefined) return true
  return URL.canParse(origin) && new URL(origin).host === host
}

/** A file is handed out to be kept, never to be run on our address. The name survives in every browser. */
export function download(file: { readonly name: string; readonly bytes: Uint8Array }): Response {
  const name = safeFileName(file.name)
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_')
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (ch) => `%${ch.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return new Response(file.bytes as Uint8Array<ArrayBuffer>, {
    headers: {
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`,
      'content-length': String(file.bytes.byteLength),
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'private, no-store',
    },
  })
}

/** Without folders, control characters and characters that turn the reading direction (`gnp.exe` made to look like `exe.png`). */
export function safeFileName(name: string): string {
  const base = name.toWellFormed().split(/[\\/]/).at(-1) ?? ''
  const clean = base.replace(/[\p{Cc}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu, '').trim()
  return [...clean].slice(0, 200).join('') || '附件'
}
