import { getTableColumns, getTableName, is } from 'drizzle-orm'
import { PgTable } from 'drizzle-orm/pg-core'
import { expect, test } from 'vitest'
import { moment } from '../../src/domain/time.ts'
import { FILE_COLUMNS, fileHashes, openContents, rowsInTheWay, TABLES } from '../../src/store/backup.ts'
import { writeKept } from '../../src/store/bureau.ts'
import * as schema from '../../src/store/schema/index.ts'
import { connectionOf, withSnapshot } from '../../src/store/session.ts'
import { withBureau } from '../support/bureau.ts'
import { eachEngine } from '../support/database.ts'

const tables = Object.values(schema).filter((t) => is(t, PgTable)) as PgTable[]

test('every column that names a kept file is known to backups', () => {
  const named = tables.flatMap((table) =>
    Object.keys(getTableColumns(table))
      .filter((column) => /^(?:sha256|blob|fileHash)$/i.test(column))
      .map((column) => `${getTableName(table)}.${column}`),
  )
  expect(FILE_COLUMNS.map(([table, column]) => `${table}.${column}`).sort()).toEqual(named.sort())
})

eachEngine('a snapshot', (open, engine) => {
  const entry = (no: number) => ({
    matter: `order:2026-${no}`,
    kind: 'order.issued',
    actor: 'duban',
    facts: { no },
  })

  test('is of one moment, whatever is written while it is read', async () => {
    const database = await withBureau(await open())
    await database.transact(moment('2026-03-02 09:00'), async (tx) => tx.note(entry(1)))
    const write = (no: number) =>
      database.transact(moment('2026-03-02 09:01'), async (tx) => tx.note(entry(no)))
    await withSnapshot(database, async (snapshot) => {
      const { tables: order } = await openContents(snapshot)
      const [isolation] = await snapshot.session.rows<{ transaction_isolation: string }>(
        'show transaction_isolation',
      )
      // Embedded, nobody else has a connection while the queries are laid aside.
      if (engine === 'postgres') expect(isolation!.transaction_isolation).toBe('repeatable read')
      await write(2)
      const rows: Record<string, number> = {}
      for (const table of order) {
        rows[table] = 0
        for await (const portion of snapshot.read(table)) rows[table] += portion.length
        if (table === 'journal') await write(3)
      }
      // The import of the bureau's roster and calendar, and one order.
      const heads = (await database.db.select().from(schema.matterHead)).length
      expect(rows.matter_head).toBe(heads - 2)
      expect(rows.journal).toBe((await database.db.select().from(schema.journal)).length - 2)
      expect(rows.person).toBe((await database.db.select().from(schema.person)).length)
    })
  })

  test('leaves nothing open, and may be taken twice at once', async () => {
    const database = await withBureau(await open())
    const take = () =>
      withSnapshot(database, async (snapshot) => {
        const { tables: order } = await openContents(snapshot)
        let rows = 0
        for (const table of order) for await (const portion of snapshot.read(table)) rows += portion.length
        for await (const _ of fileHashes(snapshot)) rows++
        return rows
      })
    const [one, two] = await Promise.all([take(), take()])
    expect(one).toBe(two)
    const left = await connectionOf(database).transaction((session) =>
      session.rows("select name from pg_cursors where name like 'duban%'"),
    )
    expect(left).toEqual([])
    await expect(
      withSnapshot(database, async (snapshot) => {
        await openContents(snapshot)
        throw new Error('the disk is full')
      }),
    ).rejects.toThrow('the disk is full')
    expect((await database.db.select().from(schema.bureau)).length).toBe(1)
  })

  test('names tables after those they refer to, and leaves out what must not come back', async () => {
    const database = await withBureau(await open())
    await writeKept(database.db, 'session-key', 'secret of this installation')
    await writeKept(database.db, 'clock-offset', '5')
    await withSnapshot(database, async (snapshot) => {
      const { tables: order, migrations } = await openContents(snapshot)
      expect(order.indexOf('person')).toBeGreaterThan(order.indexOf('department'))
      expect(order.indexOf('assignment')).toBeGreaterThan(order.indexOf('orders'))
      expect(TABLES.filter((name) => !order.includes(name)).sort()).toEqual([
        'bind_code',
        'board_link',
        'lane',
      ])
      expect(migrations.map((m) => m.name)).toContain('0000_first')
      const kept: string[] = []
      for await (const rows of snapshot.read('keep')) kept.push(...rows)
      expect(kept).toEqual(['{"name":"clock-offset","value":"5"}'])
    })
  })

  test('a bureau that is loaded is in the way of a restore, a key that was made is not', async () => {
    const database = await open()
    await writeKept(database.db, 'session-key', 'made at a start')
    const look = () => connectionOf(database).transaction(rowsInTheWay)
    expect(await look()).toEqual({})
    await withBureau(database)
    expect(await look()).toMatchObject({ bureau: 1, department: 18 })
  })
})
