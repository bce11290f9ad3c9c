import { describe, expect, it } from 'vitest'
import { type DeadlineReading, readDeadlines } from '../../../src/chat/deadline/index.ts'
import { HOUR, moment, plus } from '../../../src/domain/time.ts'
import groups from '../../fixtures/deadline-phrases.json' with { type: 'json' }
import { calendar } from '../bureau.ts'

interface Phrase {
  readonly text: string
  readonly date?: string
  readonly time?: string
  readonly effectiveWorkday?: string
  readonly provisional?: boolean
  readonly unsure?: string
  readonly none?: boolean
}

const phrases = (groups as { now: string; phrases: Phrase[] }[]).flatMap((g) =>
  g.phrases.map((p) => ({ ...p, now: g.now })),
)

/** One line for a label and for what was read, so that they compare. */
function labelOf(p: Phrase): string {
  if (p.none) return 'nothing'
  if (p.unsure) return `ask ${p.unsure}`
  return `${p.date} ${p.time ?? '-'} effective ${p.effectiveWorkday}${p.provisional ? ' provisional' : ''}`
}

function answerOf(readings: readonly DeadlineReading[]): string {
  const meant = readings.filter((r) => r.weight !== 'mention')
  if (meant.length === 0) return 'nothing'
  return meant
    .map((r) =>
      r.kind === 'due'
        ? `${r.date} ${r.time ?? '-'} effective ${r.effectiveWorkday}${r.provisional ? ' provisional' : ''}`
        : `ask ${r.reason}`,
    )
    .join(' + ')
}

interface Score {
  readonly exact: number
  readonly wrong: string[]
  /** A date was given, and it is not the label's. */
  readonly silentlyWrong: string[]
}

function score(read: (text: string, now: string) => readonly DeadlineReading[]): Score {
  const wrong: string[] = []
  const silentlyWrong: string[] = []
  for (const p of phrases) {
    const readings = read(p.text, p.now)
    if (answerOf(readings) === labelOf(p)) continue
    const line = `${p.now.slice(0, 10)} ${p.text}: ${answerOf(readings)}, labelled ${labelOf(p)}`
    wrong.push(line)
    if (
      readings.some(
        (r) =>
          r.kind === 'due' &&
          r.weight !== 'mention' &&
          (r.date !== p.date || (r.time ?? undefined) !== p.time),
      )
    )
      silentlyWrong.push(line)
  }
  return { exact: (phrases.length - wrong.length) / phrases.length, wrong, silentlyWrong }
}

const grammar = (text: string, now: string) => readDeadlines(text, moment(now), calendar)

describe('labelled deadline phrases', () => {
  it('are at least 500, none twice under one now', () => {
    expect(phrases.length).toBeGreaterThanOrEqual(500)
    expect(new Set(phrases.map((p) => `${p.now} ${p.text}`)).size).toBe(phrases.length)
  })

  it('are read exactly in at least 99 of 100', () => {
    const { exact, wrong } = score(grammar)
    expect(exact, wrong.join('\n')).toBeGreaterThanOrEqual(0.99)
  })

  it('misses none that it used to read: a miss is fixed or listed here with its reason', () => {
    expect(score(grammar).wrong).toEqual([])
  })

  it('never give a date that is not the labelled one', () => {
    expect(score(grammar).silentlyWrong).toEqual([])
  })

  it('would notice a grammar that is a day off, and one that knows nothing', () => {
    const dayOff = score((text, now) => readDeadlines(text, plus(moment(now), -24 * HOUR), calendar))
    expect(dayOff.exact).toBeLessThan(0.8)
    expect(dayOff.silentlyWrong.length).toBeGreaterThan(50)
    expect(score(() => []).exact).toBeLessThan(0.2)
  })

  it('span and text are the words the person typed', () => {
    for (const p of phrases) {
      for (const r of grammar(p.text, p.now)) expect(p.text.slice(r.span.start, r.span.end)).toBe(r.text)
    }
  })
})
