/** Events that wait at the same moment: one transaction, and each its own outcome. On either engine. */
import { asc, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import type { Moment } from '../../src/domain/time.ts'
import { markSent } from '../../src/services/delivery/lanes.ts'
import { touchBureau } from '../../src/store/bureau.ts'
import type { Database } from '../../src/store/database.ts'
import { type Receive, receiving } from '../../src/store/receive.ts'
import { bureau, inbox, journal, outbox, serialNo } from '../../src/store/schema/index.ts'
import type { Transact, Tx } from '../../src/store/transact.ts'
import { eachEngine } from '../support/database.ts'
import { expectChains } from '../support/once.ts'

const NOW = 1_790_000_000_000 as Moment

/** The way in over a database, and how many transactions it took. */
function over(database: Database, oldMs = 60_000): { receive: Receive; begun: () => number } {
  let begun = 0
  const transact: Transact = (now, work) => {
    begun++
    return database.transact(now, work)
  }
  return { receive: receiving(transact, { atOnce: 1, budgetMs: 60_000, oldMs }), begun: () => begun }
}

const come = (n: number) => ({
  event: { platform: 'web', eventId: `e${n}` },
  lane: 'web:group',
  now: (NOW + n) as Moment,
  machineNow: NOW,
})

/** What an event does here: takes a number, notes it, tells it. */
async function number(tx: Tx, n: number): Promise<number> {
  const { no } = await tx.takeNo(2026)
  tx.note({ matter: 'office', kind: 'numbered', actor: `p${n}`, facts: { no } })
  tx.tell({
    platform: 'web',
    lane: 'web:group',
    address: { to: 'chat', chat: 'group' },
    verb: 'post',
    notice: { kind: 'said', facts: { lines: [`${n}: ${no}`] } },
  })
  return no
}

const told = async ({ db }: Database) =>
  (await db.select().from(outbox).orderBy(asc(outbox.seq))).map(
    (row) => (row.notice.facts as { lines: string[] }).lines[0],
  )

eachEngine('the way in', (open) => {
  test('those that wait together share a transaction, in their order, each with its own moment', async () => {
    const database = await open()
    const { receive, begun } = over(database)
    const got = await Promise.all(
      [1, 2, 3, 4, 5].map((n) => receive(come(n), async (tx) => [tx.now - NOW, await number(tx, n)])),
    )
    expect(begun()).toBe(1)
    expect(got).toEqual([1, 2, 3, 4, 5].map((n) => [n, n]))
    expect(await told(database)).toEqual(['1: 1', '2: 2', '3: 3', '4: 4', '5: 5'])
    expect(await database.db.select().from(serialNo)).toEqual([{ year: 2026, last: 5 }])
    const entries = await database.db.select().from(journal).orderBy(asc(journal.seq))
    expect(entries.map((e) => [e.actor, e.at - NOW])).toEqual([1, 2, 3, 4, 5].map((n) => [`p${n}`, n]))
    await expectChains(database.db)
  })

  test('each sees what those before it did', async () => {
    const database = await open()
    const { receive } = over(database)
    const seen = await Promise.all(
      [1, 2, 3].map((n) =>
        receive(come(n), async (tx) => {
          const entries = await tx.db.select().from(journal)
          const messages = await tx.db.select().from(outbox)
          await number(tx, n)
          return [entries.length, messages.length]
        }),
      ),
    )
    expect(seen).toEqual([
      [0, 0],
      [1, 1],
      [2, 2],
    ])
    await expectChains(database.db)
  })

  test('one that fails takes nobody with it, and leaves no hole', async () => {
    const database = await open()
    const { receive } = over(database)
    const got = await Promise.allSettled(
      [1, 2, 3, 4].map((n) =>
        receive(come(n), async (tx) => {
          const no = await number(tx, n)
          if (n === 2) throw new Error('a rule broke')
          return no
        }),
      ),
    )
    expect(got.map((one) => one.status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled'])
    const numbers = got.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
    expect(numbers.toSorted()).toEqual([1, 2, 3])
    expect((await told(database)).length).toBe(3)
    const keys = await database.db.select({ event: inbox.event }).from(inbox)
    expect(keys.map((row) => row.event).toSorted()).toEqual(['e1', 'e3', 'e4'])
    await expectChains(database.db)
  })

  test('brought twice, at once or later: one effect', async () => {
    const database = await open()
    const { receive } = over(database)
    let ran = 0
    const once = () => receive(come(7), async (tx) => number(tx, ++ran))
    const got = await Promise.all([once(), once(), receive(come(8), async (tx) => number(tx, 8)), once()])
    expect(got).toEqual([1, undefined, 2, undefined])
    expect(await once()).toBeUndefined()
    expect(ran).toBe(1)
  })

  test('a transaction that has become old takes no more: the rest waits for the next, in order', async () => {
    const database = await open()
    const { receive, begun } = over(database, 0)
    const got = await Promise.all([1, 2, 3].map((n) => receive(come(n), (tx) => number(tx, n))))
    expect([got, begun()]).toEqual([[1, 2, 3], 3])
    expect(await told(database)).toEqual(['1: 1', '2: 2', '3: 3'])
    expect((await database.db.select().from(inbox)).length).toBe(3)
  })

  test('who comes behind a change of the bureau sees it', async () => {
    const database = await open()
    await database.db
      .insert(bureau)
      .values({ id: 1, version: 1, name: '示范', group: '领导小组', settings: {} })
    const { receive, begun } = over(database)
    const versions = await Promise.all(
      [1, 2, 3].map((n) =>
        receive(come(n), async (tx, { version }) => {
          if (n === 1) await touchBureau(tx.db)
          return version
        }),
      ),
    )
    expect(versions).toEqual([1, 2, 2])
    expect(begun()).toBe(2)
    expect((await database.db.select().from(inbox)).length).toBe(3)
  })

  test('whether something was offered where it comes from is known on arrival', async () => {
    const database = await open()
    const { receive } = over(database)
    expect(await receive(come(1), async (_, { lastOffer }) => String(lastOffer))).toBe('undefined')
    await receive(come(2), (tx) => number(tx, 2))
    const [row] = await database.db.select().from(outbox)
    const mark = { id: row!.id, sentAt: NOW, purpose: null, matter: null }
    await markSent(database.db, [{ ...mark, offer: { lane: 'web:group', at: NOW + 5 } }])
    expect(await receive(come(3), async (_, { lastOffer }) => lastOffer)).toBe(NOW + 5)
    const elsewhere = { ...come(4), lane: 'web:elsewhere' }
    expect(await receive(elsewhere, async (_, { lastOffer }) => String(lastOffer))).toBe('undefined')
    expect(await database.db.select().from(outbox).where(eq(outbox.sentAt, NOW))).toHaveLength(1)
  })
})
