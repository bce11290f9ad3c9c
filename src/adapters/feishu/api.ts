/**
 * Calls to the platform: token, time-out, one repeat with a fresh token, and every failure as one typed error,
 * whether it comes as an HTTP status, as `code ≠ 0` in a 200, or as silence.
 */
import * as v from 'valibot'
import { PlatformError } from '../../chat/adapter.ts'
import { networkError, platformError, TOKEN_CODES } from './errors.ts'
import type { HttpClient, HttpRequest, HttpResponse } from './http.ts'
import { type Form, multipart } from './multipart.ts'
import type { TokenKeeper } from './token.ts'

/** pino's shape. Never given content, tokens or secrets. */
export interface Log {
  info(facts: object, words: string): void
  warn(facts: object, words: string): void
  error(facts: object, words: string): void
}

export interface Api {
  /**
   * `data` of the answer (the whole answer where there is no `data`, as with bot info), in the shape asked for.
   * @throws PlatformError
   */
  call<const S extends v.GenericSchema>(
    method: HttpRequest['method'],
    path: string,
    body: object | undefined,
    shape: S,
  ): Promise<v.InferOutput<S>>
  /** As `call`, with a form of fields and one file. @throws PlatformError */
  upload<const S extends v.GenericSchema>(path: string, form: Form, shape: S): Promise<v.InferOutput<S>>
  /** A file's bytes. @throws PlatformError */
  download(path: string): Promise<HttpResponse>
}

/** Files take longer than words. Milliseconds. */
const DOWNLOAD = 30_000
const UPLOAD = 60_000

export function feishuApi(domain: string, http: HttpClient, tokens: TokenKeeper, timeoutMs: number): Api {
  /** With a token the platform takes; a second refusal stands. */
  async function send(
    method: HttpRequest['method'],
    path: string,
    body: string | Uint8Array | undefined,
    timeout: number,
    type = 'application/json; charset=utf-8',
  ) {
    for (let attempt = 1; ; attempt++) {
      const token = await tokens.get()
      const headers: Record<string, string> = { authorization: `Bearer ${token}` }
      if (body !== undefined) headers['content-type'] = type
      const request = { method, url: `${domain}/open-apis${path}`, headers, timeoutMs: timeout }
      const answer = await http
        .request(body === undefined ? request : { ...request, body })
        .catch((failure: unknown) => {
          throw networkError(failure, method !== 'GET')
        })
      const code = isJson(answer) || answer.status >= 400 ? parsed(answer)?.code : undefined
      if (typeof code !== 'number' || !TOKEN_CODES.has(code)) return answer
      tokens.drop(token)
      if (attempt === 2)
        throw new PlatformError('feishu', 'away', String(code), 'a fresh token was not taken either')
    }
  }

  function read<const S extends v.GenericSchema>(answer: HttpResponse, shape: S, what: string) {
    const json = parsed(answer)
    const code = typeof json?.code === 'number' ? json.code : undefined
    if (answer.status >= 400 || code !== 0) throw failed(answer, code, json)
    const result = v.safeParse(shape, json!.data ?? json)
    if (!result.success)
      throw new PlatformError('feishu', 'unknown', 'bad-answer', `unexpected answer to ${what}`)
    return result.output
  }

  return {
    async call(method, path, body, shape) {
      return read(await send(method, path, body && JSON.stringify(body), timeoutMs), shape, method)
    },
    async upload(path, form, shape) {
      const { body, type } = multipart(form)
      return read(await send('POST', path, body, Math.max(UPLOAD, timeoutMs), type), shape, 'POST')
    },
    async download(path) {
      const answer = await send('GET', path, undefined, Math.max(DOWNLOAD, timeoutMs))
      if (answer.status === 200 && (!isJson(answer) || answer.headers['content-disposition'])) return answer
      const json = parsed(answer)
      throw failed(answer, typeof json?.code === 'number' ? json.code : undefined, json)
    },
  }
}

function failed(answer: HttpResponse, code: number | undefined, json: Record<string, unknown> | undefined) {
  return platformError(answer.status, code, typeof json?.msg === 'string' ? json.msg : '', answer.headers)
}

const isJson = (answer: HttpResponse) => answer.headers['content-type']?.includes('json') ?? false

const utf8 = new TextDecoder()
const bodies = new WeakMap<HttpResponse, Record<string, unknown> | undefined>()

/** Parsed once per answer. */
function parsed(answer: HttpResponse): Record<string, unknown> | undefined {
  if (!bodies.has(answer)) bodies.set(answer, parse(answer.bytes))
  return bodies.get(answer)
}

function parse(bytes: Uint8Array): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(utf8.decode(bytes))
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
