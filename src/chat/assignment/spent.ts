/** The stretches of a line that are no part of its matter: the command, who is to do it, by when, and whom it calls. */
import type { Normalized } from '../normalize.ts'
import type { Placed } from './roles.ts'
import type { Stretch } from './subject.ts'

const COMMAND = /^\s*(?:@\S+\s+)?\/\s*(?:assign|a|交办|派单|下达|布置)(?=$|[\s:,\u4e00-\u9fff@])[\s:,]*/i

interface Spent {
  /** The text with its dates blanked out. */
  readonly masked: string
  /** All departments named, in the order of the text. */
  readonly placed: readonly Placed[]
  /** Those of them that are responsible. */
  readonly parts: readonly Placed[]
  readonly unknown: readonly Stretch[]
  readonly mentions: readonly Stretch[]
  /** `otherStart`: a term that starts with something the bot does not know, said in front of it. */
  readonly dates: readonly { readonly at: Stretch; readonly otherStart: boolean }[]
}

/** All that was spent on saying who and when; what is left of the line is the subject. */
export function spentOn(
  text: string,
  { masked, placed, parts, unknown, mentions, dates }: Spent,
): readonly Stretch[] {
  return [
    ...commandStretch(text),
    ...parts.map((p) => ({ start: p.from, end: p.to })),
    ...placed.filter((p) => p.part === 'except').map((p) => ({ start: p.from, end: p.to })),
    ...joints(masked, placed),
    ...unknown.map((u) => ({ start: u.start, end: u.end })),
    ...atWords(text, mentions),
    ...dates.map(({ at, otherStart }) => withLead(text, at, otherStart)),
  ]
}

/** The text without its command and dates, place for place: nothing inside a date is a department. */
export function blankOut(text: string, dates: readonly Stretch[]): string {
  const units = text.split('')
  for (const { start, end } of dates) units.fill('\u0001', start, end)
  const out = units.join('')
  const command = COMMAND.exec(text)
  return command ? ' '.repeat(command[0].length) + out.slice(command[0].length) : out
}

/** A span of the original as places of the normalised text. */
export function within(words: Normalized, span: { start: number; end: number }): Stretch {
  return { start: placeAt(words, span.start), end: placeAt(words, span.end) }
}

/** The first place of the normalised text that comes from this place of the original, or from behind it. */
function placeAt(words: Normalized, original: number): number {
  let [low, high] = [0, words.text.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (words.at(middle) < original) low = middle + 1
    else high = middle
  }
  return low
}

function commandStretch(text: string): Stretch[] {
  const m = COMMAND.exec(text)
  return m ? [{ start: 0, end: m[0].length }] : []
}

/** The signs that joined one named department to the next: 、 和 会同. */
function joints(text: string, placed: readonly Placed[]): Stretch[] {
  return placed.slice(1).flatMap((p, i) => {
    const last = placed[i]!
    const between = text.slice(last.to, p.from)
    return /^\s*(?:、|和|与|及|以及|\/|\+|,|配合|协助|会同|联合|协同)?\s*$/.test(between) &&
      p.from > last.to &&
      p.part !== 'inside' &&
      last.part !== 'inside'
      ? [{ start: last.to, end: p.from }]
      : []
  })
}

/** `@所有人`, `@督办` and names nobody resolved: they call somebody and are no part of the matter. */
function atWords(text: string, mentions: readonly Stretch[]): Stretch[] {
  const free = [
    ...text.matchAll(/@[^\s@,;:。、，；：]{1,12}(?=$|[\s,;:。、])|@(?:所有人|全体成员|all)/gi),
  ].map((m) => ({
    start: m.index,
    end: m.index + m[0].length,
  }))
  return [...mentions, ...free]
}

const DATE_LEAD =
  /(?:请(?:各位)?(?:务必)?(?:于|在)|务必(?:于|在)|须(?:于|在)|应(?:于|在)|需(?:于|在)|要(?:于|在)|最迟(?:不超过)?(?:于|在|到)?|最晚|至迟|不(?:得)?(?:晚|迟)于|截至|截止(?:到|时间)?[:是为]?|(?:完成)?(?:时限|期限)[:是为]?|限(?:于|时)?|赶在|争取(?:在|于)?|力争(?:在|于)?|自?(?:收到|接到|交办|派单|下发)(?:本?(?:通知|单|件|任务|办理单|交办单))?之?(?:日起|后)|即日起|从今天起|给|于|在|到)\s*[:]?\s*$/

/** A date with the words that lead up to it: 请于, 最迟不超过, 自收到之日起. */
function withLead(text: string, at: Stretch, otherStart: boolean): Stretch {
  const lead = text.slice(Math.max(0, at.start - 16), at.start)
  const m = DATE_LEAD.exec(lead) ?? (otherStart ? /(?:^|(?<=[\s,;。:]))[^\s,;。:]*$/.exec(lead) : null)
  return m ? { start: at.start - m[0].length, end: at.end } : at
}
