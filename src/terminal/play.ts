import { parseArgs } from 'node:util'
import { silentLog } from '../app/log.ts'
import { PlayError, type PlayedStep, playTalk } from '../app/talk/play-talk.ts'
import { TalkError } from '../app/talk/read-talk.ts'
import type { SaidLine } from '../app/talk/said.ts'
import { holidayYears } from '../data/holidays/index.ts'
import { practiceBureau } from '../data/practice-bureau.ts'
import { dayOf, type Moment, moment, timeOf } from '../domain/time.ts'
import { parseBureauFile } from '../services/bureau/bureau-file.ts'
import { loadBureau } from '../services/bureau/load-bureau.ts'
import { openDatabase } from '../store/database.ts'
import { readMigrations } from '../store/migrations-folder.ts'
import { readJson, readText } from './read-json.ts'
import { MIGRATIONS, noMore, UsageError, type Verb } from './verb.ts'

/** Plays a conversation through the whole bot on an in-memory database. Exit 1 when a check fails. */
export const play: Verb = async (args, printer) => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { bureau: { type: 'string' }, json: { type: 'boolean' } },
  })
  const [file, ...more] = positionals
  if (file === undefined) throw new UsageError('请写明对话文件。')
  noMore(more)
  const show = (steps: readonly PlayedStep[]) => {
    for (const s of steps) printer.print(`${values.json ? forPrograms(s) : forPeople(s)}\n`)
  }
  const [talk, bureau, migrations] = await Promise.all([
    readText(file),
    values.bureau === undefined ? practiceBureau : readJson(values.bureau),
    readMigrations(MIGRATIONS),
  ])
  const database = await openDatabase({ migrations })
  try {
    await database.transact(moment('2024-01-02 09:00'), (tx) =>
      loadBureau(tx, onlyWeb(parseBureauFile(bureau))),
    )
    const steps = await playTalk(talk, { database, holidays: holidayYears, log: silentLog })
    show(steps)
    const failures = steps.flatMap((s) => s.failures)
    for (const f of failures) printer.complain(`第 ${f.line} 行不符　${f.expected}\n实际：\n${f.said}\n`)
    return failures.length === 0 ? 0 : 1
  } catch (error) {
    if (!(error instanceof TalkError)) throw error
    if (error instanceof PlayError) show(error.steps)
    printer.complain(error.message)
    return 1
  } finally {
    await database.close()
  }
}

/** `play` knows one platform: chats stand by their kind, and everybody has an account. */
export function onlyWeb<F extends ReturnType<typeof parseBureauFile>>(file: F): F {
  const group = file.chats.find((c) => c.kind === 'group')
  return {
    ...file,
    people: file.people.map((p) => ({ ...p, accounts: { web: p.code } })),
    chats: [
      { platform: 'web', id: 'group', title: group?.title ?? '政务公开领导小组工作群', kind: 'group' },
      { platform: 'web', id: 'leaders', title: '局领导', kind: 'leaders' },
      ...file.departments.map((d) => ({
        platform: 'web',
        id: `dept:${d.code}`,
        title: d.name,
        kind: 'department',
        department: d.code,
      })),
    ],
  } as F
}

function forPrograms({ step, line, said, edited, ok }: PlayedStep): string {
  return JSON.stringify({ step, line, said, edited, ok })
}

function forPeople(s: PlayedStep): string {
  const words = (mark: string) => (line: SaidLine) =>
    `  ${mark} ${line.to}${line.thread ? ` ${line.thread}` : ''}\n${line.text.replace(/^/gm, '      ')}${line.buttons.length > 0 ? `\n      ${line.buttons.map((b) => `〔${b}〕`).join('')}` : ''}`
  return [`${stamp(s.at)}  ${s.source}`, ...s.said.map(words('→')), ...s.edited.map(words('✎'))].join('\n')
}

function stamp(at: Moment): string {
  return `${dayOf(at)} ${timeOf(at)}`
}
