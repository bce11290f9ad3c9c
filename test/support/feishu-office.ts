/**
 * The whole office over a database of the test's, its platform a simulator, all in this process. Business time is the
 * platform's clock, moved to where the test wants it to begin.
 */
import { undiciClient } from '../../src/adapters/feishu/http-undici.ts'
import { createFeishuAdapter } from '../../src/adapters/feishu/index.ts'
import { memoryFiles } from '../../src/app/file-store.ts'
import { silentLog } from '../../src/app/log.ts'
import { createOffice, type Office } from '../../src/app/office.ts'
import { holidayYears } from '../../src/data/holidays/index.ts'
import type { Moment } from '../../src/domain/time.ts'
import type { FileStore } from '../../src/jobs/files.ts'
import { noPace } from '../../src/jobs/pace.ts'
import type { Database } from '../../src/store/database.ts'
import type { FeishuSimulator } from './feishu-simulator/index.ts'

export interface FeishuOffice extends Office {
  readonly files: FileStore
  readonly machineNow: () => number
}

/** @param startsAt business time while the simulator's clock shows the machine's */
export function feishuOffice(
  feishu: FeishuSimulator,
  database: Database,
  startsAt: Moment,
  files: FileStore = memoryFiles(),
): FeishuOffice {
  const { appId, appSecret, encryptKey, verificationToken } = feishu
  const adapter = createFeishuAdapter(
    { appId, appSecret, encryptKey, verificationToken, domain: feishu.base, mode: 'webhook' },
    { http: undiciClient(), now: feishu.now, log: silentLog, timeoutMs: 1000 },
  )
  const offset = startsAt - (offsets.get(feishu) ?? feishu.now())
  if (!offsets.has(feishu)) offsets.set(feishu, feishu.now())
  const office = createOffice({
    database: { ...database, close: async () => {} },
    adapters: [adapter],
    now: () => (feishu.now() + offset) as Moment,
    machineNow: feishu.now,
    pacer: noPace,
    files,
    publicUrl: 'http://duban.example',
    holidays: holidayYears,
    log: silentLog,
  })
  feishu.pointAt(async ({ headers, body }) => {
    const received = await adapter.receive!({ headers, body, machineNow: Date.now() })
    if (received.kind === 'refused') return { status: received.status, body: received.reason }
    if (received.kind === 'answered') return { status: 200, body: JSON.stringify(received.body) }
    const outcomes = []
    for (const one of received.incoming) outcomes.push((await office.inbox.handle(one)).acknowledgement)
    return { status: 200, body: JSON.stringify(received.acknowledge(outcomes.at(-1) ?? {})) }
  })
  return { ...office, files, machineNow: feishu.now }
}

/** When each simulator's first office began, so that a later one goes on with the same business time. */
const offsets = new WeakMap<FeishuSimulator, number>()
