import type { Context } from 'hono'
import { setCookie } from 'hono/cookie'

/** Keeps who the visitor chose to be; no secret, since anybody may be anybody here. */
export const ME_COOKIE = 'practice_me'

export function rememberMe(c: Context, code: string): void {
  setCookie(c, ME_COOKIE, code, {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    maxAge: 30 * 24 * 3600,
  })
}
