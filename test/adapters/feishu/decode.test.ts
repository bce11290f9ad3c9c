import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { decode, type Memory } from '../../../src/adapters/feishu/decode.ts'
import type { Envelope } from '../../../src/adapters/feishu/payloads.ts'
import { threadIds } from '../../../src/adapters/feishu/thread.ts'
import type { Incoming, Said } from '../../../src/chat/incoming.ts'

const fixture = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../fixtures/feishu/${name}.json`, import.meta.url), 'utf8'))

const BOT = 'ou_2ff1f5fe33f9a33586bd0731c10d25ce'
const ZHANG = 'ou_7195987ebf4f9a4fd226d11261dd6452'
const WANG = 'ou_07b4232668bdc94f364ebcf563749a8d'
const GROUP = 'oc_94f2319ee467579960e5a24f5e7214b2'

function memory(bot: Memory['bot'] = { openId: BOT }): Memory {
  const direct = new Set<string>()
  return { bot, isDirect: (id) => direct.has(id), sawDirect: (id) => void direct.add(id) }
}

function decoded(event: Envelope, with_ = memory()): Incoming {
  const result = decode(event, with_)
  if (result.kind !== 'incoming') throw new Error(result.kind)
  return result.incoming
}

/** The group text of the fixtures with another content. */
function message(change: object, with_ = memory()): Said {
  const event = fixture('message-group-text')
  Object.assign(event.event.message, change)
  return decoded(event, with_) as Said
}
const text = (words: string, mentions: object[] = [], with_ = memory()) =>
  message({ message_type: 'text', content: JSON.stringify({ text: words }), mentions }, with_)
const mention = (n: number, openId: string, name: string, type = 'user') => ({
  key: `@_user_${n}`,
  id: { open_id: openId, union_id: 'on_x', user_id: '' },
  mentioned_type: type,
  name,
  tenant_key: 't',
})

describe('every fixture', () => {
  test('a group text', () => {
    expect(decoded(fixture('message-group-text'))).toMatchObject({
      kind: 'said',
      eventId: 'om_1f3e6eb64b821d85e0f8d572e5a3b502',
      text: '三楼会议室的打印机又卡纸了，下午两点有会要用',
      mentionsBot: false,
      chat: { id: GROUP, kind: 'group' },
    })
  })

  test('a direct text; afterwards its chat is known to be direct', () => {
    const with_ = memory()
    const said = decoded(fixture('message-p2p-text'), with_)
    expect(said).toMatchObject({
      kind: 'said',
      text: '我的待办',
      chat: { kind: 'direct' },
      happenedAt: 1773623500000,
    })
    const press = fixture('card-action-button')
    press.event.context.open_chat_id = said.chat.id
    press.event.action.value = { do: 'sign' }
    expect(decoded(press, with_).chat).toEqual({ id: said.chat.id, kind: 'direct' })
  })

  test('mentions of the bot and of a colleague', () => {
    expect(decoded(fixture('message-with-mentions'))).toMatchObject({
      text: '报修 三楼会议室打印机卡纸，请 @王科长 今天处理',
      mentionsBot: true,
      mentions: [{ text: '@王科长', account: WANG }],
    })
  })

  test('an answer in a thread', () => {
    const said = decoded(fixture('message-thread-reply')) as Said
    const root = 'om_5a49c899ce37199d9f3e9ddefc3cabc7'
    expect(said.thread).toEqual({ root, parent: root, thread: 'omt_dc127f5d2483' })
    expect(said.text).toBe('已到现场，预计半小时修好')
    expect(threadIds(said)).toEqual(['omt_dc127f5d2483', root])
  })

  test('a recall', () => {
    expect(decoded(fixture('message-recalled'))).toEqual({
      platform: 'feishu',
      kind: 'recalled',
      eventId: '9e980ef3b7323abf3d7375deaa8cba34',
      happenedAt: 1773622920000,
      chat: { id: GROUP, kind: 'group' },
      messageId: 'om_1f3e6eb64b821d85e0f8d572e5a3b502',
    })
  })

  test('the bot added', () => {
    expect(decoded(fixture('bot-added'))).toMatchObject({
      kind: 'bot-added',
      chat: { id: GROUP },
      by: { account: ZHANG },
    })
  })

  test('a form: days without their zone, the time in microseconds', () => {
    const event = fixture('card-action')
    event.event.action.value = { do: 'extend', order: '12' }
    expect(decoded(event)).toEqual({
      platform: 'feishu',
      kind: 'pressed',
      eventId: 'fb636264bddc319023479fa9884c5032',
      happenedAt: 1773623700000,
      chat: { id: GROUP, kind: 'group' },
      sender: { account: WANG },
      messageId: 'om_267c0d6b36883b1bdfade4cc07d780fa',
      press: { do: 'extend', order: '12' },
      fields: { assignee: WANG, due_date: '2026-03-17', note: '先换硒鼓，再查进纸器' },
    })
  })

  test.each(['user-added', 'user-deleted'])('%s is not our business', (name) => {
    expect(decode(fixture(name), memory())).toEqual({ kind: 'ignored' })
  })
})

describe('mentions', () => {
  test('the tenth person is not the first one with a nought', () => {
    const mentions = [mention(1, 'ou_a', '甲'), mention(10, 'ou_b', '乙')]
    expect(text('@_user_1 与 @_user_10 办', mentions).text).toBe('@甲 与 @乙 办')
  })

  test('a placeholder somebody typed stays what it is', () => {
    expect(text('@_user_3 你好')).toMatchObject({ text: '@_user_3 你好', mentions: [] })
  })

  test('everybody, by entry and by word', () => {
    const entry = { ...mention(1, '', '所有人'), key: '@_all' }
    for (const said of [text('@_all 开会', [entry]), text('@_all 开会')])
      expect(said).toMatchObject({
        text: '@所有人 开会',
        mentions: [{ text: '@所有人', all: true }],
        mentionsBot: false,
      })
  })

  test('a name that looks like a placeholder or a replacement pattern is only a name', () => {
    const mentions = [mention(1, 'ou_a', '@_user_2 $&'), mention(2, BOT, '督办', 'bot')]
    expect(text('@_user_1 看', mentions)).toMatchObject({ text: '@@_user_2 $& 看', mentionsBot: false })
  })

  test('another bot is not us', () => {
    expect(text('@_user_1 早', [mention(1, 'ou_other', '督办', 'bot')]).mentionsBot).toBe(false)
  })

  test('while our own id is unknown: by type, and by name where one is set; a person of that name never', () => {
    const two = [mention(1, 'ou_x', '日程', 'bot'), mention(2, 'ou_y', '督办', 'bot')]
    expect(text('@_user_2 早', [two[1]!], memory({})).mentionsBot).toBe(true)
    expect(text('@_user_1 @_user_2 早', two, memory({})).mentionsBot).toBe(false)
    expect(text('@_user_1 @_user_2 早', two, memory({ name: '督办' }))).toMatchObject({
      text: '@日程 早',
      mentionsBot: true,
    })
    expect(
      text('@_user_1 早', [mention(1, 'ou_z', '督办', 'user')], memory({ name: '督办' })).mentionsBot,
    ).toBe(false)
  })

  test('mentions without ids or types are read', () => {
    expect(text('@_user_1 早', [{ key: '@_user_1', name: '甲' }])).toMatchObject({
      text: '@甲 早',
      mentions: [{ text: '@甲' }],
    })
  })
})

describe('other forms', () => {
  test('rich text: words, links, mentions, code; pictures and films as files', () => {
    const content = {
      title: '情况反馈',
      content: [
        [
          { tag: 'text', text: '见 ' },
          { tag: 'a', text: '附表', href: 'https://x.example/a' },
          { tag: 'a', text: 'https://y.example', href: 'https://y.example' },
        ],
        [
          { tag: 'at', user_id: '@_user_1', user_name: '督办' },
          { tag: 'at', user_id: '@_user_2', user_name: '甲' },
          { tag: 'text', text: ' 已办结' },
        ],
        [{ tag: 'img', image_key: 'img_1' }],
        [
          { tag: 'media', file_key: 'file_1', image_key: 'img_2' },
          { tag: 'emotion', emoji_type: 'SMILE' },
        ],
        [{ tag: 'code_block', language: 'SQL', text: 'select 1' }],
      ],
    }
    const mentions = [mention(1, BOT, '督办', 'bot'), mention(2, 'ou_a', '甲')]
    const said = message({ message_type: 'post', content: JSON.stringify(content), mentions })
    expect(said).toMatchObject({
      text: '情况反馈\n见 附表（https://x.example/a）https://y.example\n@甲 已办结\nselect 1',
      mentionsBot: true,
      mentions: [{ text: '@甲', account: 'ou_a' }],
    })
    expect(said.files).toEqual([
      { key: 'img_1', name: '图片.png', kind: 'image' },
      { key: 'file_1', name: '视频.mp4', kind: 'video' },
    ])
  })

  test('rich text inside its locale', () => {
    const content = { zh_cn: { title: '', content: [[{ tag: 'text', text: '收到' }]] } }
    expect(message({ message_type: 'post', content: JSON.stringify(content) }).text).toBe('收到')
  })

  test.each([
    ['image', { image_key: 'img_1' }, { key: 'img_1', name: '图片.png', kind: 'image' }],
    [
      'file',
      { file_key: 'file_1', file_name: '清单.docx' },
      { key: 'file_1', name: '清单.docx', kind: 'file' },
    ],
    ['audio', { file_key: 'file_2', duration: 2000 }, { key: 'file_2', name: '语音.opus', kind: 'audio' }],
    [
      'media',
      { file_key: 'file_3', file_name: '现场.mp4' },
      { key: 'file_3', name: '现场.mp4', kind: 'video' },
    ],
  ])('%s is a file', (type, content, file) => {
    expect(message({ message_type: type, content: JSON.stringify(content) })).toMatchObject({
      text: '',
      files: [file],
    })
  })

  test.each(['sticker', 'share_chat', 'share_user', 'interactive', 'merge_forward', 'location'])(
    '%s is named as unreadable',
    (type) => {
      expect(message({ message_type: type, content: '{}' })).toMatchObject({
        unsupported: type,
        text: '',
        files: [],
      })
    },
  )

  test.each([
    ['text', 'not json'],
    ['text', '{}'],
    ['post', '{"content":5}'],
    ['file', '{}'],
  ])('%s with the content %s is misshapen, not thrown', (type, content) => {
    const event = fixture('message-group-text')
    Object.assign(event.event.message, { message_type: type, content })
    expect(decode(event, memory())).toEqual({ kind: 'misshapen', type: 'im.message.receive_v1' })
  })
})

describe('presses', () => {
  const press = (action: object) => {
    const event = fixture('card-action-button')
    event.event.action = action
    return decode(event, memory())
  }

  test('our names of fields come back without the form’s prefix', () => {
    const form_value = {
      f0_reason: '未齐',
      f12d1_until: '2026-03-17 +0800',
      f0_who: ['ou_a', 'ou_b'],
      f0_none: '',
      f0_at: '2026-03-17 07:07 +0800',
    }
    const result = press({ tag: 'button', value: { do: 'extend' }, form_value })
    expect(result).toMatchObject({
      incoming: { fields: { reason: '未齐', until: '2026-03-17', who: 'ou_a,ou_b', at: '2026-03-17 07:07' } },
    })
    expect(result).not.toMatchObject({ incoming: { fields: { none: expect.anything() } } })
  })

  test('a value that came as text is read too', () => {
    expect(press({ value: '{"do":"sign","order":"12"}' })).toMatchObject({
      incoming: { press: { do: 'sign', order: '12' } },
    })
  })

  test.each([
    [undefined],
    ['sign'],
    [5],
    [[]],
    [{}],
    [{ order: '12' }],
    [{ do: 5 }],
    [{ do: 'sign', order: 12 }],
    [{ do: 'sign', x: {} }],
  ])('the value %j is not ours', (value) => {
    expect(press({ value })).toEqual({ kind: 'foreign-press' })
  })
})

describe('which conversation', () => {
  test('what answers nothing begins its own', () => {
    expect(threadIds({ messageId: 'om_1' })).toEqual(['om_1'])
  })
  test('a plain chain: first message and the one answered', () => {
    expect(threadIds({ messageId: 'om_3', thread: { root: 'om_1', parent: 'om_2' } })).toEqual([
      'om_1',
      'om_2',
    ])
  })
})
