/** A deadline as an order keeps it: 5个工作日内 stays a term, counted anew from receipt; 本周五前 is a day. */
import type { Term } from '../../domain/due.ts'
import type { Due } from './reading.ts'

export function termOf({ date, time: said, term }: Due): Term {
  const time = said === undefined ? {} : { time: said }
  if (term && 'workdays' in term) return { kind: 'workdays', workdays: term.workdays, ...time }
  if (term) return { kind: 'days', days: term.days, ...time }
  return { kind: 'date', on: date, ...time }
}
