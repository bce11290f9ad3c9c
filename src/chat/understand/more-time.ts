/** How much more time is asked for: 3个工作日, 三天, 一周, 延至3月12日; and what is said besides. */
import type { Calendar } from '../../domain/calendar.ts'
import type { MoreTime } from '../../domain/extension.ts'
import type { Moment } from '../../domain/time.ts'
import { type DeadlineReading, readDeadlines } from '../deadline/index.ts'
import { NUM, readCount } from '../deadline/numerals.ts'
import { normalize } from '../normalize.ts'

export interface MoreTimeReading {
  /** Days said as 天 are working days, as everywhere in the office; a week is five. */
  readonly time?: MoreTime
  /** A day was said that cannot be read. */
  readonly unsure?: Extract<DeadlineReading, { kind: 'unsure' }>
  /** What is left when the wish itself is taken away. */
  readonly rest: string
}

const COUNT = new RegExp(`(${NUM})\\s*个?\\s*(工作日|天|日(?![前内])|周|星期)(?:之?内)?`)
const WISH =
  /(?:特此?|现|拟|故|所以)?(?:申请|请求|请予以?|请|恳请|希望|需要?|能否|可否)?(?:办公室|领导)?(?:给予|予以|批准|同意)?(?:再)?(?:延期|延长|延后|推迟|顺延|宽限|延)(?:办理|反馈|报送|完成|期限)?(?:至|到)?/g

export function readMoreTime(text: string, now: Moment, calendar: Calendar): MoreTimeReading {
  const words = normalize(text)
  const bare = /^\s*(\d{1,3})\s*$/.exec(words.text)
  if (bare) return { time: { kind: 'workdays', workdays: Number(bare[1]) }, rest: '' }
  const counted = COUNT.exec(words.text)
  const count =
    counted && !/月$/.test(words.text.slice(0, counted.index)) ? readCount(counted[1]!) : undefined
  if (counted && count !== undefined) {
    const workdays = /周|星期/.test(counted[2]!) ? count * 5 : count
    return {
      time: { kind: 'workdays', workdays },
      rest: left(
        words.cut(0, counted.index),
        words.cut(counted.index + counted[0].length, words.text.length),
      ),
    }
  }
  const said = readDeadlines(words, now, calendar).filter((r) => r.weight !== 'mention')
  const due = said.find((r) => r.kind === 'due')
  const unsure = said.find((r) => r.kind === 'unsure' && r.reason !== 'vague')
  const span = (due ?? unsure)?.span
  const rest = span ? left(text.slice(0, span.start), text.slice(span.end)) : left(text)
  if (due?.kind === 'due') return { time: { kind: 'until', on: due.date }, rest }
  return unsure?.kind === 'unsure' ? { unsure, rest } : { rest }
}

function left(...parts: readonly string[]): string {
  return parts
    .map((part) =>
      part
        .replace(WISH, '')
        .replace(/^[\s,，。.;；:：、]*(?:前|内|止)?[\s,，。.;；:：、]*(?:理由|原因)?(?:是|为)?[:：]?/, '')
        .replace(/[\s,，;；:：、]+$/, '')
        .trim(),
    )
    .filter((part) => part !== '')
    .join('，')
}
