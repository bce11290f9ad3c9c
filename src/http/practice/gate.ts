/** The optional password before the practice room. */
import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { getSignedCookie, setSignedCookie } from 'hono/cookie'
import { timingSafeEqual } from 'hono/utils/buffer'
import type { Assets } from '../assets.ts'
import { loginPage } from './page.ts'

interface GateParts {
  readonly assets: Assets
  readonly password?: string
  readonly sessionKey: string
  readonly machineNow: () => number
}

const COOKIE = 'practice_pass'
const GOOD_FOR_S = 12 * 3600
/** After this many wrong words in a minute, nobody is let in for the rest of it. */
const TRIES_A_MINUTE = 10

export function createGate({ assets, password, sessionKey, machineNow }: GateParts) {
  // A new password ends every session that knew the old one.
  const secret = `${sessionKey}\n${password ?? ''}`
  let minute = 0
  let wrong = 0

  async function open(c: Context): Promise<boolean> {
    if (password === undefined) return true
    const until = await getSignedCookie(c, secret, COOKIE)
    return typeof until === 'string' && Number(until) > machineNow()
  }

  const check: MiddlewareHandler = async (c, next) => {
    if (c.req.path === '/practice/login' || (await open(c))) return next()
    if (c.req.method === 'GET' && c.req.path === '/practice') return c.html(loginPage({ assets }), 401)
    return c.json({ error: '请先输入练习室口令。' }, 401)
  }

  const app = new Hono().post('/practice/login', async (c) => {
    if (password === undefined) return c.redirect('/practice', 303)
    const now = Math.floor(machineNow() / 60_000)
    if (now !== minute) {
      minute = now
      wrong = 0
    }
    if (wrong >= TRIES_A_MINUTE)
      return c.html(loginPage({ assets, said: '尝试次数过多，请一分钟后再试。' }), 429)
    const form = await c.req.parseBody()
    const given = typeof form.password === 'string' ? form.password : ''
    if (!(await timingSafeEqual(given, password))) {
      wrong += 1
      return c.html(loginPage({ assets, said: '口令不正确。' }), 401)
    }
    await setSignedCookie(c, COOKIE, String(machineNow() + GOOD_FOR_S * 1000), secret, {
      path: '/',
      httpOnly: true,
      sameSite: 'Lax',
      secure: new URL(c.req.url).protocol === 'https:',
      maxAge: GOOD_FOR_S,
    })
    return c.redirect('/practice', 303)
  })

  return { app, check, open }
}
