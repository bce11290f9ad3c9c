/** 催办 as it is reported and remembered: whom, by which road, with what result. */
import type { UrgeRecord } from '../../domain/notices.ts'
import { sayMoment } from './dates.ts'
import { PLATFORM_NAMES } from './names.ts'

const ROADS: Readonly<Record<string, string>> = { chat: '科室群', phone: '电话', none: '无账号' }

const RESULTS: Readonly<Record<UrgeRecord['result'], string>> = {
  waiting: '待送达',
  sent: '已送达',
  parked: '未送达',
  unreached: '请电话联系',
}

export function roadName(road: string): string {
  return ROADS[road] ?? PLATFORM_NAMES[road] ?? road
}

/** `基教科（唐雪、陈浩、周敏）　飞书；冯洁　无账号，请电话联系` */
export function sayTold(department: string, told: readonly UrgeRecord[]): string {
  if (told.length === 0) return `${department}（名单中无负责人，请电话联系）`
  const roads = [...Map.groupBy(told, (u) => u.road)]
  const parts = roads
    .toSorted(([x], [y]) => Number(x === 'none') - Number(y === 'none'))
    .map(([road, some]) => {
      const names = some.map((u) => u.to).join('、')
      return road === 'none' ? `${names}　无账号，请电话联系` : `（${names}）　${roadName(road)}`
    })
  const first = parts[0]!
  return [
    first.startsWith('（') ? `${department}${first}` : `${department}　${first}`,
    ...parts.slice(1),
  ].join('；')
}

/** `王强 飞书 已送达` */
export function sayResult(u: UrgeRecord): string {
  return `${u.to ? `${u.to} ` : ''}${roadName(u.road)} ${u.road === 'phone' ? '已联系' : RESULTS[u.result]}`
}

/** `3月5日 08:45 李娜→王强 飞书 已送达` */
function sayUrging(u: UrgeRecord, year: number): string {
  return `${sayMoment(u.at, { year })} ${u.by}${u.to ? '→' : ' '}${sayResult(u)}`
}

const MOST_SAID = 3

/** How often, and the last of them: `已催办 3 次：3月5日 08:45 李娜→王强 飞书 已送达`. Nothing when never. */
export function sayUrgings(records: readonly UrgeRecord[], year: number): readonly string[] {
  if (records.length === 0) return []
  const times = new Set(records.map((u) => `${u.at} ${u.by} ${u.road === 'phone' ? 'phone' : ''}`)).size
  const last = records.slice(-MOST_SAID).map((u) => sayUrging(u, year))
  return [`已催办 ${times} 次：${records.length > MOST_SAID ? '最近 ' : ''}${last.join('；')}`]
}
