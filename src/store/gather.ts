/**
 * What one transaction gathers while rules run, and how it reaches the database: new rows, facts for the journal and
 * messages for the outbox leave together, in one statement, at the commit or before somebody looks.
 */
import { randomUUID } from 'node:crypto'
import type { Moment } from '../domain/time.ts'
import type { Db } from './database.ts'
import { chainOver, type Entry } from './journal.ts'
import { insertRows, type Rows } from './rows.ts'
import * as schema from './schema/index.ts'
import { numbersIn } from './serial.ts'
import type { Telling, Told, Tx } from './transact.ts'

export interface Gathering {
  /** Lets `work` run as one part of the transaction: what it told and noted is gathered before the next part begins. */
  part<T>(now: Moment, work: (tx: Tx) => Promise<T>): Promise<T>
  /** Sends what is not written yet, at once: the commit may follow without waiting for the answer. */
  write(): Promise<void>
  readonly told: readonly Told[]
  /** To be run after the commit. */
  readonly after: readonly (() => void)[]
}

type Identified = Telling & { readonly id: string }

export function gathering(db: Db): Gathering {
  const chain = chainOver(db)
  const numbers = numbersIn(() => looking())
  const told: Told[] = []
  const after: (() => void)[] = []
  let rows: Rows[] = []
  /** Sent before the commit, because somebody looked. */
  let early: Promise<void>[] = []

  function taken(): Rows[] {
    const all = [...rows, ...chain.rows(), ...numbers.rows()]
    rows = []
    return all
  }

  function looking(): Db {
    const all = taken().filter((one) => one.rows.length > 0)
    if (all.length > 0) {
      const sent = insertRows(db, all)
      sent.catch(() => {})
      early.push(sent)
    }
    return db
  }

  async function settled(): Promise<void> {
    const sent = early
    early = []
    await Promise.all(sent)
  }

  async function part<T>(now: Moment, work: (tx: Tx) => Promise<T>): Promise<T> {
    const entries: Entry[] = []
    const tellings: Identified[] = []
    const before: (() => Promise<void>)[] = []
    const value = await work({
      get db() {
        return looking()
      },
      now,
      write: (...more) => void rows.push(...more),
      note: (entry) => void entries.push(entry),
      tell: (telling) => {
        const id = randomUUID()
        tellings.push({ ...telling, id })
        return id
      },
      takeNo: numbers.take,
      inside: part,
      beforeCommit: (fn) => void before.push(fn),
      afterCommit: (fn) => void after.push(fn),
    })
    for (const fn of before) await fn()
    await settled()
    await chain.add(entries, now)
    rows.push(outboxRows(replyFirst(tellings), now))
    for (const { id, lane, platform } of tellings) told.push({ id, lane, platform })
    return value
  }

  return {
    part,
    write: () => insertRows(db, taken()),
    told,
    after,
  }
}

/** The reply leaves first: its own lane by order, the others by waiting for it. */
function replyFirst(tellings: readonly Identified[]): readonly Identified[] {
  const reply = tellings.find((t) => t.reply)
  if (!reply) return tellings
  const others = tellings.filter((t) => t !== reply)
  return [reply, ...others.map((t) => (t.lane === reply.lane || t.after ? t : { ...t, after: reply.id }))]
}

function outboxRows(tellings: readonly Identified[], now: Moment): Rows<typeof schema.outbox> {
  return {
    into: schema.outbox,
    rows: tellings.map((t) => ({
      id: t.id,
      lane: t.lane,
      platform: t.platform,
      verb: t.verb,
      target: t.address as Record<string, unknown> | null,
      notice: t.notice,
      purpose: t.purpose ?? null,
      matter: t.matter ?? null,
      after: t.after ?? null,
      at: now,
      attempts: 0,
      nextAt: Date.now(),
    })),
  }
}
