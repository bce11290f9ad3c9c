/**
 * Every conversation in this folder, played through the whole bot. A talk whose second line is
 * `# bureau NAME` plays in the bureau of `test/fixtures/NAME.json`.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, describe, expect, it } from 'vitest'
import { silentLog } from '../../src/app/log.ts'
import { playTalk } from '../../src/app/talk/play-talk.ts'
import { readTalk } from '../../src/app/talk/read-talk.ts'
import { holidayYears } from '../../src/data/holidays/index.ts'
import { practiceBureau } from '../../src/data/practice-bureau.ts'
import { moment } from '../../src/domain/time.ts'
import { parseBureauFile } from '../../src/services/bureau/bureau-file.ts'
import { loadBureau } from '../../src/services/bureau/load-bureau.ts'
import type { Database } from '../../src/store/database.ts'
import { transactOver } from '../../src/store/transact.ts'
import { onlyWeb } from '../../src/terminal/play.ts'
import { emptied, testDatabase } from '../support/database.ts'

const folder = new URL('.', import.meta.url)
const talks = readdirSync(folder).filter((name) => name.endsWith('.talk'))

function read(name: string): string {
  return readFileSync(new URL(name, folder), 'utf8')
}

function bureauOf(talk: string): unknown {
  const name = /^# bureau (\S+)$/m.exec(talk)?.[1]
  return name ? JSON.parse(readFileSync(new URL(`../fixtures/${name}.json`, folder), 'utf8')) : practiceBureau
}

/** One database for all talks, emptied between them. */
let opened: Promise<Database> | undefined
afterAll(async () => (await opened)?.close())

async function emptyDatabase(): Promise<Database> {
  const used = opened !== undefined
  opened ??= testDatabase()
  const database = await opened
  if (used) await emptied(database.db)
  return { ...database, transact: transactOver(database.db, { oneAtATime: true, budgetMs: 1500 }) }
}

/** Plays a talk; what did not hold, a block each: line, expected, said. */
async function failuresOf(talk: string): Promise<string[]> {
  const database = await emptyDatabase()
  const bureau = onlyWeb(parseBureauFile(bureauOf(talk)))
  await database.transact(moment('2024-01-02 09:00'), (tx) => loadBureau(tx, bureau))
  const steps = await playTalk(talk, { database, holidays: holidayYears, log: silentLog })
  return steps
    .flatMap((s) => s.failures)
    .map((f) => `line ${f.line}\nexpected: ${f.expected}\nsaid:\n${f.said}`)
}

describe('conversations', () => {
  it.each(talks)('%s', async (name) => {
    expect((await failuresOf(read(name))).join('\n\n')).toBe('')
  })
})

describe('a conversation that is not what it says', () => {
  it('fails, check by check', async () => {
    const checks = [
      'expect 3月10日',
      'expect ~王强 拟下发',
      'expect @人事科 拟下发',
      'expect /交办单〔\\d+〕/',
      'expect none',
      'expect none ~李娜',
      'refuse 权责清单',
      'refuse ~李娜 /3月9日/',
    ]
    const story = ['clock 2026-03-02 10:00', '李娜: /assign 人事科 更新权责清单 5个工作日内', ...checks]
    const found = await failuresOf(story.join('\n'))
    expect(found).toHaveLength(checks.length)
    for (const [i, check] of checks.entries()) {
      expect(found[i]).toContain(`line ${i + 3}\nexpected: ${check}\nsaid:`)
    }
  })

  it('and every talk checks something after most of its steps', () => {
    for (const name of talks) {
      const lines = readTalk(read(name))
      const checks = lines.filter(({ what }) => ['expect', 'none', 'refuse'].includes(what.kind)).length
      expect(checks, name).toBeGreaterThanOrEqual(5)
    }
  })
})
