/** 特急: whoever a message goes to is called to it, and nothing is lost or sent twice for that. */
import { describe, expect, it } from 'vitest'
import { type Adapter, type Can, PlatformError, type Target } from '../../src/chat/adapter.ts'
import type { DueLine } from '../../src/domain/notices.ts'
import { type Day, moment, type TimeOfDay } from '../../src/domain/time.ts'
import { noPace } from '../../src/jobs/pace.ts'
import { createSender } from '../../src/jobs/send.ts'
import type { Waiting } from '../../src/services/delivery/lanes.ts'

const line: DueLine = {
  order: 'o',
  no: { year: 2026, no: 12 },
  subject: '更新权责清单',
  department: { code: 'personnel', name: '人事科', kind: 'section' },
  due: { on: '2026-03-08' as Day, at: '22:00' as TimeOfDay, provisional: false },
  rung: 0,
  workdaysLate: 0,
  workdaysLeft: 0,
  urged: 0,
  mostUrgent: true,
}

function rig(urge?: () => Promise<void>, can: Partial<Can> = { urgent: true }) {
  const posted: Target[] = []
  const called: string[] = []
  const warned: string[] = []
  const adapter = {
    platform: 'feishu',
    can: { buttons: true, ...can },
    pace: { perSecond: 1, perMinute: 1, perChatPerSecond: 1 },
    keyInForceMs: 1000,
    async post(target: Target) {
      posted.push(target)
      return { messageId: `m${posted.length}` }
    },
    async urge({ messageId }: { messageId: string }, accounts: readonly string[]) {
      called.push(`${messageId} ${accounts}`)
      await urge?.()
    },
  } as unknown as Adapter
  const sender = createSender({
    db: undefined as never,
    pacer: noPace,
    machineNow: () => 0,
    now: () => moment('2026-03-08 20:00'),
    isLeadingGroup: () => false,
    sleep: async () => {},
    stopped: () => false,
    log: { warn: (facts) => void warned.push(JSON.stringify(facts)) },
  })
  const row = (mostUrgent: boolean): Waiting => ({
    id: 'id',
    seq: 1,
    lane: 'feishu:>ou_1',
    platform: 'feishu',
    verb: 'post',
    address: { to: 'person', account: 'ou_1' },
    notice: {
      kind: 'reminder.merged',
      facts: {
        name: '王强',
        lines: [{ ...line, ...(mostUrgent ? {} : { mostUrgent: false }) }],
        late: false,
        day: '2026-03-08' as Day,
      },
    },
    purpose: null,
    matter: null,
    after: null,
    attempts: 0,
    firstTriedAt: null,
    nextAt: 0,
    doubtful: false,
  })
  return {
    posted,
    called,
    warned,
    send: (mostUrgent = true) => sender.once(adapter, row(mostUrgent), new Map()),
  }
}

describe('a 特急 reminder', () => {
  it('calls the person it went to, after it was sent', async () => {
    const { send, posted, called } = rig()
    expect(await send()).toEqual({ messageId: 'm1' })
    expect([posted.length, called]).toEqual([1, ['m1 ou_1']])
  })
  it.each([
    ['is refused', () => Promise.reject(new PlatformError('feishu', 'refused', '230023', 'too many'))],
    ['is asked to wait', () => Promise.reject(new PlatformError('feishu', 'wait', '99991400', 'slow'))],
    ['fails by a fault of ours', () => Promise.reject(new TypeError('ours'))],
  ])('stands, sent once, when the call %s', async (_, urge) => {
    const { send, posted, warned } = rig(urge)
    expect(await send()).toEqual({ messageId: 'm1' })
    expect(posted).toHaveLength(1)
    expect(warned).toHaveLength(1)
  })
  it('is sent alone where a platform knows no urgent messages', async () => {
    const { send, posted, called } = rig(undefined, { urgent: false })
    await send()
    expect([posted.length, called]).toEqual([1, []])
  })
  it('is the only one that calls anybody', async () => {
    const { send, called } = rig()
    await send(false)
    expect(called).toEqual([])
  })
})
