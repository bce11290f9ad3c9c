import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { holidayYears } from '../data/holidays/index.ts'
import { exportJournal } from '../services/export/export-journal.ts'
import { exportLedger } from '../services/export/export-ledger.ts'
import { readBureau } from '../store/bureau.ts'
import { atDesk, noMore, placeFor, UsageError } from './verb.ts'

/** Tables out: the ledger, or the journal with its chain. */
export const exportTable = atDesk(async (args, printer, desk) => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      as: { type: 'string', default: 'json' },
      out: { type: 'string' },
      practice: { type: 'boolean', default: false },
    },
  })
  const [what, ...more] = positionals
  const as = values.as
  if (what !== 'ledger' && what !== 'journal')
    throw new UsageError('可导出 ledger（台账）或 journal（履历）。')
  if (as !== 'json' && as !== 'csv') throw new UsageError('--as 应为 json 或 csv。')
  noMore(more)
  const { database, clock } = await placeFor(desk, values.practice)
  const bureau = await readBureau(database.db, holidayYears)
  if (!bureau) throw new Error('尚未载入单位，请先运行 init')
  const text =
    what === 'ledger'
      ? await exportLedger(database.db, bureau, clock.now(), as)
      : await exportJournal(database.db, as)
  if (values.out === undefined) printer.print(text.endsWith('\n') ? text : `${text}\n`)
  else {
    await writeFile(resolve(desk.caller?.cwd ?? '.', values.out), text)
    printer.print({ written: values.out })
  }
  return 0
}, 'export')
