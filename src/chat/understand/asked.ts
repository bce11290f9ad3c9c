/** What a question is about: one matter, or figures; which departments, which stretch of time, which words of the matter. */
import { type Day, dayOf, type Moment } from '../../domain/time.ts'
import type { DepartmentBook } from '../assignment/departments.ts'
import { CASE_REF } from '../assignment/index.ts'
import { normalize } from '../normalize.ts'
import { periodOf } from './periods.ts'

export interface Asked {
  /** `figures`: how many, which ones, how a department stands; `matter`: how far one matter has come. */
  readonly about: 'figures' | 'matter'
  /** 逾期 was asked about. */
  readonly overdue: boolean
  /** Department codes; a group comes expanded. */
  readonly departments: readonly string[]
  readonly period?: { readonly start: Day; readonly end: Day }
  /** The period as it was said: 本周, 上个月. */
  readonly periodSaid?: string
  readonly caseRef?: string
  /** What is left when departments, times and words of asking are taken away. */
  readonly words: string
}

const FIGURES =
  /多少|几[件个项]|有没有|哪些|哪几[件个项]|哪个(?:科室|单位)|统计|总共|一共|合计|逾期(?:的)?(?:情况|有|了)?|(?:办结|交办|办理|完成|总体|整体)情况|还有(?:什么|啥)|有什么|办了什么|完成率|办结率/
const PERIOD_SAID =
  /本季度|这个?季度|上个?季度|本月|这个月|上个?月|本周|这周|上周|上个?星期|这个?星期|今年以?来?|本年|上半年|下半年|今天|今日|昨天|昨日|最近|近期|这几天/
/** Words of asking, and words so common that they tell no matter from another. */
const NOISE =
  /请问|麻烦|帮我|我想|看看|看一?下|查一?下|查询|了解一?下|说一?下|报一?下|汇报一?下|报告一?下|到底|现在|目前|截至|那边|这边|那个|这个|那件|这件|那张|这张|那份|这份|那项|这项|那批|事情|事项|事儿|一事|的事|工作|到?哪一?步|哪一?步|什么程度|进展|进度|情况|办得|办到|办理|办结|办完|办好|办|怎么样|怎样|如何|如何了|反馈|报送|报上来|报|交|落实|完成|了没有|没有|有没有|了吗|了没|吗|呢|啊|吧|了|的|是|还|有|没|未|都|在|到|给|把|请|哪些|哪个|哪几|多少|几件|几个|几项|多少件|件|个|项|逾期|超期|单子|交办单|督办单|办理单|整改单|最近|近期|什么|科室|单位|部门|抓紧|尽快|加快|催一?下|催办|催|督促|督办|盯紧|盯住|务必|重视|要|一定|再|也|又|就|不能|拖|别|[\s,，。.、:：;；?？!！"“”@·]/g

export function askedOf(
  text: string,
  { now, book }: { readonly now: Moment; readonly book: DepartmentBook },
): Asked {
  const words = normalize(text)
  const said = words.text
  const named = book.scan(said)
  const caseRef = CASE_REF.exec(said.toUpperCase())?.[0]
  const period = periodOf(said, dayOf(now))
  const periodSaid = PERIOD_SAID.exec(said)?.[0]
  let left = said
  for (const n of named) left = left.slice(0, n.start) + ' '.repeat(n.end - n.start) + left.slice(n.end)
  const bare = left
    .replace(/@督办/g, ' ')
    .replace(new RegExp(PERIOD_SAID, 'g'), ' ')
    .replace(/#\s?(?:\d{4}-)?\d+|[〔[(【]\d{4}[〕\])】]\d+号/g, ' ')
    .replace(NOISE, ' ')
    .replace(/\s+/g, '')
  const departments = [...new Set(named.flatMap((n) => (n.group ? book.expand(n.group) : n.codes)))]
  const figures = FIGURES.test(left) || (period !== undefined && bare.length < 2)
  return {
    about: figures && !caseRef ? 'figures' : 'matter',
    overdue: /逾期|超期|拖期/.test(left),
    departments,
    words: bare,
    ...(period ? { period, periodSaid: periodSaid ?? '' } : {}),
    ...(caseRef ? { caseRef } : {}),
  }
}
