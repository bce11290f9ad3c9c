/**
 * What a department's words in its order's thread come to. Precision before recall: what is not clear is asked.
 *
 * One message may say two things: 收到，请延3个工作日 takes it on and asks for time; 已报送，请问纸质版还要吗 answers and asks.
 */
import type { Calendar } from '../../domain/calendar.ts'
import type { Day, Moment } from '../../domain/time.ts'
import type { DepartmentBook } from '../assignment/departments.ts'
import { readDeadlines } from '../deadline/index.ts'
import { readCount } from '../deadline/numerals.ts'
import { normalize } from '../normalize.ts'
import { withoutSubject } from './quoted-subject.ts'
import {
  HEADING,
  isElsewhere,
  isFromOthers,
  isOffTopic,
  leavesOver,
  mayLeave,
  spelled,
  spokenOfNow,
  TOPIC,
} from './thread-scope.ts'
import {
  A_STEP,
  ASKS_TIME,
  COURTESY,
  DOUBTS_ITSELF,
  FINISHED,
  HANDS_IN,
  IN_DOUBT,
  IN_PART,
  MORE_TIME,
  NIL,
  NOT_OURS,
  NOT_YET,
  OTHERS,
  OURS_AFTER_ALL,
  QUESTION,
  READ_AND_DOING,
  RECEIVED,
  SHOULD_BE,
  TIME_PASSED,
  WITHDRAWN,
} from './thread-words.ts'

/** What the office is asked for. */
export type AskedInThread =
  | {
      readonly kind: 'extension'
      readonly workdays?: number
      /** The day it is wished to end on, where one was said. */
      readonly until?: Day
      readonly reason?: string
    }
  | { readonly kind: 'reroute'; readonly proper?: string; readonly reason?: string }
  /** 请示, 请明确口径, or any other question. */
  | { readonly kind: 'instruction' }

/** What was promised with 收到: 本周内办结. No state beyond 签收 follows from it. */
export interface Promised {
  readonly text: string
  readonly on?: Day
}

export interface ThreadReading {
  /** Finishing is certain, or there certainly is nothing to report. */
  readonly answer: boolean
  readonly received?: { readonly promised?: Promised }
  readonly asked?: AskedInThread
  /** 上条作废, 刚才发错了. */
  readonly withdrawn: boolean
  /** Says that it is not finished, or finished in part: files beside it are no answer yet. */
  readonly unfinished: boolean
  /** 谢谢, 辛苦了. */
  readonly courtesy: boolean
  /** 请审核: with files beside it, it hands them in. */
  readonly handsIn: boolean
}

/** What makes a reading surer. Without it no day, department or person is recognised. */
export interface ThreadScene {
  readonly now: Moment
  readonly calendar: Calendar
  readonly book: DepartmentBook
  /** The speaker's own departments in this order, by code. */
  readonly own: readonly string[]
  /** Those of the office as people call them: 李娜, 张主任. */
  readonly office: readonly string[]
  /** What the order is about: where the speaker names it, it is a name and no more. */
  readonly subject?: string
}

export type ThreadWords = 'answer' | 'received' | 'question' | 'unclear'

/** The reading in one word, where no more is needed. */
export function readThreadWords(text: string, scene?: ThreadScene): ThreadWords {
  const read = readThread(text, scene)
  if (read.asked && !read.answer) return 'question'
  if (read.answer) return 'answer'
  return read.received ? 'received' : 'unclear'
}

export function readThread(text: string, scene?: ThreadScene): ThreadReading {
  const words = plain(text, scene?.subject)
  const clauses = clausesOf(words)
  const known = new Map<string, boolean>()
  const isDone = (clause: string) => {
    const done = known.get(clause) ?? isFinished(clause, scene)
    known.set(clause, done)
    return done
  }
  // What was so before, and what goes on for ever, says nothing against its being finished now.
  const current = spokenOfNow(clauses, isDone)
  const now = current.join(',')
  const inDoubt = mayLeave(current, isDone) || IN_DOUBT.test(now) || DOUBTS_ITSELF.test(now)
  // With a file beside it 我再补一份 says that this is it.
  const unfinished =
    NOT_YET.test(now) ||
    IN_PART.test(now) ||
    leavesOver(clauses) ||
    clauses.some((c) => isFromOthers(c, scene)) ||
    (inDoubt && IN_DOUBT.test(now.replace(/再[补报]/g, '')))
  const finished = !unfinished && !inDoubt && clauses.some(isDone)
  const received = RECEIVED.test(words) || READ_AND_DOING.test(words)
  const base = {
    unfinished,
    courtesy: COURTESY.test(words),
    handsIn: HANDS_IN.test(words) && !unfinished && !inDoubt,
  }

  const rerouting = rerouteIn(words, clauses, scene)
  if (rerouting && !(finished && /如下|职责确认/.test(words)))
    return { ...base, answer: false, withdrawn: false, asked: rerouting }
  const extension = extensionIn(words, clauses, scene)
  if (extension)
    return {
      ...base,
      answer: false,
      withdrawn: false,
      asked: extension,
      ...(received ? { received: {} } : {}),
    }
  if (!finished && WITHDRAWN.test(words)) return { ...base, answer: false, withdrawn: true }

  const asking = clauses.filter((c) => QUESTION.test(c))
  const toColleague = isToColleague(words, scene)
  const asked = asking.length > 0 && !toColleague ? { asked: { kind: 'instruction' as const } } : {}
  // In one breath with a question nothing is certain: 已办结的还要再报吗.
  const answer =
    finished && clauses.some((c) => isDone(c) && !QUESTION.test(c) && !(asking.length > 0 && TOPIC.test(c)))
  const promised = received && !finished ? promiseIn(words, scene) : undefined
  return {
    ...base,
    answer,
    withdrawn: false,
    ...asked,
    ...(received && !toColleague ? { received: promised ? { promised } : {} } : {}),
  }
}

/** One spelling, without what is quoted, and without the platforms' little pictures. */
function plain(text: string, subject = ''): string {
  const words = spelled(normalize(text).text.replaceAll('，', ','))
  return withoutSubject(words, normalize(subject).text.replaceAll('，', ','))
    .replace(/[“"「][^”"」]{0,40}[”"」]/g, '')
    .replace(/\[(?!收到|已)[^\]\d]{1,4}\]/g, '')
    .replace(/^\[(收到|已[^\]]{1,2})\]/, '$1')
    .replace(/(?<=[^,。;\s])(?=请问|请示(?!后)|另请|另外)/g, ',')
    .trim()
}

function clausesOf(words: string): readonly string[] {
  return words
    .split(/(?<=[,。;!?~])|\s+/)
    .map((c) => c.replace(/[,。;!~\s]+$/, '').trim())
    .filter((c) => c !== '')
}

function isFinished(clause: string, scene: ThreadScene | undefined): boolean {
  if (OTHERS.test(clause) || A_STEP.test(clause) || isElsewhere(clause, scene)) return false
  const bare = clause.replace(/^(?:一|二|三|四|五|六|\d{1,2})[、.]/, '')
  const headless = bare.replace(HEADING, '')
  if (isOffTopic(headless, scene?.subject)) return false
  return (
    [...FINISHED, ...NIL].some((pattern) => pattern.test(bare) || pattern.test(headless)) ||
    (scene !== undefined && isGivenToOffice(bare, scene.office))
  )
}

/** 昨天已经发给李娜了: given to somebody who is of the office. */
function isGivenToOffice(clause: string, office: readonly string[]): boolean {
  const m = /发|交|报|送|传|给/.exec(clause)
  if (!m || !/已|了|昨|前天|上周|刚|早/.test(clause)) return false
  const to = clause.slice(m.index)
  return office.some((name) => to.includes(name)) || /给?(?:局|领导小组)?办公室|局办/.test(to.slice(0, 12))
}

/** @李明 你看一下: said to somebody else than the office. */
function isToColleague(words: string, scene: ThreadScene | undefined): boolean {
  const name = /^@(\S{2,8})/.exec(words)?.[1]
  return name !== undefined && scene !== undefined && !scene.office.includes(name)
}

function rerouteIn(
  words: string,
  clauses: readonly string[],
  scene: ThreadScene | undefined,
): AskedInThread | undefined {
  const proper = properIn(words, scene)
  if (!NOT_OURS.test(words) && proper === undefined) return undefined
  if (OURS_AFTER_ALL.test(words) || /已改派|[派转]错(?:了)?吗|改派(?:流程|后)/.test(words)) return undefined
  if (proper === undefined && clauses.every((c) => QUESTION.test(c) && !NOT_OURS.test(c))) return undefined
  return { kind: 'reroute', ...(proper ? { proper } : {}), ...reasonOf(words) }
}

/** The department that should have it: named after 应由, 属于, 划给. Several, or one's own, is none. */
function properIn(words: string, scene: ThreadScene | undefined): string | undefined {
  if (!scene) return SHOULD_WITHOUT_BOOK.test(words) ? '' : undefined
  const named = scene.book.scan(words).filter((d) => d.codes.length === 1 && !scene.own.includes(d.codes[0]!))
  const pattern = new RegExp(SHOULD_BE.source, 'g')
  for (const m of words.matchAll(pattern)) {
    const end = m.index + m[0].length
    const hit = named.find((d) => d.start >= end && d.start <= end + 4)
    if (hit) return hit.codes[0]
  }
  if (!NOT_OURS.test(words)) return undefined
  return named.length === 1 ? named[0]!.codes[0] : undefined
}

const SHOULD_WITHOUT_BOOK =
  /应(?:该)?(?:转|由|归)[^,。;]{1,10}(?:科|室|办|中心)[^,。;]{0,2}(?:办理|负责|牵头)?/

function extensionIn(
  words: string,
  clauses: readonly string[],
  scene: ThreadScene | undefined,
): AskedInThread | undefined {
  if (TIME_PASSED.test(words) || NO_WISH.test(words)) return undefined
  const clause = clauses.find((c) => MORE_TIME.test(c) && (ASKS_TIME.test(c) || ASKS_BY_ITSELF.test(c)))
  const wished = clause ?? (MORE_TIME.test(words) && ASKS_TIME.test(words) ? words : undefined)
  if (wished === undefined || (/推迟|延长/.test(wished) && !ASKS_FIRMLY.test(words))) return undefined
  const until = dayIn(wished, scene) ?? dayIn(words, scene)
  const workdays = daysIn(wished)
  return {
    kind: 'extension',
    ...(workdays === undefined ? {} : { workdays }),
    ...(until && workdays === undefined ? { until } : {}),
    ...reasonOf(clause === undefined ? words : withoutWish(clauses, clause)),
  }
}

/** What stands beside the wish, and in its own clause before it: 因系统升级，申请延期. */
function withoutWish(clauses: readonly string[], wish: string): string {
  const before =
    /^(.*?)(?:特|现|拟|故|所以)?(?:申请|恳请|报请|请求|请予|请|能否|能不能|可否|希望|想|望)/.exec(
      wish,
    )?.[1] ?? ''
  return clauses.flatMap((c) => (c === wish ? (before.length > 3 ? [before] : []) : [c])).join(',')
}

/** Declined, or asked how it is done: 延期就不申请了, 延期怎么申请. */
const NO_WISH =
  /(?:延期?|宽限|顺延|推迟|缓)[^,。;能可]{0,6}(?:不|没|无需|免)(?![^,。;]{0,3}[吗呢行?])|(?:延期?|宽限|顺延|推迟)[^,。;]{0,4}(?:怎么|如何|流程|手续|找谁|谁批|哪)|(?:怎么|如何|怎样)[^,。;]{0,4}(?:申请|办理)?延期|(?:不|没)(?:再|想|打算|准备|考虑)[^,。;]{0,4}(?:延|缓|推迟|宽限)/
const ASKS_BY_ITSELF = /^延期|延(?:期|长)?\s*[\d一二两三四五六七八九十]+个?(?:工作日|天|日|周)/
const ASKS_FIRMLY = /申请|请|能否|能不能|可否|可不可以|恳|希望|吗|行/

/** 三个工作日, 两天, 一周 (five working days). */
function daysIn(words: string): number | undefined {
  const m = /([\d〇零一二两三四五六七八九十]{1,4})\s*个?(工作日|天|日(?![前内])|周|星期)/.exec(words)
  if (!m) return undefined
  if (m[2] === '日' && /月$/.test(words.slice(0, m.index))) return undefined
  const count = readCount(m[1]!)
  if (count === undefined || count === 0 || count > 60) return undefined
  return m[2] === '周' || m[2] === '星期' ? count * 5 : count
}

function dayIn(words: string, scene: ThreadScene | undefined): Day | undefined {
  if (!scene) return undefined
  const due = readDeadlines(words, scene.now, scene.calendar).find(
    (d) => d.kind === 'due' && d.weight !== 'mention',
  )
  return due?.kind === 'due' ? due.date : undefined
}

/** What was said besides the wish itself. */
function reasonOf(words: string): { readonly reason?: string } {
  const rest = words
    .replace(RECEIVED, '')
    .replace(/^[,。;]*(?:但是?)?/, '')
    .replace(/(?:理由|原因)(?:是|为)?[:]?/, '')
    .replace(/^[,。;:\s]+|[,。;:\s]+$/g, '')
  return rest === '' || /^(?:申请|请予|请)?(?:延期|改派)$/.test(rest) ? {} : { reason: rest }
}

/** 本周内办结, after 收到: kept in the person's words, with its day where it has one. */
function promiseIn(words: string, scene: ThreadScene | undefined): Promised | undefined {
  const rest = words.replace(RECEIVED, '').replace(/^[,。;:!\s]+|[,。;!\s]+$/g, '')
  if (!/[周日天号]|工作日|月底|下班|上午|下午|今晚/.test(rest)) return undefined
  if (!/办|报|反馈|完成|落实|提交|回复|交/.test(rest)) return undefined
  const on = dayIn(rest, scene)
  return { text: rest, ...(on ? { on } : {}) }
}
