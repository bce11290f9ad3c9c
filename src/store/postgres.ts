/**
 * postgres.js as drizzle does not use it by itself: statements prepared once, and a transaction whose BEGIN and COMMIT
 * cost no round trip of their own. Both are what makes an event fast; see test/bench.
 */
import { PgDatabase, PgDialect } from 'drizzle-orm/pg-core'
import { PostgresJsSession } from 'drizzle-orm/postgres-js'
import type { ReservedSql, Sql } from 'postgres'
import type { Db } from './database.ts'
import type { Transaction } from './transact.ts'

/** A statement with more values than this is one of a kind (a long list): it is not kept prepared. */
const MOST_VALUES = 60

/**
 * Unprepared, every statement with a value asks the server for its types first: a round trip more. And each leaves when
 * it is made, not when it is first awaited: statements reach the server in the order of the calls.
 */
export function prepared<S extends Sql | ReservedSql>(client: S): S {
  const plain = client.unsafe
  client.unsafe = ((text, values = [], options) =>
    plain(text, values, {
      ...options,
      prepare: values.length > 0 && values.length <= MOST_VALUES,
    }).execute()) as S['unsafe']
  return client
}

/** BEGIN leaves with the first statement and COMMIT with the last ones, on a connection set aside. */
export function pipelined(client: Sql): Transaction {
  const dialect = new PgDialect({ casing: 'snake_case' })
  return async (work) => {
    const connection = prepared(await client.reserve())
    try {
      const session = new PostgresJsSession(connection as unknown as Sql, dialect, undefined)
      connection.unsafe('begin').catch(() => {})
      const { value, written } = await work(new PgDatabase(dialect, session, undefined) as unknown as Db)
      // A statement that failed has made the COMMIT behind it a ROLLBACK.
      const [ended] = await Promise.all([connection.unsafe('commit'), written])
      if (ended.command !== 'COMMIT') throw new Error('the transaction was rolled back')
      return value
    } catch (error) {
      await connection.unsafe('rollback').catch(() => {})
      throw error
    } finally {
      connection.release()
    }
  }
}
