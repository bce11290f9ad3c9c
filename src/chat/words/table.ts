/** A table in words, before it becomes a file. */
import { dayOf, type Moment, timeOf } from '../../domain/time.ts'

export interface Table {
  /** What it is called as one of several. */
  readonly name: string
  readonly title: string
  /** Above it: the filter, the moment, who made it. */
  readonly lines: readonly string[]
  /** `width` in characters. */
  readonly columns: readonly {
    readonly heading: string
    readonly width: number
    readonly align?: 'left' | 'center'
  }[]
  readonly rows: readonly (readonly (string | number)[])[]
  /** Below it. */
  readonly foot: readonly string[]
}

/** As a cell shows it, so that cells sort: `2026-03-04 15:20`. */
export function tableMoment(at: Moment): string {
  return `${dayOf(at)} ${timeOf(at)}`
}

/** In a file's name, where no sign may divide hours from minutes: `20260304-1520`. */
export function nameMoment(at: Moment): string {
  return `${dayOf(at).replaceAll('-', '')}-${timeOf(at).replace(':', '')}`
}
