/** Days and moments as pages write them, in Shanghai time: full dates with weekday. */
import type { Day, Moment } from '../domain/time.ts'

const SHANGHAI_MS = 8 * 3_600_000

export function dateText(day: Day): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  return `${month}月${date}日（周${weekday(Date.UTC(year, month - 1, date))}）`
}

export function shortDate(day: Day): string {
  return `${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`
}

/** `2026年3月2日（周一）10:05` */
export function momentText(moment: Moment): string {
  const at = new Date(moment + SHANGHAI_MS)
  return `${at.getUTCFullYear()}年${at.getUTCMonth() + 1}月${at.getUTCDate()}日（周${weekday(at.getTime())}）${timeText(moment)}`
}

/** `3月2日 10:05` */
export function shortMoment(moment: Moment): string {
  const at = new Date(moment + SHANGHAI_MS)
  return `${at.getUTCMonth() + 1}月${at.getUTCDate()}日 ${timeText(moment)}`
}

/** For `<time datetime>`. */
export function isoText(moment: Moment): string {
  return `${new Date(moment + SHANGHAI_MS).toISOString().slice(0, 19)}+08:00`
}

function timeText(moment: Moment): string {
  return new Date(moment + SHANGHAI_MS).toISOString().slice(11, 16)
}

function weekday(utc: number): string {
  return '日一二三四五六'[new Date(utc).getUTCDay()]!
}

export function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} 字节`
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`
}
