/** Why a date is asked about, and what can be written instead. */
import type { Day } from '../../domain/time.ts'
import type { UnsureReason } from '../deadline/index.ts'
import { sayDay } from './dates.ts'
import { cut, MOST_QUOTED } from './short.ts'

/** Why a date is asked back; two of them only in a whole sentence. */
export type UnsureDateReason = UnsureReason | 'two-dates' | 'loose'

const CAN_WRITE = '可写：5个工作日内、本周五前、12月31日前。'

/** @param year the year being spoken of, left unsaid in the candidates */
export function dateLines(
  text: string,
  reason: UnsureDateReason,
  candidates: readonly Day[],
  year: number,
): readonly string[] {
  const days = candidates.map((d) => sayDay(d, { year }))
  return DATE_WORDS[reason](`“${cut(text, MOST_QUOTED)}”`, days)
}

const DATE_WORDS: Readonly<
  Record<UnsureDateReason, (said: string, days: readonly string[]) => readonly string[]>
> = {
  impossible: (said, days) => [`期限${said}不存在。${isIt(days)}`, CAN_WRITE],
  past: (said, days) => [`期限${said}${days[0] ? `（${days[0]}）` : ''}已过去，请另定期限。`, CAN_WRITE],
  'just-passed': (said, days) => [`期限${said}刚刚过去。${isIt(days)}`, '请写明年份或另定期限。'],
  'far-ahead': (said, days) => [`期限${said}距今超过九个月。${isIt(days)}`, '请写明年份，以便核对。'],
  contradiction: (said, days) => [`期限${said}前后不一致。${isIt(days)}`, '请核对日期与星期后重新发送。'],
  'twelve-hour': (said, days) => [
    `期限${said}未写明上午、下午${days[0] ? `（${days[0]}）` : ''}。`,
    '可写：上午9点、下午3点、17:00。',
  ],
  range: (said, days) => [`期限${said}是一段时间。${isIt(days)}`, `请写明截止的一天。${CAN_WRITE}`],
  recurring: (said) => [
    `${said}是每期都要办理的常规事项，交办单只定一个期限。`,
    `请写明本次的截止日期。${CAN_WRITE}`,
  ],
  'other-start': (said) => [
    `期限${said}从哪一天起算尚不能确定。`,
    `请写明日期，或写自收到起算。${CAN_WRITE}`,
  ],
  'number-or-day': (said, days) => [
    `${said}是指编号还是日期？`,
    `编号请写作 #12；日期请写月份${days[0] ? `，如 ${days[0]}前` : ''}。`,
  ],
  'which-day': (said, days) => [
    `期限${said}是指哪一天？${isIt(days)}`,
    '请连同日期写明，如 11月24日下午5点前。',
  ],
  'several-days': (said, days) => [`期限${said}不止一天可指。${isIt(days)}`, CAN_WRITE],
  vague: (said) => [`期限${said}没有确定的日期，无法计算到期日。`, CAN_WRITE],
  'not-understood': (said) => [`未能识别期限${said}。${CAN_WRITE}`],
  'two-dates': (said, days) => [
    `文中有多个日期，未能确定以${said}还是其他日期为期限。${isIt(days)}`,
    '请在期限后写“前”，如 本周五前。',
  ],
  loose: (said, days) => [`${said}是否为期限？${isIt(days)}`, '如是，请写作“…前”；如不是，请另写期限。'],
}

function isIt(days: readonly string[]): string {
  return days.length === 0 ? '' : `是否指 ${days.slice(0, 3).join('，或 ')}？`
}
