/** Random histories of a disclosure case, most of them possible, and what two independent clocks make of each. */
import fc from 'fast-check'
import { holidayYears } from '../../src/data/holidays/index.ts'
import { calendarOf } from '../../src/domain/calendar.ts'
import type { CaseQuestion } from '../../src/domain/clock/events.ts'
import { fold } from '../../src/domain/clock/fold.ts'
import { bruteClock, bruteDay, bruteIndex } from './brute-clock.ts'

const calendar = calendarOf(holidayYears)

const upTo = (max: number) => fc.integer({ min: 0, max })
const some = (yes: number) => upTo(99).map((n) => n < yes)
const channel = fc.constantFrom('in_person', 'registered_mail', 'ordinary_mail', 'internet', 'fax', 'email')
const FIRST = bruteIndex('2024-01-01')
const LAST = bruteIndex('2026-12-20')

const arrival = fc.record({ channel, confirm: some(92), wait: upTo(6) })
const consultation = fc.record({
  sent: upTo(70),
  party: fc.constantFrom('thirdParty', 'otherOrgan'),
  isDelivered: some(90),
  delivery: upTo(8),
  isAnswered: some(60),
  answer: upTo(45),
})

const plan = fc.record({
  first: fc.integer({ min: FIRST, max: LAST }),
  arrival,
  correction: fc.option(
    fc.record({
      sent: upTo(16),
      isReceived: some(70),
      receipt: upTo(5),
      period: fc.option(fc.integer({ min: 3, max: 20 }), { nil: undefined }),
      isCorrected: some(75),
      corrected: upTo(35),
      arrival,
    }),
    { freq: 2 },
  ),
  fee: fc.option(fc.record({ received: upTo(60), isPaid: some(70), paid: upTo(36) }), { freq: 2 }),
  consultations: fc.array(consultation, { maxLength: 3 }),
  extensions: fc.array(
    fc.record({
      approved: upTo(90),
      workdays: fc.integer({ min: 1, max: 20 }),
      notified: fc.constantFrom(undefined, undefined, undefined, null, 0, 1, 3),
    }),
    { maxLength: 2, size: 'small' },
  ),
  end: fc.option(
    fc.record({
      how: fc.constantFrom('post', 'direct', 'otherOrgan', 'withdrawn'),
      on: fc.integer({ min: 20, max: 180 }),
      signed: upTo(4),
    }),
    { freq: 2 },
  ),
  asOf: fc.option(upTo(160), { freq: 2 }),
})

type Plan = typeof plan extends fc.Arbitrary<infer T> ? T : never

const arrive = (at: number, a: Plan['arrival']) => ({
  channel: a.channel,
  date: bruteDay(at),
  ...(a.confirm && { confirmed: bruteDay(at + a.wait) }),
})

function historyOf(p: Plan): CaseQuestion {
  const { first } = p
  const start = first + (p.arrival.confirm ? p.arrival.wait : 0)
  const events: unknown[] = [{ type: 'received', ...arrive(first, p.arrival) }]
  if (p.correction) {
    const c = p.correction
    const sent = start + c.sent
    const got = sent + (c.isReceived ? c.receipt : 0)
    events.push({
      type: 'correctionNoticeSent',
      date: bruteDay(sent),
      ...(c.isReceived && { received: bruteDay(got) }),
      ...(c.period && { periodWorkdays: c.period }),
    })
    if (c.isCorrected) events.push({ type: 'correctionReceived', ...arrive(got + c.corrected, c.arrival) })
  }
  if (p.fee) {
    const received = start + p.fee.received
    events.push({ type: 'feeNoticeReceived', date: bruteDay(received) })
    if (p.fee.isPaid) events.push({ type: 'feePaid', date: bruteDay(received + p.fee.paid) })
  }
  for (const [i, c] of p.consultations.entries()) {
    const sent = start + c.sent
    const delivered = sent + (c.isDelivered ? c.delivery : 0)
    events.push({
      type: 'consultation',
      party: c.party,
      ref: `C${i + 1}`,
      sent: bruteDay(sent),
      delivered: c.isDelivered ? bruteDay(delivered) : null,
      answered: c.isAnswered ? bruteDay(delivered + c.answer) : null,
    })
  }
  for (const e of p.extensions) {
    const approved = start + e.approved
    events.push({
      type: 'extensionApproved',
      date: bruteDay(approved),
      workdays: e.workdays,
      ...(e.notified !== undefined && {
        notified: e.notified === null ? null : bruteDay(approved + e.notified),
      }),
    })
  }
  if (p.end) {
    const on = bruteDay(start + p.end.on)
    const signed = bruteDay(start + p.end.on + p.end.signed)
    if (p.end.how === 'withdrawn') events.push({ type: 'withdrawn', date: on })
    else if (p.end.how === 'post') events.push({ type: 'served', mode: 'post', posted: on, signed })
    else events.push({ type: 'served', mode: p.end.how, signed: on })
  }
  return {
    kind: 'case',
    events: events as CaseQuestion['events'],
    ...(p.asOf !== null && { asOf: bruteDay(first + p.asOf) as CaseQuestion['asOf'] }),
  }
}

export interface Met {
  possible: number
  impossible: number
  provisional: number
  paused: number
  abandoned: number
  extended: number
  excluded: number
}

/**
 * Folds each history with the clock and walks it day by day with the counter; what kinds were met.
 * @throws where they disagree
 */
export function compareClocks(histories: number, seed: number): Met {
  const met: Met = {
    possible: 0,
    impossible: 0,
    provisional: 0,
    paused: 0,
    abandoned: 0,
    extended: 0,
    excluded: 0,
  }
  const property = fc.property(plan, (p) => {
    const question = historyOf(p)
    const answer = fold(calendar, question)
    const second = bruteClock(question.events as never, question.asOf)
    if (!answer.ok) {
      met.impossible++
      if (second !== undefined) {
        throw new Error(`refused: ${JSON.stringify(answer.problems)}\n${JSON.stringify(question)}`)
      }
      return
    }
    met.possible++
    const { computed } = answer
    if (computed.provisional) met.provisional++
    if (computed.paused) met.paused++
    if (computed.abandoned) met.abandoned++
    if (computed.extensionValid) met.extended++
    if (computed.excludedWorkdays) met.excluded++
    const ours = canonical(computed)
    const theirs = second && canonical(second)
    if (ours !== theirs) throw new Error(`\n${ours}\n${theirs}\n${JSON.stringify(question)}`)
    const due = answer.steps.find((s) => s.kind === 'due')
    const counted = answer.steps
      .filter((s) => s.kind === 'counted')
      .at(-1)
      ?.days.at(-1)
    if (due && (counted?.day !== computed.replyDue || counted?.n !== due.n)) {
      throw new Error(`the steps lead to ${counted?.day}\n${JSON.stringify(question)}`)
    }
  })
  fc.assert(property, { numRuns: histories, seed })
  return met
}

function canonical(facts: object): string {
  return JSON.stringify(Object.entries(facts).sort(([a], [b]) => (a < b ? -1 : 1)))
}
