import { PGlite } from '@electric-sql/pglite'
import { drizzle } from 'drizzle-orm/pglite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { memoryRooms } from '../../src/adapters/web/memory-rooms.ts'
import type { Body, RoomDraft, Rooms } from '../../src/adapters/web/rooms.ts'
import type { Moment } from '../../src/domain/time.ts'
import { type Blobs, storedRooms } from '../../src/store/rooms.ts'

const at = (n: number) => (1_772_000_000_000 + n) as Moment

function draft(more: Partial<RoomDraft> & { key: string }): RoomDraft {
  return { room: 'group', by: 'li-na', body: { kind: 'text', text: more.key }, files: [], at: at(0), ...more }
}

const pglite = new PGlite()
afterAll(() => pglite.close())

function memoryBlobs(): Blobs {
  const kept = new Map<string, Uint8Array>()
  return {
    put: async (bytes) => {
      const id = crypto.randomUUID()
      kept.set(id, bytes)
      return id
    },
    get: async (id) => kept.get(id),
  }
}

/** The tables as the schema says them; the migrations' own test compares the two. */
async function tables() {
  await pglite.exec(`
    create table room_counter (id int primary key check (id = 1), last int not null);
    create table room_file (id text primary key, name text not null, kind text not null, size int not null, by text not null, blob text not null);
    create table room_message (id text primary key, seq int not null, version int not null unique, room text not null, root text,
      answers text, by text, only_for text, body jsonb not null, files jsonb not null, at bigint not null, edited_at bigint,
      recalled_at bigint, key text not null unique);`)
}

describe.each(['memory', 'database'])('rooms in %s', (kind) => {
  let rooms: Rooms
  beforeAll(async () => {
    if (kind === 'database') await tables()
    rooms = kind === 'memory' ? memoryRooms() : storedRooms<Body>(drizzle(pglite), memoryBlobs())
  }, 60_000)

  it('adds once per key', async () => {
    const first = await rooms.append(draft({ key: 'a' }))
    const again = await rooms.append(draft({ key: 'a', body: { kind: 'text', text: 'other' } }))
    expect(again).toEqual(first)
    expect(await rooms.byKey('a')).toEqual(first)
    expect(await rooms.get(first.id)).toEqual(first)
  })

  it('shows what is for one person to that person alone', async () => {
    const alone = await rooms.append(draft({ key: 'alone', onlyFor: 'wang-qiang' }))
    const seenBy = async (who: string) =>
      (await rooms.list({ room: 'group', seenBy: who, limit: 50 })).some((m) => m.id === alone.id)
    expect(await seenBy('wang-qiang')).toBe(true)
    expect(await seenBy('li-na')).toBe(false)
    const changes = await rooms.changes({ rooms: ['group'], seenBy: 'li-na', after: 0, limit: 50 })
    expect(changes.some((m) => m.id === alone.id)).toBe(false)
  })

  it('tells a thread apart, and pages backwards', async () => {
    const root = await rooms.append(draft({ key: 'root', room: 'dept:personnel' }))
    const reply = await rooms.append(draft({ key: 'reply', room: 'dept:personnel', root: root.id }))
    const other = await rooms.append(draft({ key: 'beside', room: 'dept:personnel' }))
    const list = async (more: object) =>
      (await rooms.list({ room: 'dept:personnel', seenBy: 'li-na', limit: 50, ...more })).map((m) => m.id)
    expect(await list({})).toEqual([root.id, reply.id, other.id])
    expect(await list({ root: root.id })).toEqual([root.id, reply.id])
    expect(await list({ before: other.seq, limit: 1 })).toEqual([reply.id])
  })

  it('gives a higher version to every change and none to the same words', async () => {
    const message = await rooms.append(draft({ key: 'words' }))
    const same = await rooms.edit(message.id, { kind: 'text', text: 'words' }, at(1))
    expect(same?.version).toBe(message.version)
    const edited = await rooms.edit(message.id, { kind: 'text', text: 'others' }, at(2))
    expect(edited).toMatchObject({ editedAt: at(2), seq: message.seq })
    expect(edited!.version).toBeGreaterThan(message.version)
    expect(await rooms.head()).toBe(edited!.version)
    const after = await rooms.changes({ rooms: ['group'], seenBy: 'li-na', after: message.version, limit: 9 })
    expect(after.map((m) => m.id)).toEqual([message.id])
  })

  it('takes words and files back, once', async () => {
    const file = await rooms.keepFile({
      name: '清单.docx',
      kind: 'file',
      by: 'li-na',
      bytes: new Uint8Array([1, 2]),
    })
    const message = await rooms.append(draft({ key: 'with-file', files: [file] }))
    expect((await rooms.messageOf(file.id))?.id).toBe(message.id)
    expect((await rooms.file(file.id))?.bytes).toEqual(new Uint8Array([1, 2]))
    const taken = await rooms.recall(message.id, at(3))
    expect(taken).toMatchObject({ body: { kind: 'text', text: '' }, files: [], recalledAt: at(3) })
    expect((await rooms.recall(message.id, at(4)))?.recalledAt).toBe(at(3))
    expect(await rooms.edit(message.id, { kind: 'text', text: 'back' }, at(5))).toBeUndefined()
    expect(await rooms.messageOf(file.id)).toBeUndefined()
  })

  it('knows the newest that others said', async () => {
    const mine = await rooms.append(draft({ key: 'mine', room: 'leaders' }))
    const theirs = await rooms.append(draft({ key: 'theirs', room: 'leaders', by: 'zhang-ming' }))
    expect((await rooms.latest(['leaders'], 'li-na')).get('leaders')).toBe(theirs.seq)
    expect((await rooms.latest(['leaders'], 'zhang-ming')).get('leaders')).toBe(mine.seq)
  })

  it('knows the newest that the bot told one person alone', async () => {
    const { by: _, ...bot } = draft({ key: 'to-one', room: 'direct:chen-hao' })
    const first = await rooms.append(bot)
    expect((await rooms.alone()).get('chen-hao')).toBe(first.seq)
    const second = await rooms.append({ ...bot, key: 'to-one-2', room: 'group', onlyFor: 'chen-hao' })
    expect((await rooms.alone()).get('chen-hao')).toBe(second.seq)
  })

  it('wakes those who wait', async () => {
    let woken = 0
    const stop = rooms.subscribe(() => {
      woken += 1
    })
    await rooms.append(draft({ key: 'wake' }))
    expect(woken).toBe(1)
    stop()
    await rooms.append(draft({ key: 'sleep' }))
    expect(woken).toBe(1)
  })
})
