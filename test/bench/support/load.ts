/** Feishu in this process, and its events: sealed beforehand, so that making them costs the measured time nothing. */
import { Pool } from 'undici'
import { type FeishuSimulator, startFeishuSimulator } from '../../support/feishu-simulator/index.ts'
import { quantile } from './figures.ts'

export const GROUP = 'oc_bench'
const DEPARTMENTS = ['人事科', '计财科', '基教科', '人事科牵头、计财科配合']
const TERMS = ['5个工作日内', '10个工作日内', '3个工作日内']

export interface Load {
  readonly feishu: FeishuSimulator
  readonly sender: string
  /** Sends so many fresh events, `at once` open; resolves when each is acknowledged and its reply is posted. */
  send(url: string, events: number, atOnce: number): Promise<Sent>
  /** Sends so many a second, whatever the answers do; resolves when each is acknowledged. */
  sendEvenly(url: string, events: number, perSecond: number): Promise<readonly number[]>
  /** Replies to messages sent to `url`: how many messages have none, and how many have more than one. */
  replies(url: string): { sent: number; missing: number; twice: number }
  close(): Promise<void>
}

export interface Sent {
  /** From the first event sent to the last reply posted. */
  readonly perSecond: number
  readonly acknowledgedPerSecond: number
  /** Milliseconds. */
  readonly acks: readonly number[]
}

export async function startLoad(): Promise<Load> {
  const feishu = await startFeishuSimulator({ record: false })
  const sender = feishu.person('李娜')
  feishu.chat(GROUP, [sender])
  const sent = new Map<string, string[]>()
  let posted = 0
  let onPosted = () => {}
  const { world, pusher } = feishu
  const add = world.add.bind(world)
  world.add = (message) => {
    const added = add(message)
    if (message.sender.type === 'app') {
      posted++
      onPosted()
    }
    return added
  }
  let n = 0
  function fresh(url: string) {
    n++
    const text = `/assign ${DEPARTMENTS[n % DEPARTMENTS.length]} 更新权责清单第${n}批 ${TERMS[n % TERMS.length]}`
    const { messageId, createdAt } = world.add({
      chatId: GROUP,
      sender: { id: sender, type: 'user' },
      type: 'text',
      content: JSON.stringify({ text }),
    })
    const time = String(createdAt)
    sent.get(url)!.push(messageId)
    return pusher.seal(
      pusher.envelope(
        'im.message.receive_v1',
        {
          sender: { sender_id: { open_id: sender }, sender_type: 'user', tenant_key: 'simulated' },
          message: {
            message_id: messageId,
            create_time: time,
            update_time: time,
            chat_id: GROUP,
            chat_type: 'group',
            message_type: 'text',
            content: JSON.stringify({ text }),
          },
        },
        time,
      ).whole,
    )
  }

  async function post(
    pool: Pool,
    event: { headers: Readonly<Record<string, string>>; body: Buffer },
  ): Promise<number> {
    const from = performance.now()
    const answer = await pool.request({
      method: 'POST',
      path: '/hooks/feishu',
      headers: event.headers,
      body: event.body,
    })
    await answer.body.dump()
    if (answer.statusCode !== 200) throw new Error(`answered ${answer.statusCode}`)
    return performance.now() - from
  }

  const ready = (url: string, events: number) => {
    const before = sent.get(url) ?? []
    sent.set(url, before)
    return Array.from({ length: events }, () => fresh(url))
  }

  return {
    feishu,
    sender,
    async send(url, events, atOnce) {
      const sealed = ready(url, events)
      const pool = new Pool(url, { connections: atOnce })
      const until = posted + events
      const replied = new Promise<void>((resolve, reject) => {
        const timer = setTimeout(
          () => reject(new Error(`${until - posted} replies are missing after 120 s`)),
          120_000,
        )
        onPosted = () => {
          if (posted < until) return
          clearTimeout(timer)
          resolve()
        }
      })
      const from = performance.now()
      const acks: number[] = []
      let next = 0
      const worker = async () => {
        for (let i = next++; i < events; i = next++) acks.push(await post(pool, sealed[i]!))
      }
      await Promise.all(Array.from({ length: atOnce }, worker))
      const acknowledged = performance.now() - from
      await replied
      const whole = performance.now() - from
      await pool.close()
      return {
        perSecond: (events / whole) * 1000,
        acknowledgedPerSecond: (events / acknowledged) * 1000,
        acks,
      }
    },
    async sendEvenly(url, events, perSecond) {
      const sealed = ready(url, events)
      const pool = new Pool(url, { connections: 64 })
      const from = performance.now()
      const acks = await Promise.all(
        sealed.map(async (event, i) => {
          const wait = from + (i / perSecond) * 1000 - performance.now()
          if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
          return post(pool, event)
        }),
      )
      await pool.close()
      return acks
    },
    replies(url) {
      const answers = new Map<string, number>()
      for (const one of world.byChat.get(GROUP) ?? []) {
        if (one.sender.type === 'app' && one.parentId)
          answers.set(one.parentId, (answers.get(one.parentId) ?? 0) + 1)
      }
      const ids = sent.get(url) ?? []
      return {
        sent: ids.length,
        missing: ids.filter((id) => !answers.has(id)).length,
        twice: ids.filter((id) => (answers.get(id) ?? 0) > 1).length,
      }
    },
    close: () => feishu.close(),
  }
}

export const p50 = (acks: readonly number[]) => quantile(acks, 0.5)
export const p99 = (acks: readonly number[]) => quantile(acks, 0.99)
