/** A Feishu adapter against a simulator in this process; what most of its tests begin with. */

import { undiciClient } from '../../src/adapters/feishu/http-undici.ts'
import { createFeishuAdapter, type FeishuConfig, type FeishuDeps } from '../../src/adapters/feishu/index.ts'
import type { Acknowledgement, Adapter, Received } from '../../src/chat/adapter.ts'
import type { Incoming } from '../../src/chat/incoming.ts'
import {
  type FeishuSimulator,
  type SimulatorOptions,
  startFeishuSimulator,
} from './feishu-simulator/index.ts'

export interface FeishuRig {
  readonly feishu: FeishuSimulator
  readonly adapter: Adapter
  /** What the last push came to. */
  readonly last: { received?: Received }
  /** Lines the adapter logged, with their facts, as JSON. */
  readonly logged: string[]
  /** All that was decoded, in order. */
  readonly incoming: Incoming[]
  /** What the bot answers to a press. */
  acknowledge: Acknowledgement
  close(): Promise<void>
}

export async function feishuRig(
  options: SimulatorOptions = {},
  config: Partial<FeishuConfig> = {},
  deps: Partial<FeishuDeps> = {},
): Promise<FeishuRig> {
  const feishu = await startFeishuSimulator(options)
  const logged: string[] = []
  const line = (facts: object, words: string) => void logged.push(JSON.stringify({ ...facts, words }))
  const log = { info: line, warn: line, error: line }
  const { appId, appSecret, encryptKey, verificationToken } = feishu
  const adapter = createFeishuAdapter(
    { appId, appSecret, encryptKey, verificationToken, domain: feishu.base, mode: 'webhook', ...config },
    { http: undiciClient(), now: feishu.now, log, timeoutMs: 700, ...deps },
  )
  const rig: FeishuRig = {
    feishu,
    adapter,
    last: {},
    logged,
    incoming: [],
    acknowledge: {},
    async close() {
      await adapter.close()
      await feishu.close()
    },
  }
  feishu.pointAt(async ({ headers, body }) => {
    const received = await adapter.receive!({ headers, body, machineNow: Date.now() })
    rig.last.received = received
    if (received.kind === 'refused') return { status: received.status, body: received.reason }
    if (received.kind === 'answered') return { status: 200, body: JSON.stringify(received.body) }
    rig.incoming.push(...received.incoming)
    return { status: 200, body: JSON.stringify(received.acknowledge(rig.acknowledge)) }
  })
  return rig
}
