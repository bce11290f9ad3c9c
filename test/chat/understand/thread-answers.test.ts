/**
 * Answers as section heads, liaisons and unit staff write them, each with what it should do: three hundred, of
 * which a third was written first and never looked at while the rules were made, and many more that only sound finished.
 *
 * A wrong change of state (an answer registered that was none, a part signed for, files set to be filed, an extension or
 * another department asked for) costs the bureau a wrong date: at most 0.5 %. Asking back costs a tap; asking always would
 * be no reading at all, so that is bounded too.
 */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readThread } from '../../../src/chat/understand/said-in-thread.ts'
import { threadAct } from '../../../src/chat/understand/thread-act.ts'
import type { AssignmentState } from '../../../src/domain/order.ts'
import { moment } from '../../../src/domain/time.ts'
import { book, calendar } from '../bureau.ts'

interface Labelled {
  readonly text: string
  readonly by: string
  readonly files: number
  readonly state: AssignmentState
  /** `sign`, `answer`, `gather`, `extension`, `reroute`, `instruction`, `withdraw`, `ask`, several with +; `heard`: nothing. */
  readonly does: string
  readonly workdays?: number
  readonly until?: string
  readonly proper?: string
  readonly promise?: boolean
}

const { tuned, doubtful, heldOut } = JSON.parse(
  readFileSync(new URL('../../fixtures/thread-answers.json', import.meta.url), 'utf8'),
) as {
  readonly tuned: readonly Labelled[]
  readonly doubtful: readonly Labelled[]
  readonly heldOut: readonly Labelled[]
}

const SCENE = {
  now: moment('2026-03-04 10:00'),
  calendar,
  book,
  own: ['pe_health_arts_research'],
  office: ['李娜', '孟瑶', '张明', '张主任', '罗静', '罗主任'],
}

/** These change nothing that a date hangs on. */
const HARMLESS: ReadonlySet<string> = new Set(['ask', 'instruction', 'heard'])

function does({ text, state, files }: Pick<Labelled, 'text' | 'state' | 'files'>): readonly string[] {
  const act = threadAct(readThread(text, SCENE), { state, files })
  const done = [
    ...(act.sign ? ['sign'] : []),
    ...(act.answer ? ['answer'] : []),
    ...(act.gather ? ['gather'] : []),
    ...(act.asked ? [act.asked.kind] : []),
    ...(act.withdraw ? ['withdraw'] : []),
    ...(act.ask ? ['ask'] : []),
  ]
  return done.length > 0 ? done : ['heard']
}

const wrongly = (row: Labelled) =>
  does(row).filter((d) => !HARMLESS.has(d) && !row.does.split('+').includes(d))

describe.each([
  ['tuned', tuned],
  ['held out', heldOut],
] as const)('answers as people give them, %s', (_, rows) => {
  it('change no state that they should not', () => {
    const wrong = rows.filter((row) => wrongly(row).length > 0)
    const said = wrong.map((row) => `${row.text}: ${row.does}, did ${does(row).join('+')}`)
    expect(said.length / rows.length, said.join('\n')).toBeLessThanOrEqual(0.005)
  })

  it('are seldom asked back when they are finished', () => {
    const finished = rows.filter((row) => row.does.split('+').includes('answer'))
    const asked = finished.filter((row) => !does(row).includes('answer')).map((row) => row.text)
    expect(finished.length).toBeGreaterThanOrEqual(30)
    expect(asked.length / finished.length, asked.join('\n')).toBeLessThanOrEqual(0.1)
  })

  it('are taken for what they are', () => {
    const missed = rows.filter((row) => does(row).join('+') !== row.does)
    const said = missed.map((row) => `${row.text}: ${row.does}, did ${does(row).join('+')}`)
    expect(said.length / rows.length, said.join('\n')).toBeLessThanOrEqual(0.05)
  })

  it('say how long, until when, whose it is, and what is promised', () => {
    const wrong = rows.flatMap(({ text, workdays, until, proper, promise }) => {
      const { asked, received } = readThread(text, SCENE)
      const days: { readonly workdays?: number; readonly until?: string } =
        asked?.kind === 'extension' ? asked : {}
      const other = asked?.kind === 'reroute' ? asked.proper : undefined
      return [
        ...(workdays !== undefined && days.workdays !== workdays ? [`${text}: ${days.workdays}`] : []),
        ...(until !== undefined && days.until !== until ? [`${text}: ${days.until}`] : []),
        ...(proper !== undefined && other !== proper ? [`${text}: ${other}`] : []),
        ...(promise && received?.promised === undefined ? [`${text}: no promise`] : []),
      ]
    })
    expect(wrong.length, wrong.join('\n')).toBeLessThanOrEqual(2)
  })
})

describe('what only sounds finished', () => {
  it('is never taken for an answer', () => {
    expect(doubtful.length).toBeGreaterThanOrEqual(130)
    const wrong = doubtful.filter((row) => wrongly(row).length > 0)
    expect(wrong.map((row) => `${row.text}: ${row.does}, did ${does(row).join('+')}`)).toEqual([])
  })
})

describe('the three hundred', () => {
  it('are three hundred, each once in its state', () => {
    const all = [...tuned, ...heldOut]
    expect(all.length).toBeGreaterThanOrEqual(300)
    expect(new Set(tuned.map((r) => `${r.text} ${r.state} ${r.files}`)).size).toBe(tuned.length)
  })

  it('do the same in full width, with a full stop, and with the office called first', () => {
    const full = (text: string) =>
      text.replaceAll(',', '，').replace(/\d/g, (d) => String.fromCharCode(d.charCodeAt(0) + 0xfee0))
    for (const row of [...tuned, ...heldOut, ...doubtful].filter((r) => r.text !== '')) {
      for (const text of [`  ${row.text} `, full(row.text), `${row.text}。`, `@李娜 ${row.text}`]) {
        expect(wrongly({ ...row, text }), text).toEqual([])
      }
    }
  })

  it('change nothing more when a voice leaves the points out', () => {
    const wrong = [...tuned, ...heldOut, ...doubtful].filter((row) => {
      const text = row.text.replace(/[，。、；！,]/g, ' ')
      return wrongly({ ...row, text }).length > 0
    })
    expect(wrong.map((r) => r.text)).toEqual([])
  })
})
