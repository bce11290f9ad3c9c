/**
 * What the bot is measured against: the least that verifies, decrypts, stores and replies. No framework, no roster, no
 * reading of what was said, no number, no journal, no retry. Run as a process: `node test/bench/bare-handler.ts`.
 */
import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Pool } from 'undici'
import { decrypt, keyBytes, signatureOf } from '../../src/adapters/feishu/crypto.ts'

const env = process.env as Record<string, string>
const { FEISHU_APP_ID, FEISHU_APP_SECRET, FEISHU_ENCRYPT_KEY, FEISHU_DOMAIN, DATABASE_URL, DATA_DIR } = env

const TABLES = `
  create table if not exists bare_event (event text primary key, at bigint not null);
  create table if not exists bare_order (id uuid primary key, chat text not null, subject text not null, at bigint not null);
  create table if not exists bare_outbox (id uuid primary key, chat text not null, body text not null, at bigint not null)`
const STORE = `
  with fresh as (insert into bare_event (event, at) values ($1, $2) on conflict do nothing returning event),
  stored as (insert into bare_order (id, chat, subject, at) select $3::uuid, $4, $5, $2 from fresh)
  insert into bare_outbox (id, chat, body, at) select $3::uuid, $4, $6, $2 from fresh returning id`

type Store = (values: readonly (string | number)[]) => Promise<boolean>
const store = await (DATABASE_URL ? storeInPostgres(DATABASE_URL) : storeInPglite(DATA_DIR!))
const key = keyBytes(FEISHU_ENCRYPT_KEY!)
const pool = new Pool(FEISHU_DOMAIN!, { connections: 64 })
const authorization = `Bearer ${await token()}`

const server = createServer((request, response) => {
  handle(request).then(
    (status) => response.writeHead(status, { 'content-type': 'application/json' }).end('{}'),
    () => response.writeHead(500).end(),
  )
})
server.listen(0, '127.0.0.1', () =>
  console.log(`ready http://127.0.0.1:${(server.address() as AddressInfo).port}`),
)
process.once('SIGTERM', () => process.exit(0))

async function handle(request: IncomingMessage): Promise<number> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const body = Buffer.concat(chunks)
  const header = (name: string) => String(request.headers[`x-lark-${name}`])
  const expected = signatureOf(
    header('request-timestamp'),
    header('request-nonce'),
    FEISHU_ENCRYPT_KEY!,
    body,
  )
  if (expected !== header('signature')) return 401
  const { event } = JSON.parse(decrypt((JSON.parse(body.toString()) as { encrypt: string }).encrypt, key)!)
  const { message_id: message, chat_id: chat, content } = event.message
  const { text } = JSON.parse(content) as { text: string }
  const id = randomUUID()
  const reply = JSON.stringify({
    msg_type: 'interactive',
    content: card(text),
    uuid: id,
    reply_in_thread: false,
  })
  if (await store([message, Date.now(), id, chat, text, reply])) void send(message, reply)
  return 200
}

async function send(message: string, body: string): Promise<void> {
  const answer = await pool.request({
    method: 'POST',
    path: `/open-apis/im/v1/messages/${message}/reply`,
    headers: { authorization, 'content-type': 'application/json; charset=utf-8' },
    body,
  })
  await answer.body.json()
}

function card(text: string): string {
  const header = { title: { tag: 'plain_text', content: text }, template: 'default' }
  const elements = [{ tag: 'markdown', content: `${text}\n请于 3月9日（周一）17:30 前反馈` }]
  return JSON.stringify({
    schema: '2.0',
    config: { update_multi: true },
    header,
    body: { direction: 'vertical', elements },
  })
}

async function token(): Promise<string> {
  const answer = await pool.request({
    method: 'POST',
    path: '/open-apis/auth/v3/tenant_access_token/internal',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ app_id: FEISHU_APP_ID, app_secret: FEISHU_APP_SECRET }),
  })
  return ((await answer.body.json()) as { tenant_access_token: string }).tenant_access_token
}

async function storeInPostgres(url: string): Promise<Store> {
  const { default: postgres } = await import('postgres')
  const sql = postgres(url, { max: 8, onnotice: () => {} })
  await sql.unsafe(TABLES)
  return async (values) => (await sql.unsafe(STORE, [...values], { prepare: true })).length === 1
}

async function storeInPglite(folder: string): Promise<Store> {
  const { PGlite } = await import('@electric-sql/pglite')
  const pg = await PGlite.create({ dataDir: folder })
  await pg.exec(TABLES)
  return async (values) => (await pg.query(STORE, [...values])).rows.length === 1
}
