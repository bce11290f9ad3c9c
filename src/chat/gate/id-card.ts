/**
 * Identity-card numbers (公民身份号码, GB 11643): division, birthday, sequence, check character. The form of before 1999
 * has fifteen digits, the year in two and no check character.
 */
import { type Day, dayFrom } from '../../domain/time.ts'
import type { Span } from '../gate.ts'
import { type Group, groupsOf, isAmount, isInsideToken, joinedFrom } from './digits.ts'

/** GB/T 2260: the first two digits of a province-level division. */
const PROVINCES = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71'.split(
    ' ',
  ),
)
const MUNICIPALITIES = new Set(['11', '12', '31', '50'])
/** Residence permits for people from Hong Kong, Macao and Taiwan stand under these. */
const RESIDENCE_PERMITS = new Set(['810000', '820000', '830000'])

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const CHECK_CHARACTERS = '10X98765432'
/** What people write for the check character X. */
const X = /[Xx×ХхⅩⅹ]/

/** Whether these eighteen characters (the last may be X) are an identity-card number. */
function isIdCard(text: string, today?: Day): boolean {
  if (!/^\d{17}[\dX]$/.test(text)) return false
  return isDivision(text.slice(0, 6)) && isBirthday(text.slice(6, 14), today) && checkOf(text) === text[17]
}

const ANNOUNCED = /身份证(?:件)?(?:号码|号)?\s*(?:[:是为]|如下)?\s*$/

/** Called an identity-card number in so many words: one wrong digit does not make it somebody's secret less. */
function isMistyped(text: string, start: number, digits: string, today?: Day): boolean {
  const called = ANNOUNCED.test(text.slice(Math.max(0, start - 12), start))
  return called && isDivision(digits.slice(0, 6)) && isBirthday(digits.slice(6, 14), today)
}

/** The check character that belongs to the first seventeen digits. */
function checkOf(text: string): string {
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(text[i]), 0)
  return CHECK_CHARACTERS[sum % 11]!
}

function isOldIdCard(digits: string): boolean {
  return isDivision(digits.slice(0, 6)) && isBirthday(`19${digits.slice(6, 12)}`)
}

function isDivision(code: string): boolean {
  if (RESIDENCE_PERMITS.has(code)) return true
  // A foreigner's permanent residence card: 9, the province, the country.
  if (code[0] === '9') return PROVINCES.has(code.slice(1, 3))
  const province = code.slice(0, 2)
  const city = Number(code.slice(2, 4))
  if (!PROVINCES.has(province) || code.endsWith('00')) return false
  return MUNICIPALITIES.has(province)
    ? city >= 1 && city <= 3
    : province === '71' || (city >= 1 && city <= 70) || city === 90
}

function isBirthday(digits: string, today?: Day): boolean {
  const year = Number(digits.slice(0, 4))
  if (year < 1900 || year > 2099) return false
  const on = dayFrom(year, Number(digits.slice(4, 6)), Number(digits.slice(6, 8)))
  return on !== undefined && (today === undefined || on <= today)
}

export function findIdCards(text: string, groups: readonly Group[], today?: Day): readonly Span[] {
  const found: Span[] = []
  for (let i = 0; i < groups.length; i++) {
    const glued = gluedIn(groups[i]!, today)
    if (glued.length > 0) {
      found.push(...glued)
      continue
    }
    const hit = newForm(text, groups, i, today) ?? oldForm(text, groups, i)
    if (!hit) continue
    found.push(hit)
    while (i + 1 < groups.length && groups[i + 1]!.start < hit.end) i++
  }
  return found
}

/** In any grouping: division, birthday and check character together leave little to chance. */
function newForm(text: string, groups: readonly Group[], i: number, today?: Day): Span | undefined {
  const whole = joinedFrom(groups, i, 18)
  if (whole && isIdCard(whole.digits, today)) return { start: whole.start, end: whole.end }
  if (whole && isMistyped(text, whole.start, whole.digits, today))
    return { start: whole.start, end: whole.end }
  const body = joinedFrom(groups, i, 17)
  const tail = body && /^[ \-—_.·/]{0,3}/.exec(text.slice(body.end, body.end + 4))![0].length
  if (!body || tail === undefined || !X.test(text[body.end + tail] ?? '')) return undefined
  const end = body.end + tail + 1
  // An X that stands apart and begins a word is no check character.
  if (tail > 0 && /[A-Za-z]/.test(text[end] ?? '')) return undefined
  return isIdCard(`${body.digits}X`, today) ? { start: body.start, end } : undefined
}

/** Without a check character only its usual ways of writing are believed. */
function oldForm(text: string, groups: readonly Group[], i: number): Span | undefined {
  const whole = joinedFrom(groups, i, 15)
  if (!whole || !/^(?:15|6-6-3|6-9)$/.test(whole.shape) || !isOldIdCard(whole.digits)) return undefined
  if (isAmount(text, whole.start, whole.end) || isInsideToken(text, whole.start, whole.end)) return undefined
  return { start: whole.start, end: whole.end }
}

/** Cards at the ends of a longer run of digits: a table pasted without its gaps. */
function gluedIn(group: Group, today?: Day): readonly Span[] {
  const found: Span[] = []
  let { start, end } = group
  while (end - start > 18) {
    if (isIdCard(group.digits.slice(start - group.start, start - group.start + 18), today)) {
      found.push({ start, end: start + 18 })
      start += 18
    } else if (isIdCard(group.digits.slice(end - group.start - 18, end - group.start), today)) {
      found.push({ start: end - 18, end })
      end -= 18
    } else break
  }
  if (found.length > 0 && isIdCard(group.digits.slice(start - group.start, end - group.start), today)) {
    found.push({ start, end })
  }
  return found
}

/** What is left of the groups once the cards are taken out, so that a number glued to a card is still read. */
export function groupsBeside(text: string, cards: readonly Span[]): readonly Group[] {
  if (cards.length === 0) return groupsOf(text)
  let blanked = ''
  let from = 0
  for (const { start, end } of [...cards].sort((a, b) => a.start - b.start)) {
    blanked += text.slice(from, start) + '\n'.repeat(end - start)
    from = end
  }
  return groupsOf(blanked + text.slice(from))
}
