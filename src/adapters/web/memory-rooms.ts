/** {@link Rooms} in memory: for tests and for talks played from a file. */

import type { KeptFile, RoomMessage, Rooms } from './rooms.ts'
import { accountOf } from './thread.ts'

/** In memory everything can be looked at, whoever it was for. */
export interface MemoryRooms extends Rooms {
  everything(): readonly RoomMessage[]
}

export function memoryRooms(): MemoryRooms {
  const messages: RoomMessage[] = []
  const files = new Map<string, KeptFile>()
  const wakers = new Set<() => void>()
  let version = 0

  const seen = (account: string) => (m: RoomMessage) => m.onlyFor === undefined || m.onlyFor === account
  const find = (id: string) => messages.find((m) => m.id === id)

  function put(message: RoomMessage): RoomMessage {
    const at = messages.findIndex((m) => m.id === message.id)
    if (at === -1) messages.push(message)
    else messages[at] = message
    for (const wake of wakers) wake()
    return message
  }

  return {
    everything: () => messages,
    async append(draft) {
      const before = messages.find((m) => m.key === draft.key)
      if (before) return before
      version += 1
      return put({ ...draft, id: `m${version}`, seq: version, version })
    },
    async edit(id, body, at) {
      const old = find(id)
      if (!old || old.recalledAt !== undefined) return undefined
      if (JSON.stringify(old.body) === JSON.stringify(body)) return old
      version += 1
      return put({ ...old, body, editedAt: at, version })
    },
    async recall(id, at) {
      const old = find(id)
      if (!old || old.recalledAt !== undefined) return old
      version += 1
      return put({ ...old, body: { kind: 'text', text: '' }, files: [], recalledAt: at, version })
    },
    async get(id) {
      return find(id)
    },
    async byKey(key) {
      return messages.find((m) => m.key === key)
    },
    async list({ room, seenBy, root, before, limit }) {
      return messages
        .filter((m) => m.room === room && (root === undefined || m.root === root || m.id === root))
        .filter((m) => before === undefined || m.seq < before)
        .filter(seen(seenBy))
        .slice(-limit)
    },
    async changes({ rooms, seenBy, after, limit }) {
      return messages
        .filter((m) => m.version > after && rooms.includes(m.room))
        .filter(seen(seenBy))
        .sort((a, b) => a.version - b.version)
        .slice(0, limit)
    },
    async head() {
      return version
    },
    async latest(rooms, seenBy) {
      const newest = new Map<string, number>()
      for (const m of messages.filter(seen(seenBy)))
        if (m.by !== seenBy && rooms.includes(m.room)) newest.set(m.room, m.seq)
      return newest
    },
    async alone() {
      const newest = new Map<string, number>()
      for (const m of messages) {
        const account = m.onlyFor ?? accountOf(m.room)
        if (m.by === undefined && account !== undefined) newest.set(account, m.seq)
      }
      return newest
    },
    async keepFile({ name, kind, by, bytes }) {
      const file = { id: crypto.randomUUID(), name, kind, size: bytes.byteLength }
      files.set(file.id, { ...file, by, bytes })
      return file
    },
    async file(id) {
      return files.get(id)
    },
    async messageOf(fileId) {
      return messages.find((m) => m.files.some((file) => file.id === fileId))
    },
    subscribe(wake) {
      wakers.add(wake)
      return () => wakers.delete(wake)
    },
  }
}
