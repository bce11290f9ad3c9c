/**
 * The tenant access token: one request at a time, however many wait for it.
 * The platform gives the same token while 30 minutes or more are left, and afterwards a new one, both being good;
 * so from then on a new one is fetched in the background, and nobody waits for it.
 * https://open.feishu.cn/document/server-docs/authentication-management/access-token/tenant_access_token_internal
 */
import { PlatformError } from '../../chat/adapter.ts'
import { platformError } from './errors.ts'
import { type HttpClient, HttpFailure } from './http.ts'

const EARLY = 30 * 60_000
/** So near its end a token is not used any more. */
const LAST = 60_000

export interface TokenKeeper {
  /** @throws PlatformError `away`: whatever wanted the token was certainly not done. */
  get(): Promise<string>
  /** The platform did not take this token. */
  drop(token: string): void
}

export function tokenKeeper(
  app: { appId: string; appSecret: string; domain: string; timeoutMs: number },
  http: HttpClient,
  now: () => number,
): TokenKeeper {
  let held: { token: string; until: number; askedAt: number } | undefined
  let asking: Promise<string> | undefined

  async function ask(): Promise<string> {
    const askedAt = now()
    const answer = await http
      .request({
        method: 'POST',
        url: `${app.domain}/open-apis/auth/v3/tenant_access_token/internal`,
        headers: { 'content-type': 'application/json; charset=utf-8' },
        body: JSON.stringify({ app_id: app.appId, app_secret: app.appSecret }),
        timeoutMs: app.timeoutMs,
      })
      .catch((error: unknown) => {
        const code = error instanceof HttpFailure ? error.code : 'lost'
        throw new PlatformError('feishu', 'away', code, 'no token: the platform was not reached')
      })
    const body = jsonOf(answer.bytes)
    if (answer.status !== 200 || body?.code !== 0 || typeof body.tenant_access_token !== 'string') {
      const code = typeof body?.code === 'number' ? body.code : undefined
      const cause = platformError(answer.status, code, '', answer.headers)
      const trouble = cause.trouble === 'wait' ? 'wait' : 'away'
      throw new PlatformError('feishu', trouble, cause.code, 'no token was given', cause.retryAfterMs)
    }
    const seconds = typeof body.expire === 'number' ? body.expire : 7200
    held = { token: body.tenant_access_token, until: askedAt + seconds * 1000, askedAt }
    return held.token
  }

  function once(): Promise<string> {
    asking ??= ask().finally(() => {
      asking = undefined
    })
    return asking
  }

  return {
    async get() {
      const left = held ? held.until - now() : 0
      if (!held || left <= LAST / 2) return once()
      if (left < EARLY && now() - held.askedAt > LAST && !asking) once().catch(() => {})
      return held.token
    },
    drop(token) {
      if (held?.token === token) held = undefined
    },
  }
}

function jsonOf(bytes: Uint8Array): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes))
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
