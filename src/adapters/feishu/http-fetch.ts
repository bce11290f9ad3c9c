/** HTTP where there is only `fetch` (Workers). Costs about half the throughput of the pool; use that on Node. */
import { type HttpClient, httpFailure } from './http.ts'

export function fetchClient(fetcher: typeof fetch = (input, init) => fetch(input, init)): HttpClient {
  return {
    async request({ method, url, headers, body, timeoutMs }) {
      try {
        const signal = AbortSignal.timeout(timeoutMs)
        const answer = await fetcher(url, {
          method,
          headers,
          body: (body as BodyInit) ?? null,
          signal,
          redirect: 'manual',
        })
        const bytes = new Uint8Array(await answer.arrayBuffer())
        return { status: answer.status, headers: Object.fromEntries(answer.headers), bytes }
      } catch (error) {
        throw httpFailure(error)
      }
    },
  }
}
