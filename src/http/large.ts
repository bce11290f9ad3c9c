import type { Context } from 'hono'
import { getCookie } from 'hono/cookie'

/** The large-type switch is a cookie, so that a page arrives in the right size. */
export function isLarge(c: Context): boolean {
  return getCookie(c, 'type') === 'large'
}
