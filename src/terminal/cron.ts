/**
 * pg-boss carries one cron line, each minute, that calls `tick`: several processes share it and each minute happens
 * once. There is never a job per message.
 */
import type { Log, Office } from '../app/office.ts'
import type { App } from '../app.ts'

const QUEUE = 'tick'

export interface Cron {
  stop(): Promise<void>
}

/** @param url the PostgreSQL both live on; pg-boss keeps connections of its own there, because ours are taught Drizzle's types */
export async function startCron(office: Office, log: Log, app: App, url: string | undefined): Promise<Cron> {
  const { PgBoss, fromPglite } = await import('pg-boss')
  const quiet = { superviseIntervalSeconds: 3600, maintenanceIntervalSeconds: 3600 }
  const boss = url
    ? new PgBoss({
        ...quiet,
        connectionString: url,
        max: 2,
        application_name: 'duban-cron',
        schema: office === app.practice ? 'practice_pgboss' : 'pgboss',
      })
    : new PgBoss({
        ...quiet,
        db: fromPglite(office.database.client as Parameters<typeof fromPglite>[0]),
        backend: 'pglite',
        schema: 'pgboss',
      })
  boss.on('error', (error) => log.warn({ err: error }, 'cron trouble'))
  await boss.start()
  await boss.createQueue(QUEUE)
  await boss.schedule(QUEUE, '* * * * *', null, { tz: 'Asia/Shanghai' })
  await boss.work(QUEUE, { pollingIntervalSeconds: 5 }, async () => {
    await office.tick(office.now())
  })
  return { stop: () => boss.stop({ graceful: true, timeout: 2000 }) }
}
