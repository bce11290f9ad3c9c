import { describe, expect, it } from 'vitest'
import { understand } from '../../../src/chat/understand/index.ts'
import { moment } from '../../../src/domain/time.ts'
import utterances from '../../fixtures/utterances.json' with { type: 'json' }
import { alike } from '../alike.ts'
import { book, calendar } from '../bureau.ts'

interface Utterance {
  readonly id: string
  readonly now: string
  readonly speaker: string
  readonly text: string
  readonly expected: Record<string, unknown> & { subject: string | null }
}

const read = (u: Pick<Utterance, 'now' | 'speaker' | 'text'>) =>
  understand(u.text, { now: moment(u.now), speaker: u.speaker, calendar, book })

describe('the 38 sentences', () => {
  it.each(utterances as unknown as Utterance[])('$id $text', (u) => {
    const { subject, note: _note, ...expected } = u.expected
    const { subject: heard, unsure, ...rest } = read(u)
    expect(rest).toEqual(expected)
    expect(alike(heard, subject), `subject read as ${heard}`).toBe(true)
    expect(unsure).toEqual(expect.arrayContaining((expected.needsClarification as string[]) ?? []))
  })

  it('would fail for another speaker, another day, another sentence', () => {
    const [u01, u02, , u04, , , u07] = utterances as unknown as Utterance[]
    expect(read({ ...u01!, now: '2026-11-30T09:20:00+08:00' }).due).not.toEqual(u01!.expected.due)
    expect(read({ ...u07!, speaker: 'liaison' }).intent).not.toBe('approve_extension')
    expect(read({ ...u02!, text: u04!.text }).departments).not.toEqual(u02!.expected.departments)
  })
})
