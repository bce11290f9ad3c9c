/**
 * A second opinion on the disclosure clock, as dull as possible: a list of all days from 2023 to 2028 with a mark "working or
 * not", and loops that walk it one day at a time. Shares no code with `src`; its holidays come from a fixture file, 2027's
 * from the regulation, typed in here by hand.
 */
import { readFileSync } from 'node:fs'

interface Entry {
  name: string
  kind: string
}
const entries: Record<string, Entry> = JSON.parse(
  readFileSync(new URL('../fixtures/holidays-cn.json', import.meta.url), 'utf8'),
)
const off2027 = new Set(
  [
    '01-01',
    '02-05',
    '02-06',
    '02-07',
    '02-08',
    '04-05',
    '05-01',
    '05-02',
    '06-09',
    '09-15',
    '10-01',
    '10-02',
  ].concat('10-03'),
)

const texts: string[] = []
const works: boolean[] = []
const index = new Map<string, number>()
for (let t = Date.UTC(2023, 0, 1); t <= Date.UTC(2028, 11, 31); t += 86_400_000) {
  const date = new Date(t)
  const text = date.toISOString().slice(0, 10)
  const weekend = date.getUTCDay() === 0 || date.getUTCDay() === 6
  const entry = entries[text]
  const off = entry
    ? entry.kind === 'holiday'
    : weekend || (text.startsWith('2027') && off2027.has(text.slice(5)))
  index.set(text, texts.length)
  texts.push(text)
  works.push(!off)
}
const FIRST_UNKNOWN = index.get('2027-01-01')!

export const bruteIndex = (text: string): number => index.get(text)!
export const bruteDay = (i: number): string => texts[i]!
export const bruteWorks = (text: string): boolean => works[index.get(text)!]!

// biome-ignore lint/suspicious/noExplicitAny: a history is whatever the generator wrote
type History = any[]
type Facts = Record<string, unknown>

const CONFIRMING = ['ordinary_mail', 'internet', 'fax', 'email']

/** What the history determines; `undefined` when it cannot have happened. */
export function bruteClock(events: History, asOf?: string): Facts | undefined {
  if (!possible(events)) return undefined
  return asOf === undefined ? tell(events, undefined) : tell(upTo(events, asOf), asOf)
}

function nth(from: string, n: number, skipped: Set<number>, saw: { unknown: boolean }): string | undefined {
  let count = 0
  for (let i = index.get(from)! + 1; i < texts.length; i++) {
    if (works[i] && !skipped.has(i) && ++count === n) {
      if (i >= FIRST_UNKNOWN) saw.unknown = true
      return texts[i]
    }
  }
  return undefined
}

function between(after: string, through: string, skipped: Set<number>, saw: { unknown: boolean }): number {
  let count = 0
  for (let i = index.get(after)! + 1; i <= index.get(through)!; i++) {
    if (works[i] && !skipped.has(i)) count++
    if (i >= FIRST_UNKNOWN) saw.unknown = true
  }
  return count
}

const NONE = new Set<number>()
const nobody = { unknown: false }

function arrivalDay(e: History[number]): string | undefined {
  return CONFIRMING.includes(e.channel) ? (e.confirmed ?? undefined) : e.date
}
function dayOf(e: History[number]): string {
  if (e.type === 'received' || e.type === 'correctionReceived') return arrivalDay(e) ?? e.date
  if (e.type === 'consultation') return e.sent
  if (e.type === 'served') return e.mode === 'post' ? e.posted : e.signed
  return e.date
}
const one = (events: History, type: string) => events.find((e) => e.type === type)

function possible(events: History): boolean {
  const received = one(events, 'received')
  const receipt = arrivalDay(received)
  const others = events.filter((e) => e !== received)
  if (receipt === undefined) return others.every((e) => e.type === 'withdrawn')
  if (others.some((e) => dayOf(e) < receipt)) return false

  const notice = one(events, 'correctionNoticeSent')
  const corrected = one(events, 'correctionReceived')
  const fee = one(events, 'feeNoticeReceived')
  const paid = one(events, 'feePaid')
  if (corrected && (!notice || dayOf(corrected) < notice.date)) return false
  if (paid && (!fee || paid.date < fee.date)) return false
  if (notice && fee) {
    // on one day the order of the list decides, and our histories list corrections before fees
    const waiting = !corrected || arrivalDay(corrected) === undefined || arrivalDay(corrected)! > fee.date
    if (notice.date <= fee.date && waiting) return false
    if (fee.date < notice.date && (!paid || paid.date >= notice.date)) return false
  }
  const ends: [day: string, spared: string[]][] = []
  if (notice?.received && !corrected) {
    ends.push([nth(notice.received, notice.periodWorkdays ?? 15, NONE, nobody)!, ['served']])
  }
  if (fee) {
    const due = nth(fee.date, 20, NONE, nobody)!
    if (!paid || paid.date > due) ends.push([due, ['served', 'feePaid']])
  }
  for (const [end, spared] of ends) {
    if (others.some((e) => dayOf(e) > end && !spared.includes(e.type))) return false
  }
  for (const type of ['served', 'withdrawn']) {
    const last = one(events, type)
    if (last && others.some((e) => e !== last && dayOf(e) > dayOf(last))) return false
  }
  const extensions = events.filter((e) => e.type === 'extensionApproved')
  if (extensions.length > 1) {
    const restarts = [corrected && arrivalDay(corrected), paid?.date].filter(Boolean) as string[]
    const [a, b] = extensions.map((e) => e.date).sort()
    if (!restarts.some((r) => a < r && r <= b)) return false
  }
  return true
}

function upTo(events: History, asOf: string): History {
  const hide = (d: string | null | undefined) => (d && d <= asOf ? d : undefined)
  return events
    .filter((e) => (e.type === 'received' || e.type === 'correctionReceived' ? e.date : dayOf(e)) <= asOf)
    .map((e) => {
      const seen = { ...e }
      for (const key of ['confirmed', 'received', 'delivered', 'answered', 'signed']) {
        if (key in seen) seen[key] = hide(seen[key])
      }
      if (e.notified) seen.notified = hide(e.notified) ?? null
      return seen
    })
}

function tell(events: History, asOf: string | undefined): Facts {
  const facts: Facts = {}
  const saw = { unknown: false }
  const done = () => (saw.unknown ? { ...facts, provisional: true } : facts)
  const received = one(events, 'received')
  if (!received) return facts
  const withdrawn = one(events, 'withdrawn')
  if (withdrawn) facts.withdrawnOn = withdrawn.date
  const receipt = arrivalDay(received)
  if (receipt === undefined) return facts
  facts.receiptDate = receipt
  facts.correctionNoticeDue = nth(receipt, 7, NONE, saw)

  const served = one(events, 'served')
  const closed: string | undefined = served ? dayOf(served) : withdrawn?.date
  const over = (end: string) =>
    closed !== undefined && closed <= end ? false : asOf === undefined || asOf > end

  let start = receipt
  let waiting: 'correction' | 'confirmation' | 'fee' | undefined
  let since = ''
  const restarts: string[] = []
  const notice = one(events, 'correctionNoticeSent')
  const corrected = one(events, 'correctionReceived')
  if (notice) {
    facts.correctionNoticeOnTime = notice.date <= (facts.correctionNoticeDue as string)
    waiting = 'correction'
    since = notice.date
    let end: string | undefined
    if (notice.received) {
      end = nth(notice.received, notice.periodWorkdays ?? 15, NONE, saw)!
      facts.correctionPeriodEnd = end
      if (corrected) facts.correctionReceivedOnTime = corrected.date <= end
      else if (over(end)) facts.abandoned = true
    }
    if (corrected) {
      const day = arrivalDay(corrected)
      waiting = day === undefined ? 'confirmation' : undefined
      if (day !== undefined) restarts.push(day)
    }
  }
  const fee = one(events, 'feeNoticeReceived')
  const paid = one(events, 'feePaid')
  if (fee) {
    const due = nth(fee.date, 20, NONE, saw)!
    facts.feePaymentDue = due
    if (paid) facts.feePaidOnTime = paid.date <= due
    if (paid && paid.date <= due) restarts.push(paid.date)
    else {
      waiting = 'fee'
      since = fee.date
      if (over(due)) facts.abandoned = true
    }
  }
  restarts.sort()
  if (restarts.length > 0) start = restarts.at(-1)!
  facts.clockStart = start

  // every consultation, one day at a time
  const skipped = new Set<number>()
  const worst = new Set<number>()
  let open = false
  let endless = false
  const consultations = events.filter((e) => e.type === 'consultation')
  for (const c of consultations) {
    const opinionDue = c.delivered ? nth(c.delivered, 15, NONE, saw) : undefined
    if (opinionDue && (!facts.consultOpinionDue || opinionDue > (facts.consultOpinionDue as string))) {
      facts.consultOpinionDue = opinionDue
    }
    let ended = false
    for (let i = index.get(c.sent)!; i < texts.length; i++) {
      if (i > index.get(c.sent)!) {
        // what the day asked about does not know yet is taken as standing still
        const inSight =
          asOf === undefined ||
          texts[i]! <= asOf ||
          (opinionDue !== undefined && opinionDue <= asOf) ||
          (c.answered && (!opinionDue || c.answered <= opinionDue))
        if (inSight || !ended) skipped.add(i)
        worst.add(i)
      }
      if (texts[i] === c.answered || texts[i] === opinionDue) {
        ended = true
        const known = texts[i] === c.answered || asOf === undefined || opinionDue! <= asOf
        if (!known) for (let k = i + 1; k < texts.length; k++) skipped.add(k)
        break
      }
    }
    if (!ended) endless = true
    const answeredInTime = c.answered && (!opinionDue || c.answered <= opinionDue)
    if (!answeredInTime) {
      if (opinionDue && (asOf === undefined || asOf > opinionDue)) {
        if (c.party === 'otherOrgan') facts.consultDeemed = 'consent'
      } else open = true
    }
  }

  const inOrder = events
    .filter((e) => e.type === 'extensionApproved')
    .sort((a, b) => (a.date < b.date ? -1 : 1))
  let added = 0
  for (const e of inOrder) {
    const day0 = [receipt, ...restarts].filter((r) => r <= e.date).at(-1)!
    const before = nth(day0, 20, skipped, e === inOrder.at(-1) ? saw : nobody)
    const told = e.notified === undefined ? e.date : e.notified
    const valid = told !== null && (before === undefined || (e.date <= before && told <= before))
    facts.extensionValid = valid
    if (before === undefined) delete facts.replyDueBeforeExtension
    else facts.replyDueBeforeExtension = before
    const isVoid = day0 !== start
    if (isVoid) facts.extensionVoid = true
    else {
      delete facts.extensionVoid
      if (valid) added = e.workdays
    }
  }

  const total = 20 + added
  const runs = waiting === undefined && !withdrawn
  const due = runs ? nth(start, total, skipped, saw) : undefined
  if (due) facts.replyDue = due
  if (runs && consultations.length > 0) {
    const until = due === undefined || (asOf !== undefined && asOf < due) ? asOf : due
    if (until !== undefined) {
      facts.excludedWorkdays = between(start, until, NONE, nobody) - between(start, until, skipped, nobody)
    }
  }
  if (served) {
    facts.servedOn = closed
    if (runs) {
      facts.onTime = due === undefined || closed! <= due
      facts.daysLate = due === undefined ? 0 : between(due, closed!, NONE, closed! > due ? saw : nobody)
    }
  }
  if (asOf !== undefined && !served && !withdrawn && !facts.abandoned) {
    if (waiting) {
      facts.paused = true
      facts.usedWorkdays = between(start, since < asOf ? since : asOf, skipped, saw)
      return done()
    }
    facts.usedWorkdays = between(start, asOf, skipped, saw)
    facts.remainingWorkdays = Math.max(0, total - (facts.usedWorkdays as number))
    facts.paused = open && (due === undefined || due > asOf)
    if (facts.paused && !endless) facts.projectedReplyDue = nth(start, total, worst, saw)
    if (due !== undefined && due < asOf) {
      facts.overdue = true
      facts.daysLate = between(due, asOf, NONE, saw)
    }
  }
  return done()
}
