// What a message says: plain words, or a card with its buttons; and its files.
import { el, sizeText } from './dom.js'
import { fileAddress } from './net.js'
import { world } from './world.js'

const LONG = 700
const MANY_LINES = 16

export function content(message, acts) {
  if (message.recalledAt !== undefined) return [el('p', { class: 'quiet' }, '消息已撤回')]
  const body = message.body.kind === 'text' ? [plain(message.body.text)] : card(message, acts)
  return [...body, files(message)].filter(Boolean)
}

function plain(text) {
  if (text === '') return undefined
  const box = el('p', { class: 'said hostile', dir: 'auto' }, ...withMentions(text))
  return text.length > LONG || text.split('\n').length > MANY_LINES ? fold(box) : box
}

/** Long words are folded, and can be opened. */
function fold(box) {
  box.classList.add('folded')
  const open = el('button', { type: 'button', class: 'plain', 'aria-expanded': 'false' }, '展开全文')
  open.addEventListener('click', () => {
    const folded = box.classList.toggle('folded')
    open.textContent = folded ? '展开全文' : '收起'
    open.setAttribute('aria-expanded', String(!folded))
  })
  return el('div', {}, box, open)
}

function withMentions(text) {
  const names = [
    '督办',
    '所有人',
    ...world.people.map((p) => p.name),
    ...world.departments.map((d) => d.name),
  ]
  const longest = names.sort((a, b) => b.length - a.length)
  const out = []
  let from = 0
  for (const { index } of text.matchAll(/@/g)) {
    const name = index >= from && longest.find((one) => text.startsWith(one, index + 1))
    if (!name) continue
    out.push(text.slice(from, index), el('span', { class: 'mention' }, `@${name}`))
    from = index + 1 + name.length
  }
  return [...out, text.slice(from)]
}

function card(message, acts) {
  const { title, tone, lines, buttons = [] } = message.body.message
  const box = el('div', { class: 'card' })
  if (tone) box.dataset.tone = tone
  if (title) box.append(el('p', { class: 'title hostile' }, title))
  const body = el('div', { class: 'lines' }, lines.map(lineItem))
  box.append(lines.length > MANY_LINES ? fold(body) : body)
  if (buttons.length)
    box.append(
      el(
        'div',
        { class: 'buttons' },
        buttons.map((button, index) =>
          el(
            'button',
            {
              type: 'button',
              class: button.style ?? '',
              onclick: (event) => acts.press(message, index, event.currentTarget),
            },
            button.label,
          ),
        ),
      ),
    )
  return [box]
}

function lineItem(line) {
  if (typeof line === 'string') return el('p', { class: 'hostile' }, line)
  return el(
    'p',
    {},
    line.map((span) => {
      const cls = `hostile ${span.tone ?? ''}`
      if (/^https?:\/\//i.test(span.link ?? ''))
        return el(
          'a',
          { class: cls, href: span.link, target: '_blank', rel: 'noopener noreferrer' },
          span.text,
        )
      return el('span', { class: cls }, span.text)
    }),
  )
}

function files(message) {
  if (!message.files.length) return undefined
  return el(
    'ul',
    { class: 'files', 'aria-label': '附件' },
    message.files.map((file) =>
      el(
        'li',
        {},
        el('a', { class: 'hostile', href: fileAddress(file.id), download: file.name }, file.name),
        el('span', { class: 'quiet' }, sizeText(file.size)),
      ),
    ),
  )
}
