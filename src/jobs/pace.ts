/** How fast a platform may be spoken to: so many a second and a minute for the app, so many a second for a chat. Machine time. */
import type { Pace } from '../chat/adapter.ts'

export interface Pacer {
  /** Milliseconds to wait before the next message to that chat; 0 takes the place at once. */
  take(platform: string, pace: Pace, chat: string, now: number): number
}

export const noPace: Pacer = { take: () => 0 }

export function createPacer(): Pacer {
  const times = new Map<string, number[]>()
  const wait = (key: string, most: number, windowMs: number, now: number): number => {
    const sent = times.get(key)?.filter((t) => t > now - windowMs) ?? []
    times.set(key, sent)
    return sent.length < most ? 0 : sent[sent.length - most]! + windowMs - now
  }
  return {
    take(platform, pace, chat, now) {
      const limits: [string, number, number][] = [
        [`${platform}/s`, pace.perSecond, 1000],
        [`${platform}/m`, pace.perMinute, 60_000],
        [`${platform}:${chat}`, pace.perChatPerSecond, 1000],
      ]
      const ms = Math.max(...limits.map(([key, most, windowMs]) => wait(key, most, windowMs, now)))
      if (ms > 0) return ms
      for (const [key] of limits) times.get(key)!.push(now)
      if (times.size > 5000)
        for (const [key, sent] of times) if (sent.at(-1)! < now - 60_000) times.delete(key)
      return 0
    },
  }
}
