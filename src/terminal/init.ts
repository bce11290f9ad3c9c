import { parseBureauFile, unreadParts } from '../services/bureau/bureau-file.ts'
import { loadBureau } from '../services/bureau/load-bureau.ts'
import { readJson } from './read-json.ts'
import { atDesk, noMore, UsageError } from './verb.ts'

/** Creates the folder and the database, applies migrations, loads or updates a bureau. Contacts no platform; safe to repeat. */
export const init = atDesk(async ([file, ...more], printer, desk) => {
  if (file === undefined) throw new UsageError('请写明单位文件。')
  noMore(more)
  const input = await readJson(file, desk.caller)
  const parsed = parseBureauFile(input)
  for (const part of unreadParts(input)) printer.complain(`未识别的部分已略过：${part}`)
  const { database, clock } = await desk.open('real')
  printer.print(await database.transact(clock.now(), (tx) => loadBureau(tx, parsed)))
  return 0
}, 'init')
