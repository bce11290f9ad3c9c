// One message as an element.
import { dayText, el, fullText, isoDay, timeText } from './dom.js'
import { content } from './words.js'
import { department, person, repliesTo, world } from './world.js'

export function messageItem(message, acts, { inThread, before }) {
  const mine = message.by === world.me
  const head = el(
    'div',
    { class: 'from' },
    el('b', { class: 'hostile' }, message.by ? nameOf(message.by) : '督办'),
    message.by ? el('span', { class: 'quiet post' }, postOf(message.by)) : undefined,
    el('time', { class: 'quiet', title: fullText(message.at) }, timeText(message.at)),
    message.body.message?.urgent ? el('b', { class: 'stamp' }, '特急') : undefined,
    message.onlyFor ? el('span', { class: 'only' }, '仅你可见') : undefined,
    message.editedAt ? el('span', { class: 'quiet' }, editedText(message)) : undefined,
    message.pending ? el('span', { class: 'quiet' }, message.failed ? '' : '发送中…') : undefined,
  )
  const item = el(
    'li',
    {
      class: `message ${message.by ? '' : 'bot'} ${mine ? 'mine' : ''} ${message.onlyFor ? 'alone' : ''} ${follows(message, before) ? 'follows' : ''}`,
    },
    el('span', { class: 'mark', 'aria-hidden': 'true' }, message.by ? nameOf(message.by).slice(0, 1) : '督'),
    head,
    el('div', { class: 'words' }, quote(message, inThread, before), content(message, acts)),
  )
  item.dataset.id = message.id
  if (message.failed) item.lastChild.append(failed(message, acts))
  if (!inThread) item.append(...threadLink(message, acts))
  if (!message.pending && message.recalledAt === undefined) item.append(toolbar(message, acts, inThread))
  return item
}

/** A card lives: it says when it last changed. */
function editedText(message) {
  if (message.by) return '已编辑'
  if (fullText(message.editedAt) === fullText(message.at)) return '已更新'
  const day = isoDay(message.editedAt) === isoDay(message.at) ? '' : `${dayText(message.editedAt)}`
  return `更新于 ${day}${timeText(message.editedAt)}`
}

export function daySeparator(moment) {
  return el('li', { class: 'day', role: 'separator' }, el('span', {}, dayText(moment)))
}

function follows(message, before) {
  return (
    before &&
    before.by === message.by &&
    message.by !== undefined &&
    before.onlyFor === message.onlyFor &&
    message.at - before.at < 300_000 &&
    before.recalledAt === undefined &&
    !repliesTo(before.id).length
  )
}

export const nameOf = (code) => person(code)?.name ?? code
export function postOf(code) {
  const who = person(code)
  if (!who) return ''
  const dept = department(who.department)
  return [dept?.kind === 'leaders' ? '' : dept?.name, who.post].filter(Boolean).join(' ')
}

export function excerpt(message) {
  if (!message) return '（更早的消息）'
  if (message.recalledAt !== undefined) return '（已撤回）'
  if (message.body.kind === 'text') return message.body.text || `附件 ${message.files.length} 个`
  const { title, lines } = message.body.message
  return title ?? (lines[0] ? lineText(lines[0]) : '')
}
export const lineText = (line) => (typeof line === 'string' ? line : line.map((span) => span.text).join(''))

function quote(message, inThread, before) {
  // What stands just above needs no quoting.
  if (message.answers && message.answers === before?.id) return undefined
  if (!message.answers || (inThread && message.answers === message.root) || (!inThread && message.root))
    return undefined
  const answered = world.messages.get(message.answers)
  const who = answered ? `${answered.by ? nameOf(answered.by) : '督办'}：` : ''
  return el('p', { class: 'quote quiet hostile' }, `${who}${excerpt(answered)}`)
}

function threadLink(message, acts) {
  const replies = repliesTo(message.id)
  if (!replies.length) return []
  const last = replies.at(-1)
  const who = last.by ? nameOf(last.by) : '督办'
  return [
    el(
      'button',
      { type: 'button', class: 'plain replies', onclick: () => acts.openThread(message) },
      `${replies.length} 条回复`,
      el('span', { class: 'quiet hostile' }, `${who}：${excerpt(last)}`),
    ),
  ]
}

function toolbar(message, acts, inThread) {
  const mine = message.by === world.me
  const button = (label, act) => el('button', { type: 'button', class: 'plain', onclick: act }, label)
  return el(
    'div',
    { class: 'tools' },
    inThread || message.onlyFor ? undefined : button('回复', () => acts.openThread(message)),
    mine && message.body.kind === 'text' ? button('编辑', () => acts.edit(message)) : undefined,
    mine ? button('撤回', () => acts.recall(message)) : undefined,
  )
}

function failed(message, acts) {
  return el(
    'p',
    { class: 'failed', role: 'alert' },
    el('span', { class: 'late' }, `未送出：${message.failed}`),
    el('button', { type: 'button', onclick: () => acts.retry(message) }, '重试'),
    el('button', { type: 'button', class: 'plain', onclick: () => acts.drop(message) }, '删除'),
  )
}
