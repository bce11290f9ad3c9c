/**
 * Where every request begins with an adapter of its own (Workers), the token and the bot's own id outlive it here: as
 * plain bytes, because nothing that waits on a connection may pass from one request to the next.
 */
import type { HttpClient, HttpResponse } from './http.ts'

/** What one process carries from request to request. */
export type Remembered = Map<string, { readonly answer: HttpResponse; readonly until: number }>

const TOKEN = '/auth/v3/tenant_access_token/internal'
const BOT = '/bot/v3/info'
/** A remembered token has at least this long to live. Milliseconds. */
const LEFT = 10 * 60_000
const BOT_FOR = 3_600_000

/**
 * One client for one adapter. The first time it is asked, what is remembered answers; if it is asked again, that was
 * no good (a token the platform did not take), and the platform is asked.
 */
export function rememberingClient(http: HttpClient, remembered: Remembered, now: () => number): HttpClient {
  const used = new Set<string>()
  return {
    async request(request) {
      const { url } = request
      if (!url.endsWith(TOKEN) && !url.endsWith(BOT)) return http.request(request)
      const held = remembered.get(url)
      if (held && held.until > now() && !used.has(url)) {
        used.add(url)
        return held.answer
      }
      used.add(url)
      remembered.delete(url)
      const askedAt = now()
      const answer = await http.request(request)
      const goodFor = lifeOf(url, answer)
      if (goodFor > 0) remembered.set(url, { answer, until: askedAt + goodFor })
      return answer
    },
    close: async () => http.close?.(),
  }
}

function lifeOf(url: string, answer: HttpResponse): number {
  if (answer.status !== 200) return 0
  try {
    const body = JSON.parse(new TextDecoder().decode(answer.bytes)) as { code?: unknown; expire?: unknown }
    if (body.code !== 0) return 0
    return url.endsWith(BOT) ? BOT_FOR : Number(body.expire) * 1000 - LEFT
  } catch {
    return 0
  }
}
