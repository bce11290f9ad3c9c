import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { HttpFailure } from '../../../src/adapters/feishu/http.ts'
import { fetchClient } from '../../../src/adapters/feishu/http-fetch.ts'
import { undiciClient } from '../../../src/adapters/feishu/http-undici.ts'
import { type FeishuSimulator, fault, startFeishuSimulator } from '../../support/feishu-simulator/index.ts'

describe.each([
  ['undici', undiciClient],
  ['fetch', fetchClient],
])('%s', (_, make) => {
  let feishu: FeishuSimulator
  const http = make()
  beforeEach(async () => {
    feishu = await startFeishuSimulator()
  })
  afterEach(() => feishu.close())
  const get = (path = '/open-apis/im/v1/x', timeoutMs = 2000) =>
    http.request({ method: 'GET', url: `${feishu.base}${path}`, headers: {}, timeoutMs })
  const failure = (promise: Promise<unknown>) => promise.catch((error: HttpFailure) => error)

  test('status, headers and bytes of any answer', async () => {
    feishu.fail(fault.tooManyRequests(3))
    const answer = await get()
    expect(answer.status).toBe(429)
    expect(answer.headers['x-ogw-ratelimit-reset']).toBe('3')
    expect(JSON.parse(new TextDecoder().decode(answer.bytes)).code).toBe(99991400)
  })

  test('cut off: may have been done', async () => {
    feishu.fail(fault.resetAfter())
    expect(await failure(get())).toMatchObject({ name: 'HttpFailure', sent: true })
  })

  test('too slow: may have been done, and the wait has an end', async () => {
    feishu.fail(fault.slow(1500))
    const started = performance.now()
    expect(await failure(get(undefined, 300))).toMatchObject({ code: 'timeout', sent: true })
    expect(performance.now() - started).toBeLessThan(1400)
  })

  test('nobody listens: certainly not done', async () => {
    await feishu.down()
    const url = `${feishu.base}/x`
    const error = await failure(
      http.request({ method: 'POST', url, headers: {}, body: '{}', timeoutMs: 2000 }),
    )
    expect(error).toMatchObject({ code: 'ECONNREFUSED', sent: false })
    expect(String((error as HttpFailure).message)).not.toContain('127.0.0.1')
  })
})
