/** A million random histories: the clock against a counter that walks the days one by one. Ends at the first disagreement. */
import { compareClocks } from '../support/clock-histories.ts'

const HISTORIES = Number(process.env.HISTORIES ?? 1_000_000)
const SEED = Number(process.env.SEED ?? 20_260_309)

export async function clock(): Promise<void> {
  const from = performance.now()
  const { possible } = compareClocks(HISTORIES, SEED)
  const seconds = (performance.now() - from) / 1000
  console.log(
    `\nclock: ${HISTORIES} histories (${possible} possible), no disagreement, ${seconds.toFixed(0)} s (${((seconds / HISTORIES) * 1e6).toFixed(0)} µs each, both counters)`,
  )
}
