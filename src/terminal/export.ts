import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { standardTemplate } from '../app/standard-template.ts'
import { nameMoment } from '../chat/words/table.ts'
import { holidayYears } from '../data/holidays/index.ts'
import { exportJournal } from '../services/export/export-journal.ts'
import { exportLedger } from '../services/export/export-ledger.ts'
import { ledgerSheet } from '../services/export/ledger-sheet.ts'
import { readBureau } from '../store/bureau.ts'
import { atDesk, noMore, placeFor, UsageError } from './verb.ts'

/** Tables out: the ledger, or the journal with its chain; and the order's form, for a bureau to make its own of it. */
export const exportTable = atDesk(async (args, printer, desk) => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      as: { type: 'string', default: 'json' },
      out: { type: 'string' },
      practice: { type: 'boolean', default: false },
      restricted: { type: 'boolean', default: false },
    },
  })
  const [what, ...more] = positionals
  const as = values.as
  const into = (name: string) => resolve(desk.caller?.cwd ?? '.', values.out ?? name)
  if (what === 'template') {
    noMore(more)
    const file = into('交办单.docx')
    await writeFile(file, await standardTemplate())
    printer.print({ written: values.out ?? '交办单.docx' })
    return 0
  }
  if (what !== 'ledger' && what !== 'journal')
    throw new UsageError('可导出 ledger（台账）、journal（履历）或 template（单据模板）。')
  if (as !== 'json' && as !== 'csv' && !(as === 'xlsx' && what === 'ledger'))
    throw new UsageError(what === 'ledger' ? '--as 应为 json、csv 或 xlsx。' : '--as 应为 json 或 csv。')
  noMore(more)
  const { database, clock } = await placeFor(desk, values.practice)
  const bureau = await readBureau(database.db, holidayYears)
  if (!bureau) throw new Error('尚未载入单位，请先运行 init')
  if (as === 'xlsx') {
    const now = clock.now()
    const name = `台账-${nameMoment(now)}.xlsx`
    const { bytes, leftOut } = await ledgerSheet(database.db, bureau, now, values.restricted)
    if (leftOut > 0) printer.complain(sayLeftOut(leftOut))
    await writeFile(into(name), bytes)
    printer.print({ written: values.out ?? name, leftOut })
    return 0
  }
  const { text, leftOut } =
    what === 'ledger'
      ? await exportLedger(database.db, bureau, clock.now(), as, values.restricted)
      : await exportJournal(database.db, as, values.restricted)
  if (leftOut > 0) printer.complain(sayLeftOut(leftOut, what === 'journal' ? '的内容' : ''))
  if (values.out === undefined) printer.print(text.endsWith('\n') ? text : `${text}\n`)
  else {
    await writeFile(resolve(desk.caller?.cwd ?? '.', values.out), text)
    printer.print({ written: values.out, leftOut })
  }
  return 0
}, 'export')

function sayLeftOut(count: number, what = ''): string {
  return `未导出限定知悉事项 ${count} 件${what}；确需导出的，加 --restricted，并妥善保管。`
}
