import { parseArgs } from 'node:util'
import { verifyJournal } from '../services/export/verify-journal.ts'
import { readText } from './read-json.ts'
import { noMore, UsageError, type Verb } from './verb.ts'

/** Checks an exported journal's chain without the bot. */
export const verify: Verb = async (args, printer) => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { head: { type: 'string' } },
  })
  const [file, ...more] = positionals
  if (file === undefined) throw new UsageError('请写明导出的履历文件。')
  noMore(more)
  const result = verifyJournal(await readText(file), values.head)
  printer.print(result)
  return result.ok ? 0 : 1
}
