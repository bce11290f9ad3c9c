/**
 * The office's day with orders on a simulated platform, for what has to hold of every act of it: a bureau with two who
 * direct, two of the office and a cover, some units with chats of their own, and the ways people ask for things.
 */
import { type Day, type Moment, momentOf, type TimeOfDay } from '../../src/domain/time.ts'
import { settleIn } from './bot.ts'
import type { Delivery, FeishuSimulator, Shown } from './feishu-simulator/index.ts'

/** So many units whose chats have no card of theirs yet. */
const UNITS = 24

export type WholeDay = ReturnType<typeof wholeDay>

export function wholeDay(feishu: FeishuSimulator) {
  const { bureau: base, group } = settleIn(feishu, true)
  const bureau = base as unknown as Record<'departments' | 'people' | 'posts' | 'chats', object[]>
  const account = (code: string) => `ou_${code.replaceAll('-', '_')}`
  const document = { from: '2024-01-01', document: '示教办〔2024〕1号' }
  const hire = (code: string, name: string, department: string, post: string) => {
    feishu.person(name, account(code))
    bureau.people.push({ code, name, department, accounts: { feishu: account(code) } })
    bureau.posts.push({ person: code, post, ...document })
    feishu.chat(group, [account(code)])
  }
  hire('ma-li', '马莉', 'office', 'deputy_office_director')
  hire('wu-di', '吴迪', 'office', 'office_staff')
  hire('lu-yi', '陆毅', 'finance', 'liaison')
  for (let n = 1; n <= UNITS; n++) {
    const [code, name] = [`unit${n}`, `第${numeral(n)}学校`]
    bureau.departments.push({ code, name, kind: 'unit', business: false })
    hire(`head${n}`, `校长${numeral(n)}`, code, 'department_head')
    feishu.chat(`oc_unit${n}`, [account(`head${n}`)], name)
    bureau.chats.push({
      platform: 'feishu',
      id: `oc_unit${n}`,
      title: name,
      kind: 'department',
      department: code,
    })
  }
  feishu.chat('oc_personnel', [account('wang-qiang'), account('zhao-min')], '人事科')

  const alone = (from: string, text: string): Promise<Delivery> =>
    feishu.says({ direct: true, from: account(from), text })
  /** The message of an order, in the group or where it stands alone. */
  const cardOf = (no: number, chat = group): Shown => {
    const found = feishu
      .botMessagesIn(chat)
      .findLast((m) => m.type === 'interactive' && !m.parentId && m.seen.text.includes(`〔2026〕${no}号`))
    if (!found) throw new Error(`no card of ${no} in ${chat}`)
    return found
  }
  const inThread = (no: number, from: string, text: string, files?: readonly string[]): Promise<Delivery> =>
    feishu.says({
      chat: group,
      from: account(from),
      text,
      replyTo: cardOf(no).messageId,
      inThread: true,
      ...(files ? { files: files.map((name) => ({ name, bytes: Buffer.from(name) })) } : {}),
    })
  /** The last message to this person alone that carries the button. */
  const shown = (to: string, button: string): Shown => {
    const found = feishu.directMessages(account(to)).findLast((m) => m.seen.buttons.includes(button))
    if (!found) {
      const all = feishu
        .directMessages(account(to))
        .slice(-4)
        .map(({ seen }) => `${seen.text} 〔${seen.buttons.join('〕〔')}〕`)
      throw new Error(`no ${button} for ${to}: ${all.join('\n--\n')}`)
    }
    return found
  }
  const press = async (
    by: string,
    button: string,
    fields: Readonly<Record<string, string>> = {},
    on?: string,
  ) => feishu.presses(on ?? shown(by, button).messageId, account(by), button, fields)
  return { bureau, group, account, alone, inThread, cardOf, shown, press }
}

export function numeral(n: number): string {
  const digits = '零一二三四五六七八九'
  const tens = Math.floor(n / 10)
  return `${tens > 1 ? digits[tens] : ''}${tens > 0 ? '十' : ''}${n % 10 > 0 ? digits[n % 10] : ''}`
}

/** The moment of that day's hour: `at('2026-03-02', '10:00')`. */
export function at(day: string, time: string): Moment {
  return momentOf(day as Day, time as TimeOfDay)
}
