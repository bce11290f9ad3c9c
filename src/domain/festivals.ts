/**
 * Festivals and the days off the national regulation grants (全国年节及纪念日放假办法), year by year.
 *
 * This is the floor that is known before the State Council's yearly arrangement is published. It says nothing
 * about bridging days and make-up working days; those are data (`src/data/holidays`).
 */
import { addDays, type Day, dayFrom } from './time.ts'

export type Festival = '元旦' | '春节' | '清明节' | '劳动节' | '端午节' | '中秋节' | '国庆节'

export const FESTIVALS: readonly Festival[] = [
  '元旦',
  '春节',
  '清明节',
  '劳动节',
  '端午节',
  '中秋节',
  '国庆节',
]

/** First day of the first lunar month, fifth of the fifth, fifteenth of the eighth, as MM-DD. */
const LUNAR: Readonly<Record<number, readonly [newYear: string, dragonBoat: string, midAutumn: string]>> = {
  2024: ['02-10', '06-10', '09-17'],
  2025: ['01-29', '05-31', '10-06'],
  2026: ['02-17', '06-19', '09-25'],
  2027: ['02-06', '06-09', '09-15'],
  2028: ['01-26', '05-28', '10-03'],
  2029: ['02-13', '06-16', '09-22'],
  2030: ['02-03', '06-05', '09-12'],
  2031: ['01-23', '06-24', '10-01'],
  2032: ['02-11', '06-12', '09-19'],
  2033: ['01-31', '06-01', '09-08'],
  2034: ['02-19', '06-20', '09-27'],
  2035: ['02-08', '06-10', '09-16'],
  2036: ['01-28', '05-30', '10-04'],
  2037: ['02-15', '06-18', '09-24'],
  2038: ['02-04', '06-07', '09-13'],
  2039: ['01-24', '05-27', '10-02'],
  2040: ['02-12', '06-14', '09-20'],
}

/** The day the festival is named for. `undefined` for a lunar festival outside the table. */
export function dayOfFestival(festival: Festival, year: number): Day | undefined {
  const lunar = LUNAR[year]
  switch (festival) {
    case '元旦':
      return dayFrom(year, 1, 1)
    case '春节':
      return lunar && (`${year}-${lunar[0]}` as Day)
    case '清明节':
      return dayFrom(year, 4, qingming(year))
    case '劳动节':
      return dayFrom(year, 5, 1)
    case '端午节':
      return lunar && (`${year}-${lunar[1]}` as Day)
    case '中秋节':
      return lunar && (`${year}-${lunar[2]}` as Day)
    case '国庆节':
      return dayFrom(year, 10, 1)
  }
}

/** Whether all festivals of the year can be dated here. */
export function festivalsKnown(year: number): boolean {
  return LUNAR[year] !== undefined
}

export interface StatutoryDay {
  readonly festival: Festival
  readonly day: Day
}

/**
 * The statutory days off of a year in order, 13 of them since 2025; until 2024 Spring Festival began on the first lunar day
 * and Labour Day was a single day (11). Two festivals may share a day (2031-10-01).
 */
export function statutoryDays(year: number): readonly StatutoryDay[] {
  const amended = year >= 2025
  const spans: Readonly<Record<Festival, readonly [from: number, to: number]>> = {
    元旦: [0, 0],
    春节: [amended ? -1 : 0, 2],
    清明节: [0, 0],
    劳动节: [0, amended ? 1 : 0],
    端午节: [0, 0],
    中秋节: [0, 0],
    国庆节: [0, 2],
  }
  const found: StatutoryDay[] = []
  for (const festival of FESTIVALS) {
    const named = dayOfFestival(festival, year)
    if (!named) continue
    const [from, to] = spans[festival]
    for (let i = from; i <= to; i++) found.push({ festival, day: addDays(named, i) })
  }
  return found.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))
}

/** The day in April of the solar term, by the mean tropical year; compared with an astronomical calendar for 1990–2198. */
function qingming(year: number): number {
  const century = Math.floor(year / 100)
  const inCentury = year % 100
  const offset = century <= 19 ? 5.59 : century === 20 ? 4.81 : century === 21 ? 5.03 : 5.25
  return Math.floor(inCentury * 0.2422 + offset) - Math.floor(inCentury / 4)
}
