/** The preview of one order or several, for its sender alone: exactly what will happen at 确认下发. */
import type { DraftLine } from '../../domain/notices.ts'
import { type Day, yearOf } from '../../domain/time.ts'
import type { Button, Line, Message } from '../message.ts'
import { sayDay } from './dates.ts'
import { draftLines, orderBlocks } from './drafts.ts'
import { MOST_LINES } from './short.ts'

/** Whose word a draft waits for, when that is not its sender's own. */
export type Asks = 'leader' | 'director'

export interface PreviewFacts extends DraftLine, Shown {}

interface Shown {
  /** The draft's id, carried by the buttons. */
  readonly id: string
  /** Today's year, left unsaid in dates; the due year when absent. */
  readonly year?: number | undefined
  /** Receipt moved the due day since the last preview: the day shown then. */
  readonly movedFrom?: Day | undefined
  /** What else was read, a line each: 其他日期 11月30日（周一）. */
  readonly readings?: readonly string[] | undefined
  /** The leader to whom it may be sent first; absent where nobody leads. */
  readonly leader?: string | undefined
  /** It cannot be issued by its sender alone: 报组长审定 was said, or the bureau asks for the director's word. */
  readonly asks?: Asks | undefined
  /** Whether its sender may issue it alone after all; off where the bureau asks for the director's word. */
  readonly mayConfirm?: boolean | undefined
}

export function preview(facts: PreviewFacts): Message {
  const year = { year: facts.year ?? yearOf(facts.due.on) }
  const lines: Line[] = [
    ...draftLines(facts, year),
    ...(facts.movedFrom ? [`期限因收到时间变更（原为 ${sayDay(facts.movedFrom, year)}），请重新确认`] : []),
  ]
  return {
    title: `拟下发 ${facts.kind}`,
    lines: [...lines, ...(facts.readings ?? []).slice(0, Math.max(0, MOST_LINES - 1 - lines.length))],
    buttons: buttonsOf(facts),
  }
}

/** Several orders, confirmed together; a number each. */
export function previewSeveral(
  facts: Shown & { readonly orders: readonly DraftLine[]; readonly moved?: boolean },
): Message {
  const year = { year: facts.year ?? yearOf(facts.orders[0]!.due.on) }
  const lines: Line[] = [
    ...orderBlocks(facts.orders, year),
    ...(facts.moved ? ['期限因收到时间变更，请重新确认'] : []),
  ]
  return {
    title: `拟下发 ${facts.orders.length} 件，分别编号`,
    lines: [...lines, ...(facts.readings ?? []).slice(0, Math.max(0, MOST_LINES - 1 - lines.length))],
    buttons: buttonsOf(facts),
  }
}

function buttonsOf({ id: draft, asks, leader, mayConfirm = true }: Shown): readonly Button[] {
  const change: Button[] = [
    { label: '修改', press: { do: 'draft.edit', draft } },
    { label: '取消', press: { do: 'draft.cancel', draft } },
  ]
  const submit: Button = { label: '报组长审定', press: { do: 'draft.submit', draft, to: 'leader' } }
  if (asks === 'leader') {
    const confirm: Button = { label: '确认下发', press: { do: 'draft.confirm', draft } }
    return [{ ...submit, style: 'primary' }, ...(mayConfirm ? [confirm] : []), ...change]
  }
  if (asks === 'director') {
    return [
      { label: '报主任确认', press: { do: 'draft.submit', draft, to: 'director' }, style: 'primary' },
      ...(leader ? [submit] : []),
      ...change,
    ]
  }
  return [
    { label: '确认下发', press: { do: 'draft.confirm', draft }, style: 'primary' },
    ...(leader ? [submit] : []),
    ...change,
  ]
}
