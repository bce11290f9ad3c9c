/**
 * Mobile numbers: eleven digits from 13 to 19, with or without the country's code, written in one piece or in the ways
 * people divide them. Landlines are no secret. Pieces of longer numbers are not telephone numbers.
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

const MOBILE = /^1[3-9]\d{9}$/
const WITH_CODE = /^(?:0086|86|0)(?=1[3-9]\d{9}$)/
const YEAR_OR_DATE = /^(?:19|20)\d{2}(?:\d{4})?$/

export function findMobiles(text: string, groups: readonly Group[]): readonly Span[] {
  const found: Span[] = []
  for (let i = 0; i < groups.length; i++) {
    const mobile = inOnePiece(text, groups, i) ?? inPieces(text, groups, i)
    if (!mobile) continue
    found.push({ start: startWithCode(text, groups, mobile), end: mobile.end })
    i = mobile.last
  }
  return found
}

function inOnePiece(text: string, groups: readonly Group[], i: number): Joined | undefined {
  const group = groups[i]!
  if (!MOBILE.test(group.digits) && !WITH_CODE.test(group.digits)) return undefined
  const { start, end } = group
  if (isAmount(text, start, end) || isInsideToken(text, start, end) || isDocumentNo(text, start, end))
    return undefined
  const before = groupBefore(groups, i)
  // 2026-13900000000 is a serial of that year; 0.13900000000 a share.
  if (before && /[-—/]/.test(before.gap!) && YEAR_OR_DATE.test(before.digits)) return undefined
  if (before?.gap === '.' && before.digits === '0') return undefined
  return joinedFrom(groups, i, group.digits.length)
}

function inPieces(text: string, groups: readonly Group[], i: number): Joined | undefined {
  const code = /^(?:0086|86)(?=1)/.exec(groups[i]!.digits)?.[0] ?? ''
  const whole = joinedFrom(groups, i, code.length + 11)
  if (!whole || whole.first === whole.last) return undefined
  const firstPiece = groups[i]!.digits.length - code.length
  const local: Joined = {
    ...whole,
    digits: whole.digits.slice(code.length),
    shape: whole.shape.replace(/^\d+/, String(firstPiece)),
  }
  if (!MOBILE.test(local.digits) || !isWrittenAsMobile(groups, local)) return undefined
  if (isAmount(text, whole.start, whole.end) || isDocumentNo(text, whole.start, whole.end)) return undefined
  const before = groupBefore(groups, i)
  const isTail = before && /[-—/.]/.test(before.gap!) && !/^(?:0086|86|0)$/.test(before.digits)
  return isTail ? undefined : whole
}

function isWrittenAsMobile(groups: readonly Group[], { shape, gaps, first, last, digits }: Joined): boolean {
  if (shape === '3-4-4' && /^[ \-—.·]+$/.test(gaps)) return true
  if (!/^[ \-—]+$/.test(gaps)) return false
  if (shape === '3-8' || shape === '7-4') return true
  if (shape === '4-4-3') return !(/^1[89]/.test(digits) && /^(?:19|20)/.test(digits.slice(4)))
  const isWhole = groupBefore(groups, first) === undefined && groups[last]!.gap === undefined
  if (isSpelledOut(shape)) return isWhole
  // Divided in some other way it is believed between hyphens alone: spaces also stand between the figures of a table.
  return isWhole && /^[-—]+$/.test(gaps) && /^[3-7]-/.test(shape) && !/^4-[12]-/.test(shape)
}

/** 〔2026〕13900000000号, 第13900000000号. */
function isDocumentNo(text: string, start: number, end: number): boolean {
  return (
    /[第字〕\])】] ?$/.test(text.slice(Math.max(0, start - 2), start)) &&
    /^ ?号(?!码)/.test(text.slice(end, end + 3))
  )
}

/** Takes `+86`, `0086` and `86-` in front of a number into it. */
function startWithCode(text: string, groups: readonly Group[], mobile: Joined): number {
  const before = groupBefore(groups, mobile.first)
  const code = before && /^(?:0086|86)$/.test(before.digits) ? before : undefined
  const plus = text[(code ?? mobile).start - 1] === '+' ? 1 : 0
  if (code && (plus === 1 || code.digits === '0086' || code.gap === '-')) return code.start - plus
  return mobile.start - (code ? 0 : plus)
}
