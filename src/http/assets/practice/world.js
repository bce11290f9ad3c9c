// Everything the page knows. Others read it; only what stands here changes it.

export const world = {
  me: document.body.dataset.me,
  people: [],
  departments: [],
  commands: [],
  cast: [],
  rooms: [],
  news: {},
  head: 0,
  clock: { now: 0, at: 0, dayNote: undefined },
  place: { room: 'group', root: undefined },
  /** id → message, of everything seen so far */
  messages: new Map(),
  /** Room → what stands at its top. */
  pins: new Map(),
  /** Said here, not yet confirmed. */
  pending: [],
  /** Rooms and threads whose history was fetched → whether there is more. */
  loaded: new Map(),
}

export const bus = new EventTarget()
export const changed = (what) => bus.dispatchEvent(new Event(what))

export const person = (code) => world.people.find((one) => one.code === code)
export const department = (code) => world.departments.find((one) => one.code === code)
export const myself = () => person(world.me)
export const now = () => world.clock.now + (Date.now() - world.clock.at)

export function setClock(clock) {
  world.clock = { ...clock, at: Date.now() }
  changed('clock')
}

/** Takes in a message; an older version of one already known changes nothing. */
export function take(message) {
  if (world.pins.get(message.room)?.id === message.id) world.pins.set(message.room, message)
  const known = world.messages.get(message.id)
  if (known && known.version >= message.version) return false
  world.messages.set(message.id, message)
  world.pending = world.pending.filter((p) => !message.key?.endsWith(`:${p.key}`))
  const room = world.rooms.find((one) => one.id === message.room)
  if (room && message.by !== world.me) room.latest = Math.max(room.latest, message.seq)
  return !known
}

export function inPlace({ room, root }) {
  const here = [...world.messages.values()].filter((m) => m.room === room)
  const wanted = root ? here.filter((m) => m.root === root || m.id === root) : here.filter((m) => !m.root)
  return wanted.sort((a, b) => a.seq - b.seq)
}

export function repliesTo(id) {
  return [...world.messages.values()].filter((m) => m.root === id).sort((a, b) => a.seq - b.seq)
}

// What was seen, per person: switching to somebody shows what they have not read.
const seenKey = () => `seen:${world.me}`
function seen() {
  try {
    return JSON.parse(localStorage.getItem(seenKey()) ?? '{}')
  } catch {
    return {}
  }
}
export function isUnread(room) {
  // Different, not greater: a bureau begun anew counts from the start again.
  return room.latest > 0 && room.latest !== seen()[room.id]
}
export function markSeen(roomId) {
  const room = world.rooms.find((one) => one.id === roomId)
  if (!room || !isUnread(room)) return
  localStorage.setItem(seenKey(), JSON.stringify({ ...seen(), [roomId]: room.latest }))
  changed('rooms')
}
export function hasNews(code) {
  return world.news[code] !== undefined && String(world.news[code]) !== localStorage.getItem(`news:${code}`)
}
export function markNews() {
  const newest = world.news[world.me]
  if (newest) localStorage.setItem(`news:${world.me}`, String(newest))
}
