/** Who opened the board with a link: a signed cookie, good for half a day. */
import type { Context } from 'hono'
import { getSignedCookie, setSignedCookie } from 'hono/cookie'

const COOKIE = 'board_session'
const GOOD_FOR_S = 12 * 3600

export async function openSession(
  c: Context,
  key: string,
  person: string,
  machineNow: number,
): Promise<void> {
  await setSignedCookie(c, COOKIE, JSON.stringify([person, machineNow + GOOD_FOR_S * 1000]), key, {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure: new URL(c.req.url).protocol === 'https:',
    maxAge: GOOD_FOR_S,
  })
}

export async function sessionOf(c: Context, key: string, machineNow: number): Promise<string | undefined> {
  const value = await getSignedCookie(c, key, COOKIE)
  if (typeof value !== 'string') return undefined
  const [person, until] = JSON.parse(value) as [string, number]
  return until > machineNow ? person : undefined
}
