// A conversation: a room, or one thread of it. Only what changed is drawn again, so focus and scrolling stay.

import { composer } from './compose.js'
import { dayText, el, isoDay, timeText } from './dom.js'
import { daySeparator, excerpt, lineText, messageItem, nameOf, postOf } from './message.js'
import { content } from './words.js'
import { bus, inPlace, person, repliesTo, world } from './world.js'

const NEAR = 80

export function createPane(host, place, acts, { title, back, close }) {
  const inThread = place.root !== undefined
  const list = el('ol', {
    class: 'log',
    role: 'log',
    'aria-live': 'off',
    'aria-label': inThread ? '话题消息' : '消息',
    tabIndex: 0,
  })
  const older = el(
    'button',
    { type: 'button', class: 'plain older', hidden: true, onclick: () => acts.older(place) },
    '更早的消息',
  )
  const fresh = el(
    'button',
    { type: 'button', class: 'fresh', hidden: true, onclick: toEnd },
    '有新消息，查看',
  )
  const say = composer(place, acts)
  const welcome = el(
    'div',
    { class: 'welcome' },
    el(
      'p',
      {},
      '这里是一个虚构的教育局，可以随意练习。您现在是 ',
      el('b', {}, nameOf(world.me)),
      `（${postOf(world.me)}）。`,
    ),
    el('p', {}, '点输入框上方的一句话，再发送，看看会发生什么。'),
  )
  const pin = el('details', { class: 'pin', hidden: true })
  let pinned
  const drawn = new Map()

  host.replaceChildren(
    el(
      'header',
      { class: 'bar' },
      back ? el('a', { class: 'plain back', href: back }, '返回') : undefined,
      el('h2', { tabIndex: -1 }, title),
      close ? el('a', { class: 'plain close', href: close }, '关闭话题') : undefined,
    ),
    pin,
    el('div', { class: 'scroll' }, older, welcome, list, fresh),
    say.element,
  )
  const scroller = host.querySelector('.scroll')
  let stuck = true
  scroller.addEventListener('scroll', () => {
    stuck = atEnd()
    if (stuck) fresh.hidden = true
  })
  // Suggestions and a growing input take room from the conversation; its end stays in sight.
  const sizes = new ResizeObserver(() => stuck && toEnd())
  sizes.observe(scroller)

  const atEnd = () => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR
  function toEnd() {
    scroller.scrollTop = scroller.scrollHeight
    fresh.hidden = true
  }

  function draw(first = false) {
    const stay = first || stuck
    const pending = world.pending.filter((p) => p.room === place.room && p.root === place.root)
    const messages = [...inPlace(place), ...pending]
    const wanted = []
    let before
    for (const message of messages) {
      if (!before || isoDay(before.at) !== isoDay(message.at))
        wanted.push([`day:${isoDay(message.at)}`, '', () => daySeparator(message.at)])
      const replies = repliesTo(message.id)
      const print = [
        message.version,
        message.failed,
        replies.length,
        replies.at(-1)?.version,
        before?.id,
        before?.version,
      ].join()
      const previous = before
      wanted.push([message.id, print, () => messageItem(message, acts, { inThread, before: previous })])
      before = message
    }
    const keep = new Set(wanted.map(([id]) => id))
    for (const [id, { node }] of drawn)
      if (!keep.has(id)) {
        node.remove()
        drawn.delete(id)
      }
    let after = null
    let added = false
    for (const [id, print, make] of wanted) {
      const old = drawn.get(id)
      let node = old?.node
      if (!old || old.print !== print) {
        node = make()
        if (old) replace(old.node, node)
        else added = true
        drawn.set(id, { node, print })
      }
      const at = after ? after.nextSibling : list.firstChild
      if (at !== node) list.insertBefore(node, at)
      after = node
    }
    drawPin()
    welcome.hidden = wanted.length > 0
    older.hidden = !world.loaded.get(key(place))
    if (stay) toEnd()
    else if (added) fresh.hidden = false
  }

  /** Folded: what it is and how many. Open: the card itself, with its buttons. */
  function drawPin() {
    const message = inThread ? undefined : world.pins.get(place.room)
    if (pinned === message?.version) return
    pinned = message?.version
    pin.hidden = !message
    if (!message) return
    const { title, lines } = message.body.message
    const when = message.editedAt ?? message.at
    pin.replaceChildren(
      el(
        'summary',
        {},
        el('b', {}, title ?? lineText(lines[0] ?? '')),
        el('span', { class: 'quiet' }, `　更新于 ${dayText(when)}${timeText(when)}`),
      ),
      el(
        'div',
        { class: 'words' },
        content(
          { ...message, body: { ...message.body, message: { ...message.body.message, title: undefined } } },
          acts,
        ),
      ),
    )
  }

  const redraw = () => draw()
  bus.addEventListener('messages', redraw)
  draw(true)
  return {
    place,
    say,
    draw,
    leave() {
      say.leave()
      sizes.disconnect()
      bus.removeEventListener('messages', redraw)
    },
  }
}

export const key = ({ room, root }) => (root ? `${room} ${root}` : room)

/** Keeps the keyboard where it was: the same button of the new element, else the element. */
function replace(old, node) {
  const focused = old.contains(document.activeElement) ? document.activeElement.textContent : undefined
  old.replaceWith(node)
  if (focused === undefined) return
  const same = [...node.querySelectorAll('button, a')].find((one) => one.textContent === focused)
  node.tabIndex = -1
  ;(same ?? node).focus()
}

/** What a screen reader hears of a new message. */
export function spoken(message) {
  const who = message.by ? person(message.by)?.name : '督办'
  return `${who} ${timeText(message.at)}：${message.onlyFor ? '仅你可见，' : ''}${excerpt(message).slice(0, 120)}`
}
