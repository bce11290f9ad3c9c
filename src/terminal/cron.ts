/**
 * pg-boss carries one cron line, each minute, that calls `tick`: several processes share it and each minute happens
 * once. There is never a job per message.
 */
import type { Office, Log } from '../app/office.ts'
import type { App } from '../app.ts'

const QUEUE = 'tick'

export interface Cron {
  stop(): Promise<void>
}

export async function startCron(office: Office, log: Log, app: App): Promise<Cron> {
  const { PgBoss, fromPglite } = await import('pg-boss')
  const { engine, client } = office.database
  const quiet = { superviseIntervalSeconds: 3600, maintenanceIntervalSeconds: 3600 }
  const boss =
    engine === 'pglite'
      ? new PgBoss({ ...quiet, db: fromPglite(client as Parameters<typeof fromPglite>[0]), backend: 'pglite', schema: 'pgboss' })
      : new PgBoss({
          ...quiet,
          schema: office === app.practice ? 'practice_pgboss' : 'pgboss',
          db: {
            executeSql: async (text, values) => {
              const sql = client as { unsafe: (text: string, values?: unknown[]) => Promise<unknown[]> }
              return { rows: [...(await sql.unsafe(text, values))] as never[] }
            },
          },
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
