/**
 * What a message orders: one order, or one for each of its lines.
 *
 * A first line that names no matter of its own (`请各科室办理以下事项：`) is shared by the others, and so is a line that only
 * says by when, or only words about the orders (`依据：…`, 限定知悉). What is shared fills what a line does not say itself.
 */

import type { Limit } from '../../domain/order.ts'
import type { Due } from '../deadline/index.ts'
import { readLimit } from '../limit.ts'
import { normalize } from '../normalize.ts'
import { type AssignmentReading, type AssignmentScene, readAssignment } from './index.ts'
import { linesOf, type SaidLine } from './lines.ts'
import type { Mention } from './mentions.ts'
import { type OrderWords, type OrderWordsScene, readOrderWords } from './order-words.ts'

export interface OrderReading {
  /** Its line, from 1; 0 where the message is one order. */
  readonly line: number
  /** As it was written. */
  readonly said: string
  readonly words: OrderWords
  readonly reading: AssignmentReading
  /** A statutory date said with it. */
  readonly limit?: Limit
}

export interface OrdersScene extends Omit<AssignmentScene, 'mentions'>, OrderWordsScene {
  /** Who is mentioned in a text, or named where its departments stand. */
  readonly mentioned: (text: string) => readonly Mention[]
}

/** 请各科室办理以下事项, 安排如下: what is to be done stands below. */
const ANNOUNCING =
  /(?:以下|下列|如下|下述)(?:几?[一二两三四五六七八九十\d]*[项件个])?(?:重点)?(?:事项|工作|任务|事情|事)|(?:几|[一二两三四五六七八九十\d]+)[项件个](?:重点)?(?:事项|工作|任务|事情|事)\s*:?\s*$|(?:安排|通知|分工|要求)如下\s*:?\s*$/
const OF_EACH = /[\s,;。](?:以上|上述)?(?:事项|工作|任务)?(?:均|都|统一|一并)(?:请|须|应|需|务必|于|在)/
const OF_ALL =
  /^(?:以上|上述|前述|各项|均|请|务必|所列|事项|工作|任务|各|科室|单位|时限|期限|完成|办理|办结|反馈|报送|统一|要求|[\s,，。:：、])*$/

export function readOrders(text: string, scene: OrdersScene): readonly OrderReading[] {
  const lines = linesOf(text)
  if (lines.length < 2) return [readOne(0, lines[0]?.text ?? text, scene)]
  // 督办单 said once holds for the others: what they rest on is read by it.
  const kind = lines.map((line) => readOrderWords(line.text, scene).kind).find((k) => k !== undefined)
  const within = kind ? { ...scene, kind } : scene
  const read = lines.map((line) => ({ ...line, ...readOne(line.no, line.text, within) }))
  const whole = () => [readOne(0, text, scene)]

  const head = isHead(read) ? read[0]! : undefined
  const rest = head ? read.slice(1) : read
  const aside = rest.filter((line) => !line.numbered && !hasWork(line))
  const orders = rest.filter((line) => !aside.includes(line))
  const named = orders.filter(namesDepartment)
  const several = orders.length >= 2 && (named.length >= 2 || (head !== undefined && namesDepartment(head)))
  if (!several) return whole()

  // 请各科室办理以下事项：, and then every line names its own: the first line only calls them.
  const departments = named.length === 0 ? head?.reading : undefined
  const last = orders.at(-1)!
  // 1. … 2. …，均请3月6日前完成: said behind the last, it is about all.
  const saysForAll = OF_EACH.test(normalize(last.words.text).text) ? [last] : []
  const due = [...(head ? [head] : []), ...aside, ...saysForAll]
    .map((l) => l.reading.due)
    .find((d) => d !== undefined)
  const shared = [...(head ? [head] : []), ...aside].map((l) => l.words)
  return orders.map(({ line, said, words, reading, limit }) => ({
    line,
    said,
    ...(limit ? { limit } : {}),
    words: shared.reduce(withShared, words),
    reading: filled(reading, departments, due),
  }))
}

function readOne(line: number, said: string, scene: OrdersScene): OrderReading {
  const { text, limit } = readLimit(said, scene.now, scene.calendar)
  const limited = limit ? { limit } : {}
  const words = readOrderWords(text, scene)
  const read = (left: string) => readAssignment(left, { ...scene, mentions: scene.mentioned(left) })
  const reading = read(words.text)
  // 整改单 基教科 第1轮督查发现的问题: what it rests on is also what is to be done.
  if (!reading.subject && reading.departments.length > 0 && words.withBasis !== undefined) {
    const fuller = read(words.withBasis)
    if (fuller.subject) return { line, said, words, reading: fuller, ...limited }
  }
  return { line, said, words, reading, ...limited }
}

/** The first line calls departments or announces the others; it has no matter of its own. */
function isHead(lines: readonly (SaidLine & OrderReading)[]): boolean {
  const [first, ...others] = lines
  if (!first || first.numbered || others.length === 0) return false
  const text = normalize(first.text).text
  if (ANNOUNCING.test(text)) return true
  if (namesDepartment(first)) return !first.reading.subject
  return /:\s*$/.test(text)
}

function namesDepartment({ reading }: OrderReading): boolean {
  return (
    reading.departments.length > 0 ||
    reading.unknownDepartments.length > 0 ||
    reading.ambiguousDepartments.length > 0
  )
}

/** A line that asks for something: not only a date, a courtesy, or words about all of them. */
function hasWork(line: OrderReading): boolean {
  if (namesDepartment(line)) return true
  const { subject } = line.reading
  return subject !== undefined && !OF_ALL.test(normalize(subject).text)
}

function withShared(words: OrderWords, shared: OrderWords): OrderWords {
  const { text: _text, withBasis: _with, handlers: _handlers, unclear, ...said } = shared
  return {
    ...said,
    ...words,
    restricted: words.restricted || shared.restricted,
    submit: words.submit || shared.submit,
    unclear: [...words.unclear, ...unclear],
  }
}

function filled(
  reading: AssignmentReading,
  shared: AssignmentReading | undefined,
  due: Due | undefined,
): AssignmentReading {
  const who = reading.departments.length === 0 ? shared : undefined
  const when = reading.due === undefined && !reading.unsure.some((u) => u.field === 'due') ? due : undefined
  return {
    ...reading,
    ...(who ? { departments: who.departments, except: who.except } : {}),
    ...(when ? { due: when } : {}),
    unsure: [
      ...reading.unsure.filter((u) => !(who && u.field === 'department' && u.reason === 'missing')),
      ...(who ? who.unsure.filter((u) => u.field === 'department') : []),
    ],
  }
}
