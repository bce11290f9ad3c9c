/** What must not compile: a notice or a refusal without words. Checked by `tsc`; nothing here runs. */
import { NOTICE_WORDS, type NoticeWords } from '../../src/chat/notices/index.ts'
import { REFUSAL_WORDS, type RefusalWords } from '../../src/chat/refusals.ts'

const { 'order.card': _card, ...noticesButOne } = NOTICE_WORDS
// @ts-expect-error the order's message has no words
export const notices: NoticeWords = noticesButOne

const { 'order.unknown': _unknown, ...refusalsButOne } = REFUSAL_WORDS
// @ts-expect-error the refusal of an unknown number has no words
export const refusals: RefusalWords = refusalsButOne

// @ts-expect-error a notice nobody records
export const invented: NoticeWords = { ...NOTICE_WORDS, 'order.invented': () => ({ lines: [] }) }

// @ts-expect-error words that ask for a fact the refusal does not carry
export const asking: RefusalWords = { ...REFUSAL_WORDS, 'draft.gone': ({ no }: { no: number }) => [`${no}`] }
