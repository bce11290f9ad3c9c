/** HTTP on Node: one keep-alive pool per origin. Imported by Node's entry only. */
import { Pool } from 'undici'
import { type HttpClient, type HttpRequest, type HttpResponse, httpFailure } from './http.ts'

/** @param connections per origin, at most */
export function undiciClient(connections = 64): HttpClient {
  const pools = new Map<string, Pool>()
  const poolFor = (origin: string): Pool => {
    let pool = pools.get(origin)
    if (!pool) {
      pool = new Pool(origin, { connections, connect: { timeout: 3000 }, keepAliveTimeout: 30_000 })
      pools.set(origin, pool)
    }
    return pool
  }
  return {
    async request({ method, url, headers, body, timeoutMs }: HttpRequest): Promise<HttpResponse> {
      const slash = url.indexOf('/', url.indexOf('://') + 3)
      const origin = slash < 0 ? url : url.slice(0, slash)
      const path = slash < 0 ? '/' : url.slice(slash)
      try {
        const answer = await poolFor(origin).request({
          method,
          path,
          headers,
          body: body ?? null,
          headersTimeout: timeoutMs,
          bodyTimeout: timeoutMs,
        })
        const bytes = new Uint8Array(await answer.body.arrayBuffer())
        return { status: answer.statusCode, headers: answer.headers as Record<string, string>, bytes }
      } catch (error) {
        throw httpFailure(error)
      }
    },
    async close() {
      await Promise.all([...pools.values()].map((pool) => pool.destroy()))
      pools.clear()
    },
  }
}
