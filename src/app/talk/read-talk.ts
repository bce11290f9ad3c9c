/**
 * A talk file: a conversation with the bot, one step or check a line.
 *
 * ```
 * clock 2026-02-14 09:00
 * 李娜: /assign 人事科 更新权责清单 5个工作日内
 * expect 2月28日
 * ```
 */

export type TalkLine =
  | { readonly kind: 'clock'; readonly text: string }
  | { readonly kind: 'wait'; readonly amount: WaitAmount }
  | {
      readonly kind: 'say'
      readonly who: string
      readonly where: Where
      readonly text: string
      readonly files: readonly string[]
    }
  | {
      readonly kind: 'press'
      readonly who: string
      readonly label: string
      readonly fields: Readonly<Record<string, string>>
    }
  | { readonly kind: 'edit'; readonly who: string; readonly text: string }
  | { readonly kind: 'recall'; readonly who: string }
  | { readonly kind: 'expect'; readonly scope: Scope; readonly pattern: Pattern }
  | { readonly kind: 'none'; readonly scope: Scope }
  | { readonly kind: 'refuse'; readonly scope: Scope; readonly pattern: Pattern }

export type WaitAmount =
  | { readonly kind: 'workdays'; readonly count: number }
  | { readonly kind: 'minutes'; readonly count: number }
  | { readonly kind: 'until'; readonly text: string }

export type Where =
  | { readonly to: 'group' }
  | { readonly to: 'department'; readonly name: string }
  | { readonly to: 'alone' }
  | { readonly to: 'thread'; readonly no: string }

/** Whom a check is about. */
export type Scope =
  | { readonly to: 'anybody' }
  | { readonly to: 'person'; readonly name: string }
  | { readonly to: 'department'; readonly name: string }

export type Pattern = { readonly text: string; readonly regex?: RegExp }

export interface NumberedLine {
  readonly line: number
  readonly source: string
  readonly what: TalkLine
}

export class TalkError extends Error {
  override readonly name = 'TalkError'
  readonly line: number
  readonly words: string
  constructor(line: number, words: string) {
    super(`第 ${line} 行：${words}`)
    this.line = line
    this.words = words
  }
}

/** @throws TalkError for a line that is none of the forms */
export function readTalk(text: string): NumberedLine[] {
  return text.split(/\r?\n/).flatMap((source, i) => {
    const line = source.trim()
    return line === '' || line.startsWith('#')
      ? []
      : [{ line: i + 1, source: line, what: readLine(line, i + 1) }]
  })
}

function readLine(line: string, at: number): TalkLine {
  const [first = ''] = line.split(/\s+/, 1)
  const after = line.slice(first.length).trim()
  switch (first) {
    case 'clock':
      return { kind: 'clock', text: after }
    case 'wait':
      return { kind: 'wait', amount: readWait(after, at) }
    case 'expect':
    case 'refuse':
      return readCheck(first, after, at)
  }
  return readPerson(line, at)
}

function readWait(text: string, at: number): WaitAmount {
  const until = /^until\s+(.+)$/.exec(text)
  if (until) return { kind: 'until', text: until[1]! }
  const m = /^(\d+)\s+(working\s+days?|minutes?|hours?|days?)$/.exec(text)
  if (!m) throw new TalkError(at, 'wait 后应为 N working days、N minutes、N hours、N days 或 until 日期 时间')
  const count = Number(m[1])
  if (m[2]!.startsWith('working')) return { kind: 'workdays', count }
  return {
    kind: 'minutes',
    count: count * (m[2]!.startsWith('hour') ? 60 : m[2]!.startsWith('day') ? 1440 : 1),
  }
}

function readCheck(verb: 'expect' | 'refuse', text: string, at: number): TalkLine {
  const none = verb === 'expect' ? /^none(?:\s+([~@]\S+))?$/.exec(text) : null
  if (none) return { kind: 'none', scope: scopeOf(none[1]) }
  const scoped = /^([~@]\S+)(?:\s+([\s\S]+))?$/.exec(text)
  const words = scoped ? scoped[2] : text
  if (words === undefined || words === '') throw new TalkError(at, `${verb} 后应写内容`)
  return { kind: verb, scope: scopeOf(scoped?.[1]), pattern: patternOf(words, at) }
}

function scopeOf(text: string | undefined): Scope {
  if (text === undefined) return { to: 'anybody' }
  return text.startsWith('~')
    ? { to: 'person', name: text.slice(1) }
    : { to: 'department', name: text.slice(1) }
}

function patternOf(text: string, at: number): Pattern {
  const m = /^\/(.+)\/([imsu]*)$/.exec(text)
  if (!m) return { text }
  try {
    return { text, regex: new RegExp(m[1]!, m[2]) }
  } catch {
    throw new TalkError(at, `正则表达式有误：${text}`)
  }
}

function readPerson(line: string, at: number): TalkLine {
  const press = /^(\S+?)\s*\[([^\]]+)\](?:\s+(.*))?$/.exec(line)
  if (press && !/[:：]/.test(press[1]!)) {
    return { kind: 'press', who: press[1]!, label: press[2]!.trim(), fields: fieldsOf(press[3]) }
  }
  if (/^\S+\s+recalls$/.test(line)) return { kind: 'recall', who: line.split(/\s+/)[0]! }
  const edits = /^(\S+)\s+edits\s*[:：]\s*(.*)$/.exec(line)
  if (edits) return { kind: 'edit', who: edits[1]!, text: edits[2]! }
  const said = /^([^\s:：~@#]+)\s*(?:([~]|[@][^\s:：]+|#[\d-]+))?\s*[:：]\s?([\s\S]*)$/.exec(line)
  if (!said) throw new TalkError(at, `未能识别：${line.slice(0, 40)}`)
  // A message of several lines stands in one line of the talk: `\n` breaks it.
  const { text, files } = splitFiles(said[3]!.replaceAll('\\n', '\n'))
  return { kind: 'say', who: said[1]!, where: whereOf(said[2]), text, files }
}

function whereOf(mark: string | undefined): Where {
  if (mark === undefined) return { to: 'group' }
  if (mark === '~') return { to: 'alone' }
  return mark.startsWith('@') ? { to: 'department', name: mark.slice(1) } : { to: 'thread', no: mark }
}

/** `已办结，见附件 +清单.docx +说明.pdf` */
function splitFiles(text: string): { text: string; files: string[] } {
  const files: string[] = []
  let left = text
  for (;;) {
    const m = /(?:^|\s)\+([^\s+]+\.[A-Za-z0-9]{1,8})\s*$/.exec(left)
    if (!m) return { text: left.trim(), files }
    files.unshift(m[1]!)
    left = left.slice(0, m.index)
  }
}

/** `reason=缺少附件 due=2个工作日内` */
function fieldsOf(text: string | undefined): Record<string, string> {
  if (!text) return {}
  const named = [...text.matchAll(/(\w+)=(\S+)/g)]
  return named.length > 0 ? Object.fromEntries(named.map((m) => [m[1]!, m[2]!])) : { reason: text }
}
