/**
 * Random histories, folded by the clock and walked day by day by a counter that shares no code with it.
 * `HISTORIES=1000000` runs a million; `SEED=…` other ones.
 */
import { expect, test } from 'vitest'
import { compareClocks } from '../../support/clock-histories.ts'

const HISTORIES = Number(process.env.HISTORIES ?? 3_000)
const SEED = Number(process.env.SEED ?? 20_260_309)

test(`the clock and the day-by-day counter agree on ${HISTORIES} histories`, { timeout: 3_600_000 }, () => {
  const met = compareClocks(HISTORIES, SEED)
  console.info(met)
  // A generator that only made trivial or impossible histories would prove nothing.
  expect(met.possible).toBeGreaterThan(HISTORIES / 3)
  for (const n of Object.values(met)) expect(n).toBeGreaterThan(HISTORIES / 200)
})
