/**
 * The derivation of a date, said in official Chinese, one line a step. With every date in full; or, for a line in a thread,
 * short: without the year being spoken of, and weekdays only where they explain something.
 */
import type { Channel, Served } from '../../domain/clock/events.ts'
import type { ClockStep, CountedDay } from '../../domain/clock/steps.ts'
import { type Day, dayOfMonth, monthOf, yearOf } from '../../domain/time.ts'
import { sayWeekday } from './dates.ts'
import { sayRule } from './rules.ts'

const CHANNEL: Readonly<Record<Channel, string>> = {
  in_person: '当面提交',
  registered_mail: '挂号信或特快专递',
  ordinary_mail: '平常信函',
  internet: '互联网渠道',
  fax: '传真',
  email: '电子邮件',
}

const SERVICE: Readonly<Record<Served['mode'], string>> = {
  post: '邮寄送达，以交邮之日为准',
  direct: '直接送达，以签收之日为准',
  otherOrgan: '由其他行政机关代为送达，以签收之日为准',
}

/** Runs longer than this are said by their two ends. */
const LONG_RUN = 5

/** @param year say it short, leaving out this year. */
export function sayClockStep(step: ClockStep, year?: number): string {
  const date = (d: Day) => sayDate(d, year)
  switch (step.kind) {
    case 'basis':
      return `依据　${step.rules.map(sayRule).join('；')}`
    case 'receipt': {
      const what = step.of === 'request' ? '申请' : '补正后的申请'
      const how = CHANNEL[step.channel]
      if (step.receipt === undefined) {
        return `${what}于${date(step.arrived)}经${how}到达，尚未与申请人确认，期限未起算（条例第三十一条）`
      }
      if (step.channel === 'in_person' || step.channel === 'registered_mail') {
        const act = step.channel === 'in_person' ? '提交' : '签收'
        return `${what}收到之日　${date(step.receipt)}（${how}，以${act}之日为准，条例第三十一条）`
      }
      return `${what}收到之日　${date(step.receipt)}（${how}，${date(step.arrived)}到达，以双方确认之日为准，条例第三十一条）`
    }
    case 'correctionNoticeDue':
      return `需要补正的，应在收到申请之日起${step.n}个工作日内一次性告知，即不迟于${date(step.due)}（条例第三十条）`
    case 'correctionNoticeSent':
      return `${date(step.day)}发出补正告知书，${step.onTime ? '在规定期限内' : '已超过规定期限'}（条例第三十条）`
    case 'correctionPeriod':
      return `补正期限${step.n}个工作日，自${date(step.from)}申请人收到之次日起算，至${date(step.end)}届满（条例第三十条）`
    case 'correctionLate':
      return `补正申请${date(step.arrived)}到达，晚于补正期限${date(step.end)}，按有正当理由予以接收（条例第三十条）`
    case 'correctionLapsed':
      return `申请人至${date(step.end)}未补正，视为放弃申请，不再处理（条例第三十条）`
    case 'correctionAwaited':
      return step.end === undefined
        ? '正在等待申请人补正，答复期限自收到补正的申请之日重新起算（条例第三十条）'
        : `正在等待申请人补正，至${date(step.end)}届满；答复期限自收到补正的申请之日重新起算（条例第三十条）`
    case 'restart':
      return step.why === 'corrected'
        ? `原已计算的期限作废，自收到补正的申请之日${date(step.day)}重新起算（条例第三十条）`
        : `已缴费，答复期限自缴费次日重新起算，${date(step.day)}不计（条例第四十二条、国办函〔2020〕109号）`
    case 'feeNotice':
      return `申请人${date(step.received)}收到收费通知，应在次日起${step.n}个工作日内缴费，即不迟于${date(step.due)}，其间期限停止计算（条例第四十二条、国办函〔2020〕109号）`
    case 'feePaidLate':
      return `${date(step.paid)}缴费，已超过缴费期限${date(step.due)}，期限不再起算（国办函〔2020〕109号）`
    case 'feeLapsed':
      return `申请人至${date(step.due)}未缴费，视为放弃申请，不再处理（国办函〔2020〕109号）`
    case 'feeAwaited':
      return `正在等待申请人缴费，至${date(step.due)}届满（国办函〔2020〕109号）`
    case 'consultation':
      return sayConsultation(step, date)
    case 'excluded':
      return `征求意见所需时间不计入答复期限，共扣除${step.workdays}个工作日，重叠的日期只扣一次（条例第三十三条第三款）`
    case 'extension': {
      const told = step.notified === undefined ? '，未告知申请人' : tellOn(step.approved, step.notified, date)
      const before = step.dueBefore === undefined ? '原期限停止计算' : `原于${date(step.dueBefore)}届满`
      const verdict = step.valid ? '延期有效' : '未在届满前批准并告知，延期无效'
      return `${date(step.approved)}批准延长${step.workdays}个工作日${told}；${before}，${verdict}（条例第三十三条第二款）`
    }
    case 'extensionVoid':
      return `答复期限已于${date(step.restart)}重新起算，此前的延期随原期限一并作废（条例第三十三条）`
    case 'dayZero':
      return `${date(step.day)}${DAY_ZERO[step.as]}，当日不计`
    case 'counted':
      return sayRun(step.days, year)
    case 'holiday':
      return `${sayRange(step.first, step.last, year)} ${step.name}放假，不计`
    case 'paused':
      return `${sayRange(step.first, step.last, year)} 征求意见，${step.workdays}个工作日不计（条例第三十三条第三款）`
    case 'due': {
      const when = sayDueDay(step.day, step.makeUp, year)
      const time = step.time === undefined ? '' : `${step.time} `
      const article = step.of === 'reply' ? `，为第${step.n}个工作日，答复期限（条例第三十三条）` : ''
      return `${when}${time}届满${article}`
    }
    case 'dueOpen':
      return '征求意见尚未结束，答复期限停止计算，届满日暂不能确定（条例第三十三条第三款）'
    case 'standing': {
      const state = step.paused ? '期限停止计算' : '期限正在计算'
      const remaining = step.remaining === undefined ? '' : `，尚余${step.remaining}个工作日`
      const worst =
        step.projected === undefined
          ? ''
          : `；如至征求意见期满仍无意见，最迟于${date(step.projected)}届满（条例第三十三条）`
      return `截至${date(step.asOf)}，${state}，已用${step.used}个工作日${remaining}${worst}`
    }
    case 'overdue':
      return `截至${date(step.asOf)}尚未答复，已于${date(step.due)}届满，逾期${step.daysLate}个工作日（条例第三十三条）`
    case 'served': {
      const how = `${date(step.day)}答复（${SERVICE[step.mode]}）`
      if (step.onTime === undefined) return how
      return step.onTime ? `${how}，按期` : `${how}，逾期${step.daysLate}个工作日（条例第三十三条）`
    }
    case 'withdrawn':
      return `${date(step.day)}申请人撤回申请，程序终止`
    case 'fixedDate':
      return step.legal === step.internal
        ? `法定日期${date(step.legal)}，当日为工作日，内部完成日相同`
        : `法定日期${date(step.legal)}，不因放假顺延；内部完成日为此前最后一个工作日${date(step.internal)}`
    case 'calendarDays':
      return `自${date(step.start)}次日起算${step.n}日（自然日），至${date(step.end)}`
    case 'rolled':
      return step.raw === step.due
        ? `末日${date(step.raw)}为工作日，于当日届满`
        : `末日${date(step.raw)}为休息日，顺延至其后第一个工作日${date(step.due)}届满`
    case 'arrangement':
      return sayArrangement(step)
  }
}

const DAY_ZERO = {
  receipt: '收到申请',
  corrected: '收到补正的申请',
  paid: '缴费',
  start: '收到',
} as const

/** `10月10日（周六，调休上班）` — the due day as it stands in a line of its own. */
function sayDueDay(d: Day, makeUp: boolean, year?: number): string {
  return `${plainDate(d, year)}（${sayWeekday(d)}${makeUp ? '，调休上班' : ''}）`
}

function sayConsultation(
  step: Extract<ClockStep, { kind: 'consultation' }>,
  date: (d: Day) => string,
): string {
  const article = step.party === 'thirdParty' ? '条例第三十二条' : '条例第三十四条'
  const whom = step.party === 'thirdParty' ? '第三方' : '其他行政机关'
  const delivered =
    step.delivered === undefined
      ? '，尚无送达日期'
      : `，${date(step.delivered)}送达，应在15个工作日内即不迟于${date(step.opinionDue!)}提出意见`
  const silence = step.party === 'otherOrgan' ? '，视为同意公开' : '，由本机关依条例决定是否公开'
  const end = {
    answered: () => `，${date(step.answered!)}收到意见，次日恢复计算`,
    lapsed: () => `，逾期未提出意见${silence}，自期满次日恢复计算`,
    answeredLate: () =>
      `，${date(step.answered!)}方收到意见，已逾期${step.party === 'otherOrgan' ? silence : ''}，期限已自期满次日恢复计算`,
    open: () => '，尚未收到意见',
  }[step.ended]()
  return `${date(step.sent)}书面征求${whom}意见（${step.ref}）${delivered}${end}；发函当日照计（${article}）`
}

function tellOn(approved: Day, notified: Day, date: (d: Day) => string): string {
  return approved === notified ? '并告知申请人' : `，${date(notified)}告知申请人`
}

function sayRun(days: readonly CountedDay[], year: number | undefined): string {
  const one = ({ n, day, makeUp }: CountedDay) =>
    `第${n}日 ${makeUp ? sayDueDay(day, true, year) : sayDate(day, year)}`
  if (days.length <= LONG_RUN) return days.map(one).join('　')
  const [first, last] = [days[0]!, days.at(-1)!]
  const made = days.filter((d) => d.makeUp && d !== first && d !== last)
  const aside =
    made.length === 0 ? '' : `，其中${made.map((d) => sayDueDay(d.day, true, year)).join('、')}计入`
  return `${one(first)}　至　${one(last)}，逐个工作日计算${aside}`
}

function sayRange(first: Day, last: Day, year: number | undefined): string {
  if (first === last) return sayDate(first, year)
  if (year !== undefined && first.slice(0, 7) === last.slice(0, 7)) {
    return `${plainDate(first, year)}至${dayOfMonth(last)}日`
  }
  return `${sayDate(first, year)}至${sayDate(last, year)}`
}

function sayArrangement({ notices, provisionalYears }: Extract<ClockStep, { kind: 'arrangement' }>): string {
  const parts = []
  if (notices.length > 0) parts.push(`放假安排见${notices.map((n) => n.number).join('、')}`)
  for (const year of provisionalYears) {
    parts.push(`${year}年放假安排尚未公布，按《全国年节及纪念日放假办法》推算，结果暂定`)
  }
  return parts.join('；')
}

function sayDate(d: Day, year: number | undefined): string {
  return year === undefined ? `${plainDate(d, year)}（${sayWeekday(d)}）` : plainDate(d, year)
}

function plainDate(d: Day, year: number | undefined): string {
  const short = `${monthOf(d)}月${dayOfMonth(d)}日`
  return yearOf(d) === year ? short : `${yearOf(d)}年${short}`
}
