/** What the page calls. Every answer is JSON; every refusal has a sentence a person can read. */
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import * as v from 'valibot'
import { download, safeFileName } from '../guard.ts'
import { rememberMe } from './me.ts'
import type { Done, PracticeFile, PracticePort } from './port.ts'
import { stateView } from './views.ts'

interface ApiParts {
  readonly port: PracticePort
  readonly me: (c: Context) => Promise<string>
}

const FILE_BYTES = 30 * 1024 * 1024
const MOST_CHARACTERS = 20_000
const PAGE = 120

const SAID_NO: Readonly<Record<Extract<Done, { ok: false }>['why'], string>> = {
  gone: '这条消息已不在。',
  'not-yours': '只能更改或撤回自己的消息。',
  'button-gone': '这张卡片已更新，请按新的按钮办理。',
  'clock-backwards': '时间只能向后拨，不能往回拨。',
  'clock-too-far': '一次最多拨 400 天，请分几次拨。',
}

/** Words as a database can keep them: no NUL, no half characters. */
const words = v.pipe(
  v.string(),
  v.maxLength(MOST_CHARACTERS, `一条消息最多 ${MOST_CHARACTERS} 字。`),
  v.transform((text) => text.toWellFormed().replaceAll('\0', '')),
)
const id = v.pipe(v.string(), v.minLength(1), v.maxLength(120))

const Say = v.object({
  room: id,
  replyTo: v.exactOptional(id),
  text: words,
  files: v.optional(v.pipe(v.array(id), v.maxLength(20, '一条消息最多 20 个附件。')), []),
  key: id,
})
const Press = v.object({
  message: id,
  button: v.pipe(v.number(), v.integer(), v.minValue(0)),
  label: words,
  fields: v.optional(v.record(v.string(), words), {}),
  key: id,
})
const Edit = v.object({ message: id, text: words })
const Recall = v.object({ message: id })
const Me = v.object({ person: id })
const count = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(500))
const Move = v.variant('kind', [
  v.object({ kind: v.literal('hours'), count }),
  v.object({ kind: v.literal('working-days'), count }),
  v.object({
    kind: v.literal('until'),
    day: v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}$/, '请写明日期。')),
    time: v.pipe(v.string(), v.regex(/^([01]\d|2[0-3]):[0-5]\d$/, '请写明时间。')),
  }),
])

export function practiceApi({ port, me }: ApiParts) {
  const app = new Hono()
  const small = bodyLimit({ maxSize: 256 * 1024, onError: (c) => c.json({ error: '内容过长。' }, 413) })

  app.get('/api/start', async (c) => {
    const who = await me(c)
    const [people, departments, commands, state, clock] = await Promise.all([
      port.people(),
      port.departments(),
      port.commands(who),
      port.state(who),
      port.clock.now(),
    ])
    return c.json({ me: who, cast: port.cast, people, departments, commands, state: stateView(state), clock })
  })

  app.get('/api/history', async (c) => {
    const { room = '', root, before } = c.req.query()
    const messages = await port.history(await me(c), {
      room,
      limit: PAGE,
      ...(root !== undefined && { root }),
      ...(before !== undefined && /^\d{1,9}$/.test(before) && { before: Number(before) }),
    })
    if (!messages) return c.json({ error: '没有这个会话，或您不在其中。' }, 404)
    return c.json({ messages, more: messages.length === PAGE })
  })

  app.get('/api/pinned', async (c) => {
    const pinned = await port.pinned(await me(c), c.req.query('room') ?? '')
    return c.json({ pinned: pinned ?? null })
  })

  app.get('/api/suggestions', async (c) => {
    const { room = '', root } = c.req.query()
    return c.json(await port.suggestions(await me(c), { room, ...(root !== undefined && { root }) }))
  })

  app.post('/api/me', small, async (c) => {
    const read = await body(c, Me)
    if (!read.ok) return read.response
    if (!(await port.people()).some((person) => person.code === read.value.person))
      return c.json({ error: '名单中没有此人。' }, 404)
    rememberMe(c, read.value.person)
    return c.json({ ok: true })
  })

  app.post('/api/say', small, async (c) => {
    const read = await body(c, Say)
    if (!read.ok) return read.response
    if (read.value.text.trim() === '' && read.value.files.length === 0)
      return c.json({ error: '请先写点什么。' }, 400)
    return done(c, await port.say(await me(c), read.value))
  })
  app.post('/api/press', small, async (c) => {
    const read = await body(c, Press)
    return read.ok ? done(c, await port.press(await me(c), read.value)) : read.response
  })
  app.post('/api/edit', small, async (c) => {
    const read = await body(c, Edit)
    return read.ok ? done(c, await port.edit(await me(c), read.value)) : read.response
  })
  app.post('/api/recall', small, async (c) => {
    const read = await body(c, Recall)
    return read.ok ? done(c, await port.recall(await me(c), read.value)) : read.response
  })
  app.post('/api/clock', small, async (c) => {
    const read = await body(c, Move)
    if (!read.ok) return read.response
    const moved = await port.clock.advance(await me(c), read.value)
    return moved.ok ? c.json({ ok: true, clock: await port.clock.now() }) : done(c, moved)
  })

  const tooLarge = (c: Context) => c.json({ error: '单个附件不超过 30 MB。' }, 413)
  app.post('/api/files', bodyLimit({ maxSize: FILE_BYTES + 64 * 1024, onError: tooLarge }), async (c) => {
    const form = await c.req.parseBody().catch(() => ({}) as Record<string, never>)
    const { file } = form
    if (!(file instanceof File)) return c.json({ error: '没有收到附件。' }, 400)
    if (file.size > FILE_BYTES) return tooLarge(c)
    const bytes = new Uint8Array(await file.arrayBuffer())
    return c.json(
      await port.upload(await me(c), { name: safeFileName(file.name), kind: kindOf(file.type), bytes }),
    )
  })

  app.get('/files/:id', async (c) => {
    const file = await port.file(await me(c), c.req.param('id'))
    return file ? download(file) : c.json({ error: '没有这个附件，或您不能查看。' }, 404)
  })
  return app
}

type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly response: Response }

async function body<S extends v.GenericSchema>(c: Context, schema: S): Promise<Read<v.InferOutput<S>>> {
  const read = v.safeParse(schema, await c.req.json().catch(() => undefined))
  if (read.success) return { ok: true, value: read.output }
  const ours = read.issues.find((issue) => /\p{Script=Han}/u.test(issue.message))
  return {
    ok: false,
    response: c.json({ error: ours?.message ?? '页面发来的内容无法识别，请刷新后重试。' }, 400),
  }
}

function done(c: Context, outcome: Done) {
  if (outcome.ok) return c.json(outcome)
  return c.json({ error: SAID_NO[outcome.why], why: outcome.why }, 409)
}

function kindOf(type: string): PracticeFile['kind'] {
  const [family] = type.split('/')
  return family === 'image' || family === 'audio' || family === 'video' ? family : 'file'
}
