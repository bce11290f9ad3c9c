/**
 * Bank-card numbers: sixteen to nineteen digits with a check digit (Luhn) that begin as a card of some bank does.
 * Both are asked for, because order numbers, credit codes and timestamps have that length too.
 */
import type { Span } from '../gate.ts'
import {
  type Group,
  groupBefore,
  isAmount,
  isInsideToken,
  isSpelledOut,
  type Joined,
  joinedFrom,
} from './digits.ts'

/** How cards begin, and the lengths that go with it. */
const BEGINNINGS: readonly { readonly begins: RegExp; readonly lengths: readonly number[] }[] = [
  { begins: /^62/, lengths: [16, 17, 18, 19] },
  { begins: /^4/, lengths: [16, 19] },
  { begins: /^5[1-5]/, lengths: [16] },
  { begins: /^2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)/, lengths: [16] },
  { begins: /^35(?:2[89]|[3-8]\d)/, lengths: [16] },
  { begins: /^(?:60|65|6858|6907|81)/, lengths: [16, 17, 18, 19] },
  { begins: /^(?:940|955|9666|984|990)/, lengths: [16, 17, 18, 19] },
]

function isBankCard(digits: string): boolean {
  return BEGINNINGS.some((b) => b.lengths.includes(digits.length) && b.begins.test(digits)) && isLuhn(digits)
}

function isLuhn(digits: string): boolean {
  let sum = 0
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i])
    sum += i % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2
  }
  return sum % 10 === 0
}

export function findBankCards(text: string, groups: readonly Group[]): readonly Span[] {
  const found: Span[] = []
  for (let i = 0; i < groups.length; i++) {
    const card = longestFrom(text, groups, i)
    if (!card) continue
    found.push({ start: card.start, end: card.end })
    i = card.last
  }
  return found
}

function longestFrom(text: string, groups: readonly Group[], i: number): Joined | undefined {
  for (const length of [19, 18, 17, 16]) {
    const card = joinedFrom(groups, i, length)
    if (card && isBankCard(card.digits) && isWrittenAsCard(text, groups, card)) return card
  }
  return undefined
}

function isWrittenAsCard(text: string, groups: readonly Group[], card: Joined): boolean {
  if (isAmount(text, card.start, card.end) || isInsideToken(text, card.start, card.end)) return false
  if (card.first === card.last) return true
  if (!/^[ \-—]+$/.test(card.gaps)) return false
  if (/^(?:4-4-4-4(?:-[1-4])?|6-1[0-3]|8-8|4-4-4-[5-7])$/.test(card.shape)) {
    // Four more digits before or after make it a row of a table.
    return groupBefore(groups, card.first)?.digits.length !== 4 && !isFollowedByFour(groups, card)
  }
  return card.digits.startsWith('62') || isSpelledOut(card.shape)
}

function isFollowedByFour(groups: readonly Group[], card: Joined): boolean {
  return groups[card.last]!.gap !== undefined && groups[card.last + 1]!.digits.length === 4
}
