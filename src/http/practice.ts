/** The practice room: `/practice`, what its page calls, and who the visitor has chosen to be. */
import { type Context, Hono } from 'hono'
import { getCookie } from 'hono/cookie'
import type { Assets } from './assets.ts'
import { pageHeaders, sameOrigin } from './guard.ts'
import { isLarge } from './large.ts'
import { practiceApi } from './practice/api.ts'
import { practiceEvents } from './practice/events.ts'
import { createGate } from './practice/gate.ts'
import { ME_COOKIE, rememberMe } from './practice/me.ts'
import { practicePage } from './practice/page.ts'
import type { PracticePort } from './practice/port.ts'

export interface PracticeParts {
  readonly port: PracticePort
  readonly assets: Assets
  /** Asked for before anything else, when set. */
  readonly password?: string
  /** Signs the cookie of somebody who knew the password. */
  readonly sessionKey: string
  /** The machine's clock. */
  readonly machineNow?: () => number
  /** How often an open connection says that it is alive. */
  readonly beatMs?: number
}

export interface Practice {
  readonly app: Hono
  /** Who the visitor is here; `undefined` before the password. The board asks this too. */
  readonly who: (c: Context) => Promise<string | undefined>
}

export function createPractice(parts: PracticeParts): Practice {
  const { port, assets } = parts
  const gate = createGate({ ...parts, machineNow: parts.machineNow ?? Date.now })
  const me = (c: Context) => whoIs(port, c)

  const app = new Hono()
  app.use('/practice', pageHeaders, sameOrigin, gate.check)
  app.use('/practice/*', pageHeaders, sameOrigin, gate.check)
  app.route('/', gate.app)
  app.get('/practice', async (c) => {
    const who = await me(c)
    // Whoever the address names is whose ledger the link to it opens.
    if (c.req.query('as') === who) rememberMe(c, who)
    return c.html(practicePage({ assets, large: isLarge(c), me: who }))
  })
  app.route('/practice/events', practiceEvents({ port, me, beatMs: parts.beatMs ?? 15_000 }))
  app.route('/practice', practiceApi({ port, me }))
  return { app, who: async (c) => ((await gate.open(c)) ? me(c) : undefined) }
}

/** The page says who it is (two windows may be two people); else the cookie; else the newcomer's part. */
async function whoIs(port: PracticePort, c: Context): Promise<string> {
  const people = await port.people()
  const known = (code: string | undefined) => people.find((person) => person.code === code)?.code
  const here = new URL(c.req.url).pathname.startsWith('/practice')
  return (here ? known(c.req.query('as')) : undefined) ?? known(getCookie(c, ME_COOKIE)) ?? port.newcomer
}
