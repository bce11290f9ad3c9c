/**
 * Server-sent events: every change `me` may see, in the order it happened. The id of an event is the message's version,
 * so a browser that was away says where it stopped. A wake-up only means "look"; the beat looks as well, which is how
 * words written by another process arrive.
 */
import { type Context, Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import type { PracticePort } from './port.ts'
import { stateView } from './views.ts'

const AT_ONCE = 100

interface EventParts {
  readonly port: PracticePort
  readonly me: (c: Context) => Promise<string>
  readonly beatMs: number
}

export function practiceEvents({ port, me, beatMs }: EventParts) {
  return new Hono().get('/', async (c) => {
    const who = await me(c)
    const from = Number(c.req.header('last-event-id') ?? c.req.query('after') ?? Number.NaN)
    let after = Number.isSafeInteger(from) && from >= 0 ? from : (await port.state(who)).head
    c.header('x-accel-buffering', 'no')
    return streamSSE(c, async (stream) => {
      let open = true
      let woken = false
      let wakeUp = () => {}
      const stop = port.subscribe(() => {
        woken = true
        wakeUp()
      })
      stream.onAbort(() => {
        open = false
        stop()
        wakeUp()
      })
      let told = ''
      try {
        await stream.writeSSE({ event: 'hello', data: who, retry: 2000 })
        while (open) {
          woken = false
          const changes = await port.changes(who, after, AT_ONCE)
          for (const message of changes) {
            await stream.writeSSE({
              event: 'message',
              id: String(message.version),
              data: JSON.stringify(message),
            })
            after = message.version
          }
          if (changes.length === AT_ONCE) continue
          const { news } = stateView(await port.state(who))
          if (JSON.stringify(news) !== told) {
            told = JSON.stringify(news)
            await stream.writeSSE({ event: 'news', data: told })
          }
          await stream.writeSSE({ event: 'beat', data: JSON.stringify(await port.clock.now()) })
          if (woken || !open) continue
          await new Promise<void>((resolve) => {
            const timer = setTimeout(resolve, beatMs)
            wakeUp = () => {
              clearTimeout(timer)
              resolve()
            }
          })
        }
      } finally {
        stop()
      }
    })
  })
}
