// The practice room's page.
import './base.js'
import { createActs, tried } from './practice/acts.js'
import { createClock } from './practice/clock.js'
import { announce, el } from './practice/dom.js'
import { drawGuide } from './practice/guide.js'
import { excerpt, nameOf, postOf } from './practice/message.js'
import { call, callUntil, listen } from './practice/net.js'
import { createPane, key, spoken } from './practice/pane.js'
import { choosePerson, drawCast } from './practice/people.js'
import * as w from './practice/world.js'

const { world } = w
const $ = (selector) => document.querySelector(selector)
const panes = { talk: undefined, thread: undefined }
const acts = createActs({ panes, go, be, load, refresh: refreshSuggestions })

// ---- who one is ----

async function be(code) {
  if (code === world.me) return
  await tried(() => call('me', { person: code }))
  world.me = code
  await start()
  announce(`现在您是 ${nameOf(code)}，${postOf(code)}`)
}

function refreshSuggestions() {
  panes.talk?.say.refresh()
  panes.thread?.say.refresh()
}

let pinTimer
/** A first card is known as such a moment after it arrived. */
function pinSoon(id) {
  clearTimeout(pinTimer)
  pinTimer = setTimeout(() => pinIn(world.rooms.find((room) => room.id === id)), 800)
}

let soon
/** Once for all that arrives together. */
function refreshSoon() {
  clearTimeout(soon)
  soon = setTimeout(refreshSuggestions, 250)
}

// ---- where one is: #/room or #/room/root ----

function readPlace() {
  const [room, root] = location.hash.replace(/^#\//, '').split('/').map(decodeURIComponent)
  return { room: room || undefined, root: root || undefined }
}
function hashOf({ room, root }) {
  return `#/${[room, root].filter(Boolean).map(encodeURIComponent).join('/')}`
}
function go(place) {
  location.hash = hashOf(place)
}

async function arrive() {
  const wanted = readPlace()
  const known = world.rooms.find((room) => room.id === wanted.room)
  document.body.dataset.view = !wanted.room ? 'rooms' : wanted.root && known ? 'thread' : 'talk'
  const room = known ?? world.rooms.find((one) => one.id === world.place.room) ?? world.rooms[0]
  const before = world.place
  world.place = { room: room.id, root: known ? wanted.root : undefined }
  drawRooms()

  if (!panes.talk || panes.talk.place.room !== room.id) {
    await load({ room: room.id })
    await pinIn(room)
    if (world.place.room !== room.id) return
    panes.talk?.leave()
    panes.talk = createPane($('.talk'), { room: room.id }, acts, { title: room.title, back: '#/' })
    if (!matchMedia('(max-width: 760px)').matches && !world.place.root) panes.talk.say.focus()
  }
  const { root } = world.place
  if (root !== panes.thread?.place.root || !panes.thread) {
    panes.thread?.leave()
    panes.thread = undefined
    document.body.toggleAttribute('data-thread', root !== undefined)
    if (root) {
      await load({ room: room.id, root })
      if (world.place.root !== root) return
      const here = hashOf({ room: room.id })
      panes.thread = createPane($('.thread'), world.place, acts, {
        title: threadTitle(root),
        back: here,
        close: here,
      })
      panes.thread.say.focus()
    } else {
      drawGuide($('.thread'), (text) => panes.talk.say.fill(text))
      if (before.root) $(`.talk li[data-id="${CSS.escape(before.root)}"] .replies`)?.focus()
    }
  }
  w.markSeen(room.id)
}

/** 话题　交办单〔2026〕12号 */
function threadTitle(root) {
  const order = /^\S*〔\d{4}〕\d+号/.exec(excerpt(world.messages.get(root)))?.[0]
  return order ? `话题　${order}` : '话题'
}

/** What stands at the top of a department's room. */
async function pinIn(room) {
  if (room?.kind !== 'department') return
  const { pinned } = await call(`pinned?room=${encodeURIComponent(room.id)}`).catch(() => ({}))
  if (pinned) world.pins.set(room.id, pinned)
  else world.pins.delete(room.id)
  w.changed('messages')
}

async function load(place, before) {
  const id = key(place)
  if (before === undefined && world.loaded.has(id)) return
  const more = `${place.root ? `&root=${encodeURIComponent(place.root)}` : ''}${before ? `&before=${before}` : ''}`
  const page = await tried(() => callUntil(`history?room=${encodeURIComponent(place.room)}${more}`))
  if (!page) return
  world.loaded.set(id, page.more)
  for (const message of page.messages) w.take(message)
  w.changed('messages')
}

function drawRooms() {
  $('#rooms').replaceChildren(
    ...world.rooms.map((room) => {
      const unread = w.isUnread(room)
      return el(
        'li',
        {},
        el(
          'a',
          {
            href: hashOf({ room: room.id }),
            'aria-current': room.id === world.place.room ? 'page' : undefined,
            class: unread ? 'unread' : '',
          },
          el('span', {}, room.title),
          unread ? el('span', { class: 'new' }, '新') : undefined,
        ),
      )
    }),
  )
  drawCast($('#cast'), be)
  const unread = world.rooms.filter(w.isUnread).length
  document.title = `${unread ? `（${unread}）` : ''}练习室 · 督办`
}

// ---- start ----

async function start() {
  const begun = await callUntil('start', undefined, 5)
  const { state, clock, me, ...lists } = begun
  Object.assign(world, lists, {
    me,
    rooms: state.rooms,
    head: state.head,
    news: state.news,
    messages: new Map(),
  })
  world.pending = []
  world.pins = new Map()
  world.loaded = new Map()
  w.setClock(clock)
  w.markNews()
  $('#bureau').textContent = state.bureau
  $('#me-name').textContent = nameOf(me)
  $('#me-post').textContent = postOf(me)
  panes.talk?.leave()
  panes.thread?.leave()
  panes.talk = panes.thread = undefined
  if (!location.hash) history.replaceState(null, '', hashOf({ room: world.rooms[0].id }))
  await arrive()
  listen({
    message(message) {
      const fresh = w.take(message)
      w.changed('messages')
      if (fresh && message.by !== world.me && message.room === world.place.room) announce(spoken(message))
      if (message.room === world.place.room && document.visibilityState === 'visible')
        w.markSeen(message.room)
      drawRooms()
      refreshSoon()
      if (fresh && !message.by && !world.pins.has(message.room)) pinSoon(message.room)
    },
    news(news) {
      world.news = news
      w.markNews()
      drawRooms()
    },
    beat: w.setClock,
    line(up) {
      const line = $('#line')
      line.hidden = up
      line.textContent = up ? '' : '连接已断开，正在重新连接；已写的内容不会丢失。'
    },
  })
}

w.bus.addEventListener('rooms', drawRooms)
addEventListener('hashchange', arrive)
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') w.markSeen(world.place.room)
})
$('#me').addEventListener('click', () => choosePerson(be))
createClock({ shown: $('#now'), moves: $('#moves'), opener: $('#clock'), advance: acts.advance })

document.addEventListener('keydown', (event) => {
  if (event.isComposing || document.querySelector('dialog[open]')) return
  const typing = event.target.matches?.('input, textarea, select')
  if (event.key === '/' && !typing) {
    event.preventDefault()
    ;(panes.thread ?? panes.talk)?.say.focus()
  } else if (event.key === 'Escape' && world.place.root) go({ room: world.place.room })
  else if (event.altKey && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
    event.preventDefault()
    const at = world.rooms.findIndex((room) => room.id === world.place.room)
    const next =
      world.rooms[(at + (event.key === 'ArrowDown' ? 1 : world.rooms.length - 1)) % world.rooms.length]
    go({ room: next.id })
  }
})
for (const [side, pane] of [
  ['.talk', 'talk'],
  ['.thread', 'thread'],
]) {
  $(side).addEventListener('dragover', (event) => {
    event.preventDefault()
    $(side).classList.add('dropping')
  })
  $(side).addEventListener('dragleave', () => $(side).classList.remove('dropping'))
  $(side).addEventListener('drop', (event) => {
    event.preventDefault()
    $(side).classList.remove('dropping')
    panes[pane]?.say.add([...event.dataTransfer.files])
  })
}

start().catch((error) => {
  const line = $('#line')
  line.hidden = false
  line.replaceChildren(
    `未能打开练习室：${error.message}　`,
    el('button', { type: 'button', onclick: () => location.reload() }, '重新打开'),
  )
})
