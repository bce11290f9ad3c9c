/** The board: the ledger, an order's page, and how one gets in. Read-only. */
import { type Context, Hono } from 'hono'
import type { Assets } from './assets.ts'
import { noOrder, noSession } from './board/frame.ts'
import { ledgerPage } from './board/ledger.ts'
import { orderPage } from './board/order.ts'
import type { BoardPort } from './board/port.ts'
import { readQuery } from './board/query.ts'
import { openSession, sessionOf } from './board/session.ts'
import { ledgerFile } from './board/table.ts'
import { download, pageHeaders } from './guard.ts'
import { isLarge } from './large.ts'

export interface BoardParts {
  readonly port: BoardPort
  readonly assets: Assets
  readonly sessionKey: string
  /** With the practice room on: the person chosen there. */
  readonly who?: (c: Context) => Promise<string | undefined>
  /** The machine's clock. */
  readonly machineNow?: () => number
}

export function createBoard(parts: BoardParts): Hono {
  const { port, assets, sessionKey } = parts
  const machineNow = parts.machineNow ?? Date.now
  // Signs under its own name, so that no other cookie of ours passes for a session.
  const key = `${sessionKey}\nboard`
  const looks = (c: Context) => ({ assets, large: isLarge(c), practice: practising.has(c.req.raw) })
  /** Requests of visitors of the practice room. */
  const practising = new WeakSet<Request>()
  const viewer = async (c: Context) => {
    const visitor = await parts.who?.(c)
    if (visitor !== undefined) practising.add(c.req.raw)
    return visitor ?? sessionOf(c, key, machineNow())
  }
  const stranger = (c: Context, said?: string) =>
    c.html(noSession({ ...looks(c), bureau: port.bureau }, said))

  const app = new Hono()
  for (const path of ['/', '/ledger.xlsx', '/orders/*', '/board/*', '/files/*']) app.use(path, pageHeaders)

  app.get('/', async (c) => {
    const who = await viewer(c)
    if (who === undefined) return stranger(c)
    return c.html(ledgerPage(looks(c), await port.ledger(who), readQuery(c.req.query())))
  })

  /** The same view as a table: only what its viewer sees. */
  app.get('/ledger.xlsx', async (c) => {
    const who = await viewer(c)
    if (who === undefined) return stranger(c)
    return download(await ledgerFile(await port.ledger(who), readQuery(c.req.query())))
  })

  app.get('/orders/:year{[0-9]{4}}/:no{[0-9]{1,6}}', async (c) => {
    const who = await viewer(c)
    if (who === undefined) return stranger(c)
    const order = await port.order(who, Number(c.req.param('year')), Number(c.req.param('no')))
    if (!order) {
      c.status(404)
      return c.html(noOrder({ ...looks(c), bureau: port.bureau }))
    }
    return c.html(orderPage(looks(c), order))
  })

  app.get('/files/:id', async (c) => {
    const who = await viewer(c)
    const file = who === undefined ? undefined : await port.file(who, c.req.param('id'))
    return file ? download(file) : c.text('没有这个附件，或您不能查看。', 404)
  })

  app.get('/board/:token', async (c) => {
    // A chat program that looks at the link beforehand must not use it up.
    if (c.req.method === 'HEAD' || /prefetch|prerender/.test(c.req.header('sec-purpose') ?? ''))
      return c.body(null, 204)
    const who = await port.exchange(c.req.param('token'))
    if (who === undefined) {
      c.status(410)
      return stranger(c, '链接已失效：超过 10 分钟，或已用过。')
    }
    await openSession(c, key, who, machineNow())
    return c.redirect('/', 303)
  })
  return app
}
