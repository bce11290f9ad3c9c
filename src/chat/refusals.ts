/**
 * The words of every refusal: what was understood, the rule where a rule decides, and what to do. The table is complete by
 * its type: a code without words does not compile. A second press is met kindly: it says who did it and when.
 */
import type { Refusal } from '../domain/decision.ts'
import type { RefusalCode, RefusalFacts } from '../domain/refusals.ts'
import type { Message } from './message.ts'
import { CHANGE_REFUSALS } from './refusals/changes.ts'
import { DRAFT_REFUSALS } from './refusals/drafts.ts'
import { LEAVE_REFUSALS } from './refusals/leave.ts'
import { ORDER_REFUSALS } from './refusals/orders.ts'
import { PEOPLE_REFUSALS } from './refusals/people.ts'
import { REQUEST_REFUSALS } from './refusals/requests.ts'
import type { Names } from './words/bureau-names.ts'
import { cut } from './words/short.ts'
import { saySize } from './words/size.ts'

export interface RefusalOptions {
  /** The command's own example, said where the words have to be typed anew. */
  readonly example?: string
}

export function wordRefusal(refusal: Refusal, names: Names, options: RefusalOptions = {}): Message {
  const words = REFUSAL_WORDS[refusal.code] as (facts: unknown, say: Saying) => readonly string[]
  return { lines: words(refusal.facts, { names, example: options.example }) }
}

interface Saying {
  readonly names: Names
  readonly example: string | undefined
}

export type RefusalWords = {
  readonly [C in RefusalCode]: (facts: RefusalFacts[C], say: Saying) => readonly string[]
}

export const REFUSAL_WORDS: RefusalWords = {
  ...ORDER_REFUSALS,
  ...DRAFT_REFUSALS,
  ...CHANGE_REFUSALS,
  ...PEOPLE_REFUSALS,
  ...LEAVE_REFUSALS,
  ...REQUEST_REFUSALS,
  'file.no-store': () => [
    '机器人所在的服务未配置文件存放位置，不能生成文件。',
    '请从台账查看，或由系统管理员配置后再试：/board',
  ],
  'file.too-large': ({ name, bytes, most }) => [
    `${cut(name, 40)}有 ${saySize(bytes)}，超过单个文件 ${saySize(most)} 的上限，未发送。`,
    '请缩小范围后再试，或从台账查看：/board',
  ],
}
