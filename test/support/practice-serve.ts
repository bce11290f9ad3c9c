/** The practice room and the board over their fakes, on a port of this machine: for the browser's tests, and to look at. */
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { createAssets, readAssets } from '../../src/http/assets.ts'
import { createBoard } from '../../src/http/board.ts'
import { createPractice } from '../../src/http/practice.ts'
import { boardFake } from './board-fake.ts'
import { practiceFake } from './practice-fake.ts'

export async function servePractice(port = 0) {
  const fake = practiceFake()
  await fake.seed()
  const assets = createAssets(readAssets())
  const sessionKey = 'a session key of the tests'
  const practice = createPractice({ port: fake.port, assets, sessionKey, beatMs: 2000 })
  const board = createBoard({ port: boardFake(), assets, sessionKey, who: practice.who })
  const app = new Hono().route('/', assets.app).route('/', practice.app).route('/', board)
  const server = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' })
  await new Promise<void>((resolve) => server.once('listening', resolve))
  const address = server.address()
  const at = typeof address === 'object' && address ? address.port : port
  return {
    fake,
    url: `http://127.0.0.1:${at}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        if ('closeAllConnections' in server) server.closeAllConnections()
      }),
  }
}

if (import.meta.main) {
  const { url } = await servePractice(Number(process.env.PORT ?? 4310))
  console.log(`${url}/practice`)
}
