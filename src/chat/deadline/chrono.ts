/**
 * chrono-node reads what our grammar left over: plain dates it knows and we have no rule for. Only a result that
 * names its month and day is taken; what chrono would merely imply is not.
 */
import * as chrono from 'chrono-node/zh/hans'
import { dayFrom, type TimeOfDay, timeOfDay } from '../../domain/time.ts'
import { ask, type Said, type Scene, withoutYear, withYear } from './rule.ts'
import type { Found } from './scan.ts'

/** What is too long to be a deadline's sentence is left alone. */
const LIMIT = 2000

export function leftOver(scene: Scene, found: readonly Found[]): Found[] {
  if (scene.text.length > LIMIT || !/月/.test(scene.text)) return []
  let masked = scene.text
  for (const f of found)
    masked = masked.slice(0, f.start) + '\u3002'.repeat(f.end - f.start) + masked.slice(f.end)
  return chrono.parse(masked, new Date(scene.now)).flatMap((result): Found[] => {
    const { start } = result
    if (!start.isCertain('month') || !start.isCertain('day')) return []
    const [year, month, day] = [start.get('year')!, start.get('month')!, start.get('day')!]
    const d = dayFrom(year, month, day)
    const said = start.isCertain('year')
      ? d
        ? withYear(scene, d)
        : ask('impossible')
      : withoutYear(scene, month, day)
    const end = result.index + result.text.length
    const time: TimeOfDay | undefined =
      start.isCertain('hour') && start.isCertain('minute')
        ? timeOfDay(`${start.get('hour')}:${String(start.get('minute')).padStart(2, '0')}`)
        : undefined
    return [
      {
        start: result.index,
        end,
        said: said as Exclude<Said, 'ignore'>,
        ...(time && { clock: { end, time } }),
        weight: 'bare',
      },
    ]
  })
}
