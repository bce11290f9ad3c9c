// Talking to the server: calls that try again, and the stream of what happens.
import { world } from './world.js'

export class Refused extends Error {}
export class Offline extends Error {}

function address(path) {
  return `/practice/${path}${path.includes('?') ? '&' : '?'}as=${encodeURIComponent(world.me)}`
}

export const fileAddress = (id) => address(`files/${encodeURIComponent(id)}`)

/** One call. Throws Refused with words to show, or Offline. */
export async function call(path, body) {
  const init =
    body instanceof FormData
      ? { method: 'POST', body }
      : body && {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        }
  let response
  try {
    response = await fetch(address(`api/${path}`), init)
  } catch {
    throw new Offline('网络不通')
  }
  if (response.status === 401) location.reload()
  if (response.status >= 500) throw new Offline(`服务暂时不可用（${response.status}）`)
  const answer = await response.json().catch(() => ({}))
  if (!response.ok) throw new Refused(answer.error ?? `未能办理（${response.status}）`)
  return answer
}

/** The same call again, with the same key, while the line is down. */
export async function callUntil(path, body, tries = 3) {
  for (let wait = 600; ; wait *= 2) {
    try {
      return await call(path, body)
    } catch (error) {
      tries -= 1
      if (!(error instanceof Offline) || tries <= 0) throw error
      await new Promise((resolve) => setTimeout(resolve, wait))
    }
  }
}

const SILENT_MS = 40_000
let source
let watchdog

/** Opens the stream from the newest version known; the browser itself resumes it after short breaks. */
export function listen({ message, news, beat, line }) {
  source?.close()
  source = new EventSource(address(`events?after=${world.head}`))
  const alive = () => {
    clearTimeout(watchdog)
    watchdog = setTimeout(() => listen({ message, news, beat, line }), SILENT_MS)
  }
  const mine = source
  source.addEventListener('hello', () => {
    line(true)
    alive()
  })
  source.addEventListener('message', (event) => {
    alive()
    world.head = Math.max(world.head, Number(event.lastEventId))
    message(JSON.parse(event.data))
  })
  source.addEventListener('news', (event) => {
    alive()
    news(JSON.parse(event.data))
  })
  source.addEventListener('beat', (event) => {
    alive()
    line(true)
    beat(JSON.parse(event.data))
  })
  source.addEventListener('error', () => {
    line(false)
    if (mine.readyState === EventSource.CLOSED && mine === source)
      setTimeout(() => mine === source && listen({ message, news, beat, line }), 3000)
  })
  alive()
}
