/** Festivals: 春节前, 五一前, 国庆节后第一个工作日, 元旦后, 节前, 节后三个工作日内. */
import { type Day, daysBetween, yearOf } from '../../../domain/time.ts'
import { NUM, readCount } from '../numerals.ts'
import { addMonths, ask, before, type Rule, type Said, type Scene, sticky } from '../rule.ts'

const FESTIVALS = ['元旦', '春节', '清明节', '劳动节', '端午节', '中秋节', '国庆节'] as const
type Festival = (typeof FESTIVALS)[number]
interface Block {
  readonly first: Day
  readonly last: Day
  /** The year of the festival has no published arrangement. */
  readonly provisional: boolean
}

const NAMES =
  '(元旦|春节|过年|清明|五一国际劳动|五一劳动|五一|劳动(?=节)|端午|中秋|十一国庆|国庆|十一(?!月|点|时|个|日|号|天|年|周|人|项|条|类|件|所|家|届|中|小|学))'
const HOLIDAY = '(?:节日|节|小?长?假期|小?长?假|放假)?'
const FIRST =
  '(?:的?(?:第一|第1|首)个工作日|(?:的?上班|复工|开工|返岗)后?的?(?:第一天|首日|第1天|当天)|的?(?:第一天|首日)(?:上班|复工)|收假(?:第一天|首日)|(?=一上班))'
const LATER = `后(?:${FIRST}|(?:的)?(第)?(${NUM})个?工作日(?:之内|以内|内)?)?`

/** 春节前, 国庆放假前, 元旦后, 国庆节后第一个工作日, 节后上班第一天, 节后三个工作日内, bare 节前 and 节后 too. */
const aroundFestival: Rule = {
  kind: 'festival',
  pattern: sticky(
    `(?:${NAMES}${HOLIDAY}|(双节|两节|节日|节|长假|小长假|假期|放假))(?:((?:之|以)?前(?!后|夕|期|往)(?:的?(?:最后)?一(?:天|日|个工作日))?)|(?:之|以)?${LATER}|(?=${FIRST}))`,
  ),
  read: (m, scene) => {
    const [whole, name, bare, earlier, , count] = m
    if (!name && /[季环细音关调章气小佳过情春明午秋庆师童女动校]$/.test(before(scene, m.index, 1)))
      return undefined
    if (
      /[、和及与]$/.test(before(scene, m.index, 1)) &&
      /(?:中秋|国庆|元旦|春节|双|两)节?[、和及与]$/.test(before(scene, m.index, 5))
    )
      return ask('several-days')
    // 十一前 follows a comma or a blank; after a number it belongs to the number.
    if (name === '十一' && /[一二三四五六七八九十百第]$/.test(before(scene, m.index, 1))) return undefined
    if (bare === '双节' || bare === '两节') return ask('several-days')
    if (bare === '放假' || (bare === '假期' && !earlier)) return ask('not-understood')
    const rest = scene.text.slice(m.index + whole.length, m.index + whole.length + 6)
    if (
      !earlier &&
      count === undefined &&
      /后$/.test(whole) &&
      /^(?:第|[一二两三四五六七八九十几\d]+(?:天|日|周|个?星期|个?月)|尽快|再|上学|开学|返校|复学)/.test(rest)
    )
      return ask('not-understood')
    const found = name
      ? blockOf(scene, festivalOf(name), earlier !== undefined)
      : nearestBlock(scene, earlier !== undefined)
    if (!found) return ask('not-understood')
    if ('unsure' in found) return found
    const { calendar } = scene
    const { first, last, provisional } = found
    if (earlier) {
      const d = calendar.workdayBefore(first)
      return d < scene.today ? ask('past', d) : { day: d, provisional, stated: true }
    }
    if (!count) {
      const d = calendar.nthWorkdayAfter(last, 1)
      return d < scene.today ? ask('past', d) : { day: d, provisional, stated: !/后$/.test(whole) }
    }
    const n = readCount(count)
    if (n === undefined || n < 1 || n > 99) return ask(n === undefined ? 'range' : 'impossible')
    const d = calendar.nthWorkdayAfter(last, n)
    return d < scene.today ? ask('past', d) : { day: d, provisional, stated: true }
  },
}

/** 教师节前, 六一前, 开学前, 寒假前, 除夕前 and the like: known feasts of no fixed block; asked. */
const others: Rule = {
  kind: 'vague',
  pattern: sticky(
    '(?:教师节|六一|儿童节|七一|八一|三八|妇女节|青年节|元宵节?|除夕|小年|腊八|重阳节?|寒假|暑假|开学|放寒假|放暑假|高考|中考|期末考试|考试|两会|会议|会|公示|活动|汛期|学期结束|工作日结束)' +
      '(?:结束|开始|召开)?(?:之前|以前|前(?!后|期|往|夕)|之?后(?:第[一二三1-3]个?(?:工作日|天|周)|一周内))',
  ),
  read: (m, scene) => {
    if (/前的|后的/.test(scene.text.slice(m.index + m[0].length - 1, m.index + m[0].length + 1)))
      return 'ignore'
    if (/^会[前后]/.test(m[0]) && !/(?:^|[\s,;。])$/.test(before(scene, m.index, 1))) return undefined
    return ask('not-understood')
  },
}

export const HOLIDAY_RULES: readonly Rule[] = [aroundFestival, others]

function festivalOf(name: string): Festival {
  if (/五一|劳动/.test(name)) return '劳动节'
  if (/十一|国庆/.test(name)) return '国庆节'
  if (name === '过年') return '春节'
  return FESTIVALS.find((f) => f.startsWith(name)) ?? '元旦'
}

/** The block a named festival means: the one now, or the next; one more than nine months ahead is asked about. */
function blockOf(
  scene: Scene,
  festival: Festival,
  earlier: boolean,
): Block | (Said & { unsure: unknown }) | undefined {
  const { today, calendar } = scene
  for (const year of [yearOf(today), yearOf(today) + 1]) {
    const block = calendar.festivalBlock(festival, year)
    if (!block) continue
    const reached = earlier ? calendar.workdayBefore(block.first) : calendar.nthWorkdayAfter(block.last, 1)
    if (earlier ? block.first <= today || reached < today : reached < today) continue
    if (reached > addMonths(today, 9)) return ask('far-ahead', reached) as Said & { unsure: unknown }
    return {
      ...block,
      provisional: !calendar.covers(yearOf(calendar.festivalDay(festival, year) ?? block.first)),
    }
  }
  return undefined
}

/** Bare 节前 and 节后: the one festival within 30 days; asked when none or when two follow each other closely. */
function nearestBlock(scene: Scene, earlier: boolean): Block | (Said & { unsure: unknown }) | undefined {
  const { today, calendar } = scene
  const blocks: Block[] = []
  for (const year of [yearOf(today) - 1, yearOf(today), yearOf(today) + 1]) {
    for (const festival of FESTIVALS) {
      const block = calendar.festivalBlock(festival, year)
      if (!block || blocks.some((b) => b.first === block.first)) continue
      blocks.push({
        ...block,
        provisional: !calendar.covers(yearOf(calendar.festivalDay(festival, year) ?? block.first)),
      })
    }
  }
  blocks.sort((a, b) => (a.first < b.first ? -1 : 1))
  const ahead = blocks.filter((b) => (earlier ? b.first > today : b.last >= today))
  const next = ahead[0]
  if (!next || daysBetween(today, next.first) > 30) {
    return ask(
      'several-days',
      next && (earlier ? calendar.workdayBefore(next.first) : calendar.nthWorkdayAfter(next.last, 1)),
    ) as Said & {
      unsure: unknown
    }
  }
  const following = ahead[1]
  const justOver = blocks.find((b) => b.last < today && daysBetween(b.last, today) <= 3)
  const close = following && daysBetween(next.last, following.first) <= 10
  if (close || (!earlier && justOver)) {
    const of = (b: Block): Day =>
      earlier ? calendar.workdayBefore(b.first) : calendar.nthWorkdayAfter(b.last, 1)
    return ask('several-days', of(next), following && of(following)) as Said & { unsure: unknown }
  }
  return next
}
