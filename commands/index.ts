/** What people can say, in the order `/help` shows it. */
import { CommandList } from '../src/chat/dispatch.ts'
import { assign } from './assign.ts'
import { bind } from './bind.ts'
import { board } from './board.ts'
import { reopen, revoke } from './end.ts'
import { helpFor } from './help.ts'
import { list, mine } from './list.ts'
import { reply } from './reply.ts'
import { accept, excuse, returnBack } from './review.ts'
import { roster } from './roster.ts'
import { history, show } from './show.ts'
import { sheet } from './sheet.ts'
import { sign } from './sign.ts'
import { urge } from './urge.ts'
import { why } from './why.ts'

export { listeners } from './hear.ts'

export const commands: CommandList = new CommandList([
  assign,
  sign,
  reply,
  accept,
  returnBack,
  urge,
  revoke,
  reopen,
  excuse,
  list,
  mine,
  show,
  why,
  history,
  sheet,
  roster,
  bind,
  board,
  helpFor(() => commands),
])
