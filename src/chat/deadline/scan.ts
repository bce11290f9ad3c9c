/**
 * Walks the text once, lets the longest rule win at every place, and reads what belongs to a date: the bracket after
 * it, its time of day, its 前 or 内, and the words before it that make it a deadline.
 */
import { agree, type Hit, question } from './agree.ts'
import { type ClockReading, readClock } from './clock.ts'
import { insideNumber, NUM, readCount } from './numerals.ts'
import type { Weight } from './reading.ts'
import { after, BY, before, type Rule, type Said, type Scene, sticky, WITHIN } from './rule.ts'
import { DATE_RULES, nextDayOfMonth } from './rules/dates.ts'
import { HOLIDAY_RULES } from './rules/holidays.ts'
import { PERIOD_RULES } from './rules/periods.ts'
import { RELATIVE_RULES } from './rules/relative.ts'
import { TERM_RULES } from './rules/terms.ts'
import { VAGUE_RULES } from './rules/vague.ts'
import { WEEK_RULES } from './rules/weeks.ts'
import { weigh } from './weigh.ts'

const RULES: readonly Rule[] = [
  ...VAGUE_RULES,
  ...HOLIDAY_RULES,
  ...TERM_RULES,
  ...DATE_RULES,
  ...WEEK_RULES,
  ...PERIOD_RULES,
  ...RELATIVE_RULES,
]

/** Every rule begins with one of these; other places need not be looked at. */
const BEGINS =
  /[\d\-负一二两三四五六七八九十百廿卅〇零今本当昨前明后年月半这下上周星礼季第大次几数若过近元春清劳端中国双节日长小假放教儿妇青重除腊寒暑开高期考会公活汛学工尽早从不稍马立即随回改适择抽有每逢拖晚迟超逾个八]/

/** One phrase found, in places of the normalised text. */
export interface Found {
  readonly start: number
  readonly end: number
  readonly said: Exclude<Said, 'ignore'>
  readonly clock?: ClockReading
  readonly weight: Weight
  /** No day was said, only a time of today. */
  readonly timeOnly?: boolean
}

export function scan(scene: Scene): Found[] {
  const found: Found[] = []
  let i = 0
  let consumed = 0
  while (i < scene.text.length) {
    if (!BEGINS.test(scene.text[i]!) || (i > consumed && insideNumber(scene.text, i))) {
      i++
      continue
    }
    const hit = longest(scene, i)
    if (hit?.said === 'ignore') {
      i = consumed = hit.end
      continue
    }
    const next = hit ? complete(scene, hit as Hit) : timeAlone(scene, i)
    if (next) found.push(next)
    i = next ? next.end : i + 1
    if (next) consumed = i
  }
  return found
}

function longest(
  scene: Scene,
  index: number,
  rules: readonly Rule[] = RULES,
): (Omit<Hit, 'said'> & { said: Said }) | undefined {
  let best: (Omit<Hit, 'said'> & { said: Said }) | undefined
  for (const rule of rules) {
    rule.pattern.lastIndex = index
    const m = rule.pattern.exec(scene.text)
    if (!m || m[0] === '' || (best && best.end >= index + m[0].length)) continue
    const said = rule.read(m, scene)
    if (said) best = { rule, start: index, end: index + m[0].length, said, bare: /^[周星礼]/.test(m[0]) }
  }
  return best
}

/** Between two ends of a range, or two days of which one is meant: 12月1日至5日, 明天或后天, 5日、6日. */
const RANGE = sticky('\\s*(?:-|~|—+|至|到|或者?|还是|、)\\s*')
const OPEN = sticky('\\s*[(（]\\s*')
const CLOSE = sticky('\\s*[)）]')
/** 12月1日至5日期间. */
const SPAN = sticky('(?:期间|之间)?(?:之?内)?')
const ABOUT = sticky('\\s*(?:前后|左右)')
/** 月底前一天, 12月5日前两天: some day before it. */
const DAYS_BEFORE = sticky('\\s*的?前(?:[一二两三四五]|\\d{1,2})个?(?:天|日|周|星期|工作日)')
const SUFFIX = sticky(`\\s*(?:${BY}|${WITHIN})`)

function complete(scene: Scene, hit: Hit): Found {
  let { end, said } = hit
  const bracket = inBrackets(scene, end)
  if (bracket) {
    said = agree(hit, bracket)
    end = bracket.end
  } else {
    const twin = besides(scene, hit)
    if (twin) {
      said = agree(hit, twin)
      end = twin.end
    }
  }
  const until = through(scene, end)
  if (until && hit.rule.kind !== 'vague') {
    end = until.end
    said = question('range', ...('day' in until.said ? [until.said.day] : []))
    SPAN.lastIndex = end
    end += SPAN.exec(scene.text)?.[0].length ?? 0
  }
  let clock: ClockReading | undefined
  if (hit.rule.kind !== 'vague' && !('term' in said && said.term)) {
    clock = clockAfter(scene, end)
    if (clock) end = clock.end
    const paired = clock && inBrackets(scene, end)
    if (paired) end = paired.end
  }
  ABOUT.lastIndex = end
  const about = ABOUT.exec(scene.text)
  if (about) {
    said = question('vague', ...('day' in said ? [said.day] : said.candidates))
    end += about[0].length
  }
  DAYS_BEFORE.lastIndex = end
  const earlier = DAYS_BEFORE.exec(scene.text)
  if (earlier) {
    said = question('not-understood', ...('day' in said ? [said.day] : said.candidates))
    end += earlier[0].length
  }
  SUFFIX.lastIndex = end
  const suffix = SUFFIX.exec(scene.text)
  if (suffix) end += suffix[0].length
  return {
    start: hit.start,
    end,
    said,
    ...(clock && { clock }),
    weight: weigh(
      scene,
      hit.start,
      end,
      said.stated === true || suffix !== null || earlier !== null,
      hit.rule.kind === 'vague',
    ),
  }
}

/** 3月9日（周一）, 本周五（27日）: the bracket must say the same day. A bracket with something else is not ours. */
function inBrackets(scene: Scene, index: number): Hit | undefined {
  OPEN.lastIndex = index
  const open = OPEN.exec(scene.text)
  if (!open) return undefined
  const inner =
    longest(scene, index + open[0].length, [...DATE_RULES, ...WEEK_RULES, ...RELATIVE_RULES]) ??
    plainDay(scene, index + open[0].length)
  if (!inner || inner.said === 'ignore') return undefined
  let end = inner.end
  const clock = readClock(scene.text, end)
  if (clock) end = clock.end
  const suffix = new RegExp(`^\\s*${BY}`).exec(after(scene, end))
  if (suffix) end += suffix[0].length
  CLOSE.lastIndex = end
  const close = CLOSE.exec(scene.text)
  return close ? ({ ...inner, end: end + close[0].length } as Hit) : undefined
}

/** 下周三12月2日, 11月27日周五: a weekday and a date side by side must say the same day. */
function besides(scene: Scene, hit: Hit): Hit | undefined {
  const others = { date: [...WEEK_RULES], weekday: DATE_RULES, relative: [...DATE_RULES, ...WEEK_RULES] }[
    hit.rule.kind as 'date' | 'weekday' | 'relative'
  ]
  if (!others) return undefined
  let at = hit.end
  while (scene.text[at] === ' ') at++
  const next = longest(scene, at, others)
  if (!next || next.said === 'ignore' || (next.rule.kind !== 'date' && next.rule.kind !== 'weekday'))
    return undefined
  return next as Hit
}

/** A bare 27日 inside a bracket. */
function plainDay(scene: Scene, index: number): Hit | undefined {
  const m = sticky(`(${NUM})(?:日|号)`)
  m.lastIndex = index
  const found = m.exec(scene.text)
  const n = found ? readCount(found[1]!) : undefined
  if (!found || n === undefined) return undefined
  return {
    rule: DATE_RULES[0]!,
    start: index,
    end: index + found[0].length,
    said: nextDayOfMonth(scene, n) as Hit['said'],
    bare: false,
  }
}

/** 12月1日至5日: the second end of a range, if one stands there. */
function through(scene: Scene, index: number): Hit | undefined {
  RANGE.lastIndex = index
  const m = RANGE.exec(scene.text)
  if (!m) return undefined
  const at = index + m[0].length
  const end =
    longest(scene, at, [...DATE_RULES, ...WEEK_RULES, ...RELATIVE_RULES, ...PERIOD_RULES]) ??
    plainDay(scene, at)
  return end && end.said !== 'ignore' ? (end as Hit) : undefined
}

function clockAfter(scene: Scene, index: number): ClockReading | undefined {
  let at = index
  while (scene.text[at] === ' ' || scene.text[at] === '的' || (scene.text[at] === ',' && at === index)) at++
  const clock = readClock(scene.text, at)
  if (!clock) return undefined
  // After 的 or a comma only a time that is itself a deadline belongs to the date: 明天，下午3点前.
  if (at > index && /[的,]/.test(scene.text.slice(index, at)) && !sufficient(scene, clock)) return undefined
  return clock
}

function sufficient(scene: Scene, clock: ClockReading): boolean {
  return new RegExp(`^\\s*${BY}`).test(after(scene, clock.end))
}

/** A time without a day: 下午五点前, 17:00前, 下班前, 下午3点. Today is meant. */
function timeAlone(scene: Scene, index: number): Found | undefined {
  if (/[\d:.第:]$/.test(before(scene, index, 1))) return undefined
  const clock = readClock(scene.text, index)
  if (!clock) return undefined
  SUFFIX.lastIndex = clock.end
  const suffix = SUFFIX.exec(scene.text)
  const said = /(?:最迟|最晚|截至|截止到?|务必于?|请于|赶在|定于)\s*$/.test(before(scene, index, 5))
  const hourSaid =
    /[点时:]/.test(scene.text.slice(index, clock.end)) &&
    clock.fromPart !== true &&
    (clock.part !== undefined || /[:半刻整]/.test(scene.text.slice(index, clock.end)))
  if (!suffix && !said && !hourSaid) return undefined
  const end = clock.end + (suffix?.[0].length ?? 0)
  return {
    start: index,
    end,
    said: { day: scene.today },
    clock,
    timeOnly: true,
    weight: weigh(scene, index, end, suffix !== null),
  }
}
