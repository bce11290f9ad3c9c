import { expect, test } from 'vitest'
import { watched, watchWith } from '../../src/app/watch.ts'
import { moment } from '../../src/domain/time.ts'
import { createMetrics } from '../../src/http/metrics.ts'
import { BudgetSpent, type Transacting } from '../../src/store/transact.ts'

test('transactions are counted by how they ended, jobs that failed by their names', async () => {
  const metrics = createMetrics()
  const watch = watchWith(metrics)
  const inner = Object.assign(
    (_: unknown, work: (tx: never) => Promise<unknown>) => work(undefined as never),
    {
      onTold: () => () => {},
    },
  ) as unknown as Transacting
  const transact = watched(inner, watch)
  const now = moment('2026-03-02 09:00')
  expect(await transact(now, async () => 7)).toBe(7)
  const spent = async () => {
    throw new BudgetSpent('lock timeout')
  }
  await expect(transact(now, spent)).rejects.toThrow(BudgetSpent)
  await expect(
    transact(now, async () => {
      throw new Error('no')
    }),
  ).rejects.toThrow('no')
  watch.jobFailed('reminders')
  for (const ended of ['committed', 'waited', 'failed'])
    expect(metrics.text()).toContain(`duban_transaction_seconds_count{ended="${ended}"} 1`)
  expect(metrics.text()).toContain('duban_job_failures_total{job="reminders"} 1')
})
