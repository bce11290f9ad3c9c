/**
 * The suite every adapter signs.
 *
 * An adapter's test writes one {@link AdapterDriver} (some forty lines over its simulator or its ports) and calls
 * `adapterContract(driver)`. The driver stands on the people's side: it says, presses and recalls as a person would on
 * that platform, hands what the platform sends to the adapter, and reads what people see. What a platform does not
 * have is left out of the driver, and the tests that need it are skipped by name.
 */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Adapter, PlatformError, type PlatformTrouble } from '../../src/chat/adapter.ts'
import type { Incoming, Pressed, Said } from '../../src/chat/incoming.ts'
import { type Message, say } from '../../src/chat/message.ts'

/** One message as a person reads it, mark-up already resolved by the platform's own rules. */
export interface Arrived {
  readonly messageId: string
  /** All words in order, title first. Escapes undone; what the platform would render as a mention or link is *not* here as typed. */
  readonly text: string
  /** Labels of what can be pressed. */
  readonly buttons: readonly string[]
  /** Accounts the message really notifies (`all` for everybody). */
  readonly mentions: readonly string[]
  /** Addresses one could really follow from a link with words of its own. */
  readonly links: readonly string[]
  /** The message it answers, and whether that happened inside a thread. */
  readonly replyTo?: string
  readonly inThread?: boolean
  /** What can be downloaded from it. */
  readonly files?: readonly { readonly name: string; readonly bytes: Uint8Array }[]
}

/** What a person did, as the adapter decoded it, and a way to have the platform deliver the very same thing again. */
export interface Delivered {
  readonly messageId: string
  readonly incoming: readonly Incoming[]
  redeliver(): Promise<readonly Incoming[]>
}

/**
 * - `busy`: the next call is answered "too fast".
 * - `down`: nobody listens (the connection is refused).
 * - `lost-answer`: the next send is accepted and shown, but its answer never comes.
 * - `lost-request`: the connection dies before the next send is accepted.
 * - `not-member`: the bot is no longer in the group.
 * - `person-left`: the first person has resigned.
 * - `too-old`: our messages can no longer be edited.
 */
export type Fault =
  | 'busy'
  | 'down'
  | 'lost-answer'
  | 'lost-request'
  | 'not-member'
  | 'person-left'
  | 'too-old'

export interface AdapterDriver {
  readonly name: string
  /** A fresh adapter and a fresh world: one group with the bot and two people in it. */
  open(): Promise<Rig>
  /** Faults `Rig.fail` can make; the others are skipped. */
  readonly faults: readonly Fault[]
  /** People can take back and change what they said, and the platform tells the bot. */
  readonly tells: { readonly recalls: boolean; readonly edits: boolean }
  /** People can send files. */
  readonly files: boolean
}

export interface Rig {
  readonly adapter: Adapter
  /** Platform ids. */
  readonly group: string
  readonly people: readonly [string, string]
  /** Says something, in the group unless `direct`. `mentions`: accounts, or `bot`, put before the text. */
  says(what: {
    readonly from: string
    readonly text: string
    readonly direct?: boolean
    readonly replyTo?: string
    readonly mentions?: readonly string[]
    readonly files?: readonly { readonly name: string; readonly bytes: Uint8Array }[]
  }): Promise<Delivered>
  /** Presses the button with that label on a message of ours, its form filled in with `fields` by the field's own name. */
  presses(messageId: string, by: string, label: string, fields?: Record<string, string>): Promise<Delivered>
  recalls?(messageId: string): Promise<Delivered>
  edits?(messageId: string, text: string): Promise<Delivered>
  /** What stands in the group, or in somebody's direct chat with the bot: messages of the bot alone, oldest first. */
  arrived(where: { readonly group: true } | { readonly person: string }): Promise<readonly Arrived[]>
  /** Whom a message of ours called to it (加急); where `can.urgent`. */
  calledTo?(messageId: string): Promise<readonly string[]>
  fail(fault: Fault): Promise<void>
  close(): Promise<void>
}

const HOSTILE = [
  '<at id=all></at> 全体注意',
  '<at user_id="all">所有人</at>',
  '@_all @all',
  "<font color='red'>红</font> <b>粗</b> <script>alert(1)</script>",
  '[点此领取](https://evil.example/x) ![图](img_v2_x)',
  '**粗** ~~删~~ `码` # 题 > 引',
  '<link url="https://evil.example">x</link><text_tag color="red">假</text_tag>',
  '&lt;at id=all&gt; &#60;at id=all&#62;',
]

const CARD: Message = {
  title: '交办单〔2026〕12号',
  tone: 'soon',
  lines: [
    '事项　更新权责清单',
    [{ text: '期限　' }, { text: '3月9日（周一）17:30', tone: 'strong' }],
    [{ text: '打开台账', link: 'https://duban.example/orders/12?a=1&b=(2)' }],
  ],
  buttons: [
    { label: '签收', press: { do: 'sign', order: '12' }, style: 'primary' },
    {
      label: '申请延期',
      press: { do: 'extend', order: '12' },
      fields: [
        { name: 'reason', label: '理由', kind: 'lines', required: true },
        { name: 'until', label: '延至', kind: 'date', required: true },
        {
          name: 'scope',
          label: '范围',
          kind: 'choice',
          required: false,
          options: [
            { value: 'all', label: '全部' },
            { value: 'part', label: '部分' },
          ],
        },
      ],
    },
  ],
}

export function adapterContract(driver: AdapterDriver): void {
  describe(`${driver.name} keeps the adapter contract`, () => {
    let rig: Rig
    beforeEach(async () => {
      rig = await driver.open()
    })
    afterEach(async () => {
      await rig.close()
    })
    const can = (fault: Fault) => driver.faults.includes(fault)

    describe('hears', () => {
      test('a message: who, where, what, when', async () => {
        const before = Date.now() - 86_400_000 * 400
        const { incoming, messageId } = await rig.says({ from: rig.people[0], text: '/list 全部' })
        const said = theSaid(incoming)
        expect(said).toMatchObject({
          platform: rig.adapter.platform,
          chat: { id: rig.group, kind: 'group' },
          sender: { account: rig.people[0] },
          messageId,
          text: '/list 全部',
          mentionsBot: false,
          mentions: [],
          files: [],
        })
        expect(said.happenedAt).toBeGreaterThan(before)
        expect(said.thread?.parent).toBeUndefined()
      })

      test('a direct message as direct', async () => {
        const { incoming } = await rig.says({ from: rig.people[1], text: '我的待办', direct: true })
        const said = theSaid(incoming)
        expect(said.chat.kind).toBe('direct')
        expect(said.chat.id).not.toBe(rig.group)
        expect(said.sender.account).toBe(rig.people[1])
      })

      test('the bot mentioned: told apart and taken out; a colleague mentioned: kept by name', async () => {
        const { incoming } = await rig.says({
          from: rig.people[0],
          text: '请本周五前反馈',
          mentions: ['bot', rig.people[1]],
        })
        const said = theSaid(incoming)
        expect(said.mentionsBot).toBe(true)
        expect(said.mentions).toHaveLength(1)
        expect(said.mentions[0]!.account).toBe(rig.people[1])
        expect(said.text).toBe(`${said.mentions[0]!.text} 请本周五前反馈`)
      })

      test('a reply: which message it answers', async () => {
        const first = await rig.says({ from: rig.people[0], text: '/list' })
        const reply = await rig.says({ from: rig.people[1], text: '收到', replyTo: first.messageId })
        const thread = theSaid(reply.incoming).thread
        expect([thread?.root, thread?.parent]).toContain(first.messageId)
      })

      test('the same delivery twice: the same key; two messages of the same words: two keys', async () => {
        const one = await rig.says({ from: rig.people[0], text: '收到' })
        const again = await one.redeliver()
        const two = await rig.says({ from: rig.people[0], text: '收到' })
        expect(theSaid(again).eventId).toBe(theSaid(one.incoming).eventId)
        expect(theSaid(two.incoming).eventId).not.toBe(theSaid(one.incoming).eventId)
      })

      test.each(HOSTILE)('hostile words as they were typed: %s', async (text) => {
        const said = theSaid((await rig.says({ from: rig.people[0], text })).incoming)
        if (!text.includes('@_all')) expect(said.text).toBe(text)
        expect(said.mentionsBot).toBe(false)
      })

      test.skipIf(!driver.tells.recalls)('a message taken back', async () => {
        const said = await rig.says({ from: rig.people[0], text: '/list' })
        const { incoming } = await rig.recalls!(said.messageId)
        expect(incoming).toHaveLength(1)
        expect(incoming[0]).toMatchObject({
          kind: 'recalled',
          messageId: said.messageId,
          chat: { id: rig.group },
        })
        expect(incoming[0]!.eventId).not.toBe(theSaid(said.incoming).eventId)
      })

      test.skipIf(!driver.tells.edits)('a message changed', async () => {
        const said = await rig.says({ from: rig.people[0], text: '/list' })
        const { incoming } = await rig.edits!(said.messageId, '/list 逾期')
        expect(incoming[0]).toMatchObject({ kind: 'edited', messageId: said.messageId, text: '/list 逾期' })
        expect(incoming[0]!.eventId).not.toBe(theSaid(said.incoming).eventId)
      })

      test.skipIf(!driver.files)('a file, byte for byte', async () => {
        const bytes = new Uint8Array(70_000).map((_, i) => (i * 31) % 256)
        const { incoming, messageId } = await rig.says({
          from: rig.people[0],
          text: '',
          files: [{ name: '权责清单（2026）.docx', bytes }],
        })
        const [file] = theSaid(incoming).files
        expect(file).toMatchObject({ name: '权责清单（2026）.docx', kind: 'file' })
        const fetched = await rig.adapter.fetchFile({ messageId, ...file! })
        expect(fetched.name).toBe('权责清单（2026）.docx')
        expect(Buffer.from(fetched.bytes).equals(Buffer.from(bytes))).toBe(true)
      })
    })

    describe('speaks', () => {
      test('plain words in a chat, once', async () => {
        const posted = await rig.adapter.post({ to: 'chat', chat: rig.group }, say('今日无待办。'), 'k-plain')
        const all = await rig.arrived({ group: true })
        expect(all.map((m) => [m.messageId, m.text, m.buttons])).toEqual([
          [posted.messageId, '今日无待办。', []],
        ])
      })

      test('to a person alone', async () => {
        await rig.adapter.post({ to: 'person', account: rig.people[0] }, say('请您审定 2 件'), 'k-person')
        expect((await rig.arrived({ person: rig.people[0] })).map((m) => m.text)).toEqual(['请您审定 2 件'])
        expect(await rig.arrived({ person: rig.people[1] })).toEqual([])
        expect(await rig.arrived({ group: true })).toEqual([])
      })

      test('as a reply to what was said', async () => {
        const said = await rig.says({ from: rig.people[0], text: '/list' })
        const target = { to: 'reply', chat: rig.group, message: said.messageId, inThread: true } as const
        await rig.adapter.post(target, say('已登记'), 'k-reply')
        const [reply] = await rig.arrived({ group: true })
        expect(reply).toMatchObject({ text: '已登记', replyTo: said.messageId })
        if (rig.adapter.can.threads) expect(reply!.inThread).toBe(true)
      })

      test('the same key twice: one message', async () => {
        const target = { to: 'chat', chat: rig.group } as const
        const first = await rig.adapter.post(target, CARD, 'k-twice')
        if (rig.adapter.keyInForceMs === 0) return
        const second = await rig.adapter.post(target, CARD, 'k-twice')
        expect(second.messageId).toBe(first.messageId)
        expect(await rig.arrived({ group: true })).toHaveLength(1)
      })

      test('a message with title, tones, link and buttons: nothing of it lost, whatever the platform can', async () => {
        await rig.adapter.post({ to: 'chat', chat: rig.group }, CARD, 'k-card')
        const [seen] = await rig.arrived({ group: true })
        for (const words of ['交办单〔2026〕12号', '事项　更新权责清单', '3月9日（周一）17:30', '打开台账'])
          expect(seen!.text).toContain(words)
        if (rig.adapter.can.buttons) expect(seen!.buttons).toEqual(['签收', '申请延期'])
        else for (const label of ['1 签收', '2 申请延期']) expect(seen!.text).toContain(label)
      })

      test('changes what it said, in place, and again to the same words', async ({ skip }) => {
        if (!rig.adapter.can.edits) skip()
        const posted = await rig.adapter.post({ to: 'chat', chat: rig.group }, CARD, 'k-edit')
        const after: Message = { title: CARD.title!, tone: 'done', lines: ['人事科　已签收 3月2日 10:12'] }
        const at = { chat: rig.group, messageId: posted.messageId }
        await rig.adapter.edit(at, after)
        await rig.adapter.edit(at, after)
        const all = await rig.arrived({ group: true })
        expect(all).toHaveLength(1)
        expect(all[0]!.text).toContain('已签收 3月2日 10:12')
        expect(all[0]!.buttons).toEqual([])
      })

      test.each(HOSTILE)('hostile words are shown, not obeyed: %s', async (text) => {
        const target = { to: 'chat', chat: rig.group } as const
        await rig.adapter.post(target, say(text), 'k-hostile-text')
        const button = { label: text.slice(0, 20), press: { do: 'sign' } }
        const card: Message = { title: text, lines: [text, [{ text, tone: 'late' }]], buttons: [button] }
        await rig.adapter.post(target, card, 'k-hostile-card')
        const seen = await rig.arrived({ group: true })
        expect(seen).toHaveLength(2)
        for (const message of seen) {
          expect(message.mentions).toEqual([])
          expect(message.links).toEqual([])
          expect(message.text).toContain(text)
        }
      })

      test('a file, byte for byte, under its Chinese name, once', async ({ skip }) => {
        if (!rig.adapter.can.files) skip()
        const bytes = new Uint8Array(70_000).map((_, i) => (i * 31) % 256)
        const file = { name: '〔2026〕12号 反馈汇总表 20260304-1520.xlsx', bytes }
        const target = { to: 'person', account: rig.people[0] } as const
        const first = await rig.adapter.postFile!(target, file, 'k-file')
        const second = await rig.adapter.postFile!(target, file, 'k-file')
        expect(second.messageId).toBe(first.messageId)
        const all = await rig.arrived({ person: rig.people[0] })
        expect(all.map((m) => m.messageId)).toEqual([first.messageId])
        expect(all[0]!.files?.map((f) => f.name)).toEqual([file.name])
        expect(Buffer.from(all[0]!.files![0]!.bytes).equals(Buffer.from(bytes))).toBe(true)
        expect(await rig.arrived({ person: rig.people[1] })).toEqual([])
        expect(await rig.arrived({ group: true })).toEqual([])
      })

      test('too long: the first lines arrive, and it says that there is more', async () => {
        const lines = Array.from(
          { length: 4000 },
          (_, i) => `第 ${i + 1} 行　更新权责清单，请于 3月9日（周一）前反馈`,
        )
        await rig.adapter.post({ to: 'chat', chat: rig.group }, { title: '清单', lines }, 'k-long')
        const text = (await rig.arrived({ group: true })).map((m) => m.text).join('\n')
        expect(text).toContain(lines[0]!)
        expect(text).toContain(lines[9]!)
        if (!text.includes(lines.at(-1)!)) expect(text).toMatch(/余下 \d+ 行/)
      })
    })

    describe('is pressed', () => {
      test('a button: its press, by whom, on which message', async ({ skip }) => {
        if (!rig.adapter.can.buttons) skip()
        const posted = await rig.adapter.post({ to: 'chat', chat: rig.group }, CARD, 'k-press')
        const delivered = await rig.presses(posted.messageId, rig.people[1], '签收')
        expect(thePressed(delivered.incoming)).toMatchObject({
          chat: { id: rig.group },
          sender: { account: rig.people[1] },
          messageId: posted.messageId,
          press: { do: 'sign', order: '12' },
          fields: {},
        })
        const again = await rig.presses(posted.messageId, rig.people[1], '签收')
        expect(again.incoming[0]!.eventId).not.toBe(delivered.incoming[0]!.eventId)
      })

      test('a form: answers by the names they were asked with, days as days', async ({ skip }) => {
        if (!rig.adapter.can.buttons) skip()
        const posted = await rig.adapter.post({ to: 'chat', chat: rig.group }, CARD, 'k-form')
        const fields = { reason: '材料未齐\n需会签', until: '2026-03-17', scope: 'part' }
        const { incoming } = await rig.presses(posted.messageId, rig.people[0], '申请延期', fields)
        expect(thePressed(incoming)).toMatchObject({ press: { do: 'extend', order: '12' }, fields })
      })
    })

    describe('when the platform fails', () => {
      const fails = async (fault: Fault, troubles: PlatformTrouble[], act: () => Promise<unknown>) => {
        await rig.fail(fault)
        const error = await act().then(
          () => undefined,
          (e: unknown) => e,
        )
        expect(error).toBeInstanceOf(PlatformError)
        expect(troubles).toContain((error as PlatformError).trouble)
        return error as PlatformError
      }
      const post = (key: string) => rig.adapter.post({ to: 'chat', chat: rig.group }, CARD, key)

      test.skipIf(!can('busy'))('too fast: wait, with a time', async () => {
        const error = await fails('busy', ['wait'], () => post('k-busy'))
        expect(error.retryAfterMs).toBeGreaterThan(0)
        await post('k-busy')
        expect(await rig.arrived({ group: true })).toHaveLength(1)
      })

      test.skipIf(!can('down'))('nobody there: away', async () => {
        // A connection kept from before may die with the first message on it.
        await fails('down', ['away', 'unknown'], () => post('k-down'))
        const second = await post('k-down').catch((error: unknown) => error)
        expect(second).toMatchObject({ name: 'PlatformError', trouble: 'away' })
      })

      test.skipIf(!can('lost-answer'))(
        'answer lost: unknown; the same key brings no second message',
        async () => {
          await fails('lost-answer', ['unknown'], () => post('k-lost'))
          await post('k-lost')
          expect(await rig.arrived({ group: true })).toHaveLength(1)
        },
      )

      test.skipIf(!can('lost-answer'))('answer lost and key expired: it is found by looking', async () => {
        const since = Date.now() - 3_600_000 * 24 * 365 * 2
        const target = { to: 'chat', chat: rig.group } as const
        await fails('lost-answer', ['unknown'], () => post('k-find'))
        const found = await rig.adapter.find(target, CARD, 'k-find', since)
        expect(found?.messageId).toBe((await rig.arrived({ group: true }))[0]!.messageId)
        const other: Message = { title: '交办单〔2026〕13号', lines: ['事项　另一件'] }
        expect(await rig.adapter.find(target, other, 'k-other', since)).toBeUndefined()
      })

      test.skipIf(!can('lost-request'))('request lost: never claimed as delivered', async () => {
        await fails('lost-request', ['away', 'unknown'], () => post('k-request'))
        expect(await rig.arrived({ group: true })).toHaveLength(0)
        await post('k-request')
        expect(await rig.arrived({ group: true })).toHaveLength(1)
      })

      const FILE = { name: '清单.xlsx', bytes: new Uint8Array([80, 75, 3, 4]) }
      const alone = () => ({ to: 'person', account: rig.people[0] }) as const
      const send = (key: string) => rig.adapter.postFile!(alone(), FILE, key)

      test.skipIf(!can('busy'))('too fast with a file: wait; the same key sends it once', async () => {
        const error = await fails('busy', ['wait'], () => send('k-file-busy'))
        expect(error.retryAfterMs).toBeGreaterThan(0)
        await send('k-file-busy')
        expect(await rig.arrived({ person: rig.people[0] })).toHaveLength(1)
      })

      test.skipIf(!can('lost-request'))('a file lost on its way: never claimed as delivered', async () => {
        await fails('lost-request', ['away', 'unknown'], () => send('k-file-request'))
        expect(await rig.arrived({ person: rig.people[0] })).toHaveLength(0)
        await send('k-file-request')
        expect(await rig.arrived({ person: rig.people[0] })).toHaveLength(1)
      })

      test.skipIf(!can('lost-answer'))('a file whose answer was lost: the same key, one file', async () => {
        await fails('lost-answer', ['away', 'unknown'], () => send('k-file-lost'))
        await send('k-file-lost')
        await send('k-file-lost')
        expect(await rig.arrived({ person: rig.people[0] })).toHaveLength(1)
      })

      test('a file is found again by looking; another name is not', async ({ skip }) => {
        if (!rig.adapter.findFile) skip()
        const posted = await send('k-file-find')
        const at = { ...alone(), ...(posted.chat && { chat: posted.chat }) }
        const since = Date.now() - 60_000
        expect((await rig.adapter.findFile!(at, FILE, 'k-file-find', since))?.messageId).toBe(
          posted.messageId,
        )
        const other = { ...FILE, name: '另一个.xlsx' }
        expect(await rig.adapter.findFile!(at, other, 'k-file-other', since)).toBeUndefined()
      })

      test.skipIf(!can('not-member'))('put out of the group: unreachable', async () => {
        await fails('not-member', ['unreachable'], () => post('k-member'))
      })

      test.skipIf(!can('person-left'))('somebody who has left: unreachable', async () => {
        const target = { to: 'person', account: rig.people[0] } as const
        await fails('person-left', ['unreachable'], () => rig.adapter.post(target, CARD, 'k-left'))
      })

      test.skipIf(!can('too-old'))('too old to be edited: gone', async () => {
        const posted = await post('k-old')
        const at = { chat: rig.group, messageId: posted.messageId }
        await fails('too-old', ['gone'], () => rig.adapter.edit(at, CARD))
      })

      test('calls a person to an urgent message, which stands whether they can be called or not', async () => {
        const { urge, can: able } = rig.adapter
        expect(urge !== undefined).toBe(able.urgent)
        if (!urge) return
        const posted = await rig.adapter.post(alone(), { ...CARD, urgent: true }, 'k-urgent')
        await rig.adapter.urge!(posted, [rig.people[0]])
        expect(await rig.calledTo!(posted.messageId)).toEqual([rig.people[0]])
        const failed = await rig.adapter.urge!(posted, ['nobody-of-this-name']).catch((e: unknown) => e)
        expect(failed).toBeInstanceOf(PlatformError)
        expect(await rig.arrived({ person: rig.people[0] })).toHaveLength(1)
      })

      test('a reply to what is no longer there: gone, or sent all the same', async ({ skip }) => {
        if (!rig.recalls) skip()
        const said = await rig.says({ from: rig.people[0], text: '/list' })
        await rig.recalls!(said.messageId)
        const target = { to: 'reply', chat: rig.group, message: said.messageId, inThread: true } as const
        const outcome = await rig.adapter.post(target, say('已登记'), 'k-gone').then(
          () => 'sent',
          (e: PlatformError) => e.trouble,
        )
        expect(['gone', 'sent']).toContain(outcome)
      })
    })
  })
}

function theSaid(incoming: readonly Incoming[]): Said {
  expect(incoming.map((i) => i.kind)).toEqual(['said'])
  return incoming[0] as Said
}

function thePressed(incoming: readonly Incoming[]): Pressed {
  expect(incoming.map((i) => i.kind)).toEqual(['pressed'])
  return incoming[0] as Pressed
}
