/** The figures as gauges. Each help text ends with what to do when it grows. */
import type { Figures } from '../services/health/figures.ts'
import type { Metrics } from './metrics.ts'

export interface Gauges {
  /** @param known platforms there are, also those without a word waiting */
  tell(figures: Figures, known: readonly string[]): void
  /** The database did not answer; the other figures stay as they were told last. */
  unreachable(): void
  /** @param forMs since when a platform cannot be reached; `undefined`: it can */
  away(platform: string, forMs: number | undefined): void
}

export function createGauges(metrics: Metrics): Gauges {
  const gauge = (name: string, help: string) => metrics.gauge(`duban_${name}`, help)
  const up = gauge(
    'database_up',
    'Whether the database answers. 0: start PostgreSQL, look at DATABASE_URL or the disk; /readyz names the fault.',
  )
  const waiting = gauge(
    'outbox_waiting',
    'Messages that wait to leave. Growing for minutes: look at duban_platform_away and duban_lanes_held.',
  )
  const parked = gauge(
    'outbox_parked',
    'Messages laid aside for good. Above 0: the administrators were told whom they were for; mend the account or chat and say it again.',
  )
  const oldest = gauge(
    'outbox_oldest_seconds',
    'How long the oldest waiting message has waited. Over 300: run doctor; the platform, its credentials or the network are in its way.',
  )
  const ofPlatform = {
    waiting: gauge(
      'outbox_platform_waiting',
      'Messages that wait to leave, by platform. Growing on one alone: that platform is in trouble.',
    ),
    oldest: gauge(
      'outbox_platform_oldest_seconds',
      'How long the oldest message of a platform has waited. Over 300: look at that platform with doctor.',
    ),
    parked: gauge(
      'outbox_platform_parked',
      'Messages laid aside for good, by platform. Above 0: see duban_outbox_parked.',
    ),
  }
  const left = gauge(
    'left_events',
    'Events taken in that wait to be finished. Above 20 for minutes: the database is slow or locked; look at duban_transaction_seconds.',
  )
  const leftOldest = gauge(
    'left_event_oldest_seconds',
    'How long the oldest such event has waited. Over 120: the tick does not run or the event fails; look at duban_tick_lag_seconds and the log.',
  )
  const failed = gauge(
    'failed_events',
    'Events given up after several tries; their senders were told. Above 0: read the log lines "left event failed" and report them.',
  )
  const lanes = gauge(
    'lanes_held',
    'Chats somebody delivers to just now. High with nothing leaving: a process hangs; restart it, its lanes are free after 20 s.',
  )
  const files = gauge(
    'files_waiting',
    'Files that wait to be fetched. Growing: the platform or DATA_DIR (space, rights) is in the way.',
  )
  const lost = gauge(
    'files_lost',
    "Files that could not be fetched; their senders were asked for them again. Growing: look at the app's right to read files.",
  )
  const requests = gauge(
    'open_requests',
    "Requests of departments nobody has decided. Growing: remind the director; it is the office's work, not a fault.",
  )
  const late = gauge(
    'reminders_late',
    'Reminders and briefs of today that went out half an hour or more after their hour. Above 0: it was down or slow in the morning.',
  )
  const tick = gauge(
    'tick_lag_seconds',
    'Since what happens by itself last ran without a fault. Over 180: look at duban_job_failures_total and the log, restart the process.',
  )
  const backup = gauge(
    'backup_age_seconds',
    'Since the last backup; +Inf: none was ever made. Over 604800: run duban backup FILE and keep the file elsewhere.',
  )
  const size = gauge(
    'database_bytes',
    'What tables and indexes take up. Growing faster than the orders: look at the free space of the disk and plan more.',
  )
  const away = gauge(
    'platform_away',
    'Whether a platform cannot be reached. 1: look at the network and the platform; words wait and are not lost.',
  )
  const awayFor = gauge(
    'platform_away_seconds',
    'For how long a platform has not been reached. Over 600: tell the office that words are late.',
  )

  return {
    tell(f, known) {
      up.set(1)
      waiting.set(f.outboxWaiting)
      parked.set(f.outboxParked)
      oldest.set(f.outboxOldestMs / 1000)
      for (const one of [ofPlatform.waiting, ofPlatform.oldest, ofPlatform.parked]) one.clear()
      for (const platform of new Set([...known, ...f.platforms.map((p) => p.name)])) {
        const p = f.platforms.find(({ name }) => name === platform)
        ofPlatform.waiting.set(p?.waiting ?? 0, { platform })
        ofPlatform.oldest.set((p?.oldestMs ?? 0) / 1000, { platform })
        ofPlatform.parked.set(p?.parked ?? 0, { platform })
      }
      left.set(f.leftEvents)
      leftOldest.set(f.leftOldestMs / 1000)
      failed.set(f.failedEvents)
      lanes.set(f.lanesHeld)
      files.set(f.filesWaiting)
      lost.set(f.filesLost)
      requests.set(f.openRequests)
      late.set(f.remindersLate)
      if (f.tickAgoMs !== undefined) tick.set(f.tickAgoMs / 1000)
      if (f.backupAgoMs !== undefined) backup.set(f.backupAgoMs / 1000)
      size.set(f.databaseBytes)
    },
    unreachable: () => up.set(0),
    away(platform, forMs) {
      away.set(forMs === undefined ? 0 : 1, { platform })
      awayFor.set((forMs ?? 0) / 1000, { platform })
    },
  }
}
