/** The little of HTTP this room needs; `http-undici.ts` fulfils it on Node, `http-fetch.ts` where there is only `fetch`. */

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
  /** Milliseconds until the request is given up. */
  readonly timeoutMs: number
}

export interface HttpResponse {
  readonly status: number
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly bytes: Uint8Array
}

export interface HttpClient {
  /** Resolves for every status. @throws HttpFailure when no answer came. */
  request(request: HttpRequest): Promise<HttpResponse>
  close?(): Promise<void>
}

/** No answer came. */
export class HttpFailure extends Error {
  override readonly name = 'HttpFailure'
  /** `timeout`, or the network's own code (`ECONNREFUSED`). */
  readonly code: string
  /** False only when it is certain that nothing left this machine: then nothing was done over there. */
  readonly sent: boolean

  constructor(code: string, sent: boolean) {
    super(`no answer (${code})`)
    this.code = code
    this.sent = sent
  }
}

const NEVER_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])
const TIMED_OUT = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'TimeoutError', 'ABORT_ERR'])

/** What a client's own error means here. Its text is dropped: it may hold addresses and bodies. */
export function httpFailure(error: unknown): HttpFailure {
  const code = codeOf(error)
  if (TIMED_OUT.has(code)) return new HttpFailure('timeout', true)
  return new HttpFailure(code, !NEVER_SENT.has(code))
}

function codeOf(error: unknown): string {
  const e = error as { code?: unknown; name?: unknown; cause?: unknown; errors?: unknown[] }
  if (e?.name === 'TimeoutError') return 'TimeoutError'
  if (typeof e?.code === 'string') return e.code
  if (e?.cause) return codeOf(e.cause)
  if (Array.isArray(e?.errors) && e.errors.length > 0) return codeOf(e.errors[0])
  return 'lost'
}
