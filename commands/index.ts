/** What people can say, in the order `/help` shows it. */
import { CommandList } from '../src/chat/dispatch.ts'
import { ask, respond } from './ask.ts'
import { assign } from './assign.ts'
import { bind } from './bind.ts'
import { board } from './board.ts'
import { brief } from './brief.ts'
import { collect } from './collect.ts'
import { correct, move } from './correct.ts'
import { reopen, revoke } from './end.ts'
import { extend } from './extend.ts'
import { hand } from './hand.ts'
import { helpFor } from './help.ts'
import { leave } from './leave.ts'
import { list, mine } from './list.ts'
import { print } from './print.ts'
import { release } from './release.ts'
import { reply } from './reply.ts'
import { reroute } from './reroute.ts'
import { accept, excuse, returnBack } from './review.ts'
import { roster } from './roster.ts'
import { sheet } from './sheet.ts'
import { history, show } from './show.ts'
import { sign } from './sign.ts'
import { split } from './split.ts'
import { undo } from './undo.ts'
import { urge } from './urge.ts'
import { why } from './why.ts'

export { listeners } from './hear.ts'

export const commands: CommandList = new CommandList([
  assign,
  split,
  sign,
  reply,
  extend,
  reroute,
  ask,
  respond,
  hand,
  accept,
  returnBack,
  urge,
  release,
  revoke,
  reopen,
  excuse,
  collect,
  print,
  undo,
  correct,
  move,
  list,
  mine,
  show,
  why,
  history,
  sheet,
  brief,
  leave,
  roster,
  bind,
  board,
  helpFor(() => commands),
])
