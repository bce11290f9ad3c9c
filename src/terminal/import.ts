import { parseArgs } from 'node:util'
import { holidayYears } from '../data/holidays/index.ts'
import { importHolidays } from '../services/bureau/import-holidays.ts'
import { importRoster } from '../services/bureau/import-roster.ts'
import { DUBAN } from '../services/context.ts'
import { readBureau } from '../store/bureau.ts'
import { readJson, readText } from './read-json.ts'
import { atDesk, noMore, placeFor, UsageError } from './verb.ts'

/** Tables in: the roster, or a year's arrangement of days off. Without `--confirm` nothing is changed that would surprise. */
export const importFile = atDesk(async (args, printer, desk) => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { confirm: { type: 'boolean', default: false }, practice: { type: 'boolean', default: false } },
  })
  const [what, file, ...more] = positionals
  if ((what !== 'roster' && what !== 'holidays') || file === undefined)
    throw new UsageError('可导入 roster（名单）或 holidays（放假安排），并写明文件。')
  noMore(more)
  const { database, clock } = await placeFor(desk, values.practice)
  const input = what === 'holidays' ? await readJson(file, desk.caller) : await readText(file, desk.caller)
  const result = await database.transact(clock.now(), async (tx) => {
    const bureau = await readBureau(tx.db, holidayYears)
    if (!bureau) throw new Error('尚未载入单位，请先运行 init')
    const ctx = { tx, now: tx.now, bureau, actor: DUBAN }
    return what === 'holidays'
      ? importHolidays(ctx, input, values.confirm)
      : importRoster(ctx, input as string, values.confirm)
  })
  printer.print(result)
  for (const words of result.complaints) printer.complain(words)
  return result.done ? 0 : 1
}, 'import')
