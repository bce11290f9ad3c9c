/** The practice bureau in a database, and contexts to call services with. */
import { holidayYears } from '../../src/data/holidays/index.ts'
import { practiceBureau } from '../../src/data/practice-bureau.ts'
import { postsOf } from '../../src/domain/roster.ts'
import { dayOf, type Moment, moment } from '../../src/domain/time.ts'
import { type BureauFile, parseBureauFile } from '../../src/services/bureau/bureau-file.ts'
import { loadBureau } from '../../src/services/bureau/load-bureau.ts'
import type { Ctx } from '../../src/services/context.ts'
import { DUBAN } from '../../src/services/context.ts'
import { readBureau } from '../../src/store/bureau.ts'
import type { Database } from '../../src/store/database.ts'

export const practice: BureauFile = parseBureauFile(practiceBureau)

/** Loads a bureau, the practice one unless another is given. */
export async function withBureau(database: Database, file: BureauFile = practice): Promise<Database> {
  await database.transact(moment('2026-01-04 09:00'), (tx) => loadBureau(tx, file))
  return database
}

/** One transaction as somebody of the bureau, or as the bot. */
export async function act<T>(
  database: Database,
  at: Moment | string,
  who: string,
  work: (ctx: Ctx) => Promise<T>,
): Promise<T> {
  const now = typeof at === 'string' ? moment(at) : at
  const bureau = (await readBureau(database.db, holidayYears))!
  const person = bureau.roster.people.get(who)
  const actor = person
    ? { code: who, name: person.name, posts: postsOf(bureau.roster, who, dayOf(now)) }
    : DUBAN
  return database.transact(now, (tx) => work({ tx, now, bureau, actor }))
}
