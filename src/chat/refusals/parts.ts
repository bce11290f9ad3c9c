/** What the words of several refusals are made of. */
import { type OrderNo, printNo } from '../../domain/serial.ts'
import type { Names } from '../words/bureau-names.ts'
import { listNames } from '../words/short.ts'

export function departmentNames(codes: readonly string[], names: Pick<Names, 'department'>): string {
  return listNames(
    codes.map((c) => names.department(c)),
    8,
  )
}

export function numbers(open: readonly OrderNo[]): string {
  return listNames(open.map(printNo), 6)
}

/** Days of another year than the order's carry theirs. */
export function year(no: OrderNo): { readonly year: number } {
  return { year: no.year }
}
