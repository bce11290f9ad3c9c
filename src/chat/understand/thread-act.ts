/** What follows from words and files under an order, by the state of the speaker's part. Certain, or asked. */
import type { AssignmentState } from '../../domain/order.ts'
import type { AskedInThread, ThreadReading } from './said-in-thread.ts'

export interface ThreadAct {
  readonly sign: boolean
  /** Registered at once. */
  readonly answer: boolean
  /** Files wait for 提交反馈 or a pause. */
  readonly gather: boolean
  readonly asked?: AskedInThread
  readonly withdraw: boolean
  /** 〔作为反馈〕〔只是讨论〕. */
  readonly ask: boolean
}

const NOTHING: ThreadAct = { sign: false, answer: false, gather: false, withdraw: false, ask: false }

export function threadAct(
  read: ThreadReading,
  { state, files }: { readonly state: AssignmentState; readonly files: number },
): ThreadAct {
  const sign = read.received !== undefined && state === 'waiting'
  if (read.withdrawn) return { ...NOTHING, withdraw: true }
  if (read.asked && read.asked.kind !== 'instruction')
    return { ...NOTHING, sign: sign && read.asked.kind === 'extension', asked: read.asked }
  // What was answered is not answered again by saying so: within ten minutes it joins, later it is asked about.
  const again = state === 'answered' && files === 0
  const answer = (!again && read.answer) || (files > 0 && read.handsIn && !read.asked)
  if (answer) return { ...NOTHING, answer: true, ...(read.asked ? { asked: read.asked } : {}) }
  if (read.asked) return { ...NOTHING, sign, asked: read.asked }
  if (read.received) return { ...NOTHING, sign, ask: files > 0 }
  if (files > 0) return { ...NOTHING, gather: !read.unfinished, ask: read.unfinished }
  return { ...NOTHING, ask: !read.courtesy }
}
