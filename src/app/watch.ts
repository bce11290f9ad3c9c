/** How long transactions take and how they end, and which jobs fail: told to whoever keeps the metrics. */
import type { Metrics } from '../http/metrics.ts'
import { BudgetSpent, type Transacting } from '../store/transact.ts'

export interface Watch {
  /** `waited`: its budget was spent and nothing was written; it is done later. */
  transaction(seconds: number, ended: 'committed' | 'waited' | 'failed'): void
  jobFailed(name: string): void
}

const SECONDS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 1.5, 3]

export function watchWith(metrics: Metrics): Watch {
  const transactions = metrics.histogram(
    'duban_transaction_seconds',
    'Time of one transaction, by how it ended. Above 0.5 often, or ended="waited" growing: the database or its disk is slow, or somebody holds a lock.',
    SECONDS,
  )
  const jobs = metrics.counter(
    'duban_job_failures_total',
    'Jobs of the tick that failed, by name; each is tried again with the next tick. Growing: read the log lines "job failed".',
  )
  return {
    transaction: (seconds, ended) => transactions.observe(seconds, { ended }),
    jobFailed: (job) => jobs.add({ job }),
  }
}

export function watched(transact: Transacting, watch: Watch): Transacting {
  const timed: Transacting = Object.assign(
    async (...[now, work]: Parameters<Transacting>) => {
      const began = performance.now()
      const told = (ended: 'committed' | 'waited' | 'failed') =>
        watch.transaction((performance.now() - began) / 1000, ended)
      try {
        const value = await transact(now, work)
        told('committed')
        return value
      } catch (error) {
        told(error instanceof BudgetSpent ? 'waited' : 'failed')
        throw error
      }
    },
    { onTold: transact.onTold },
  ) as Transacting
  return timed
}
