import { describe, expect, test } from 'vitest'
import { createWebAdapter } from '../../../src/adapters/web/index.ts'
import { roomsFor } from '../../../src/adapters/web/members.ts'
import { memoryRooms } from '../../../src/adapters/web/memory-rooms.ts'
import { readText } from '../../../src/adapters/web/receive.ts'
import { say } from '../../../src/chat/message.ts'
import { moment } from '../../../src/domain/time.ts'

const names = () => [{ name: '职成' }, { name: '职成教研室' }, { name: '王强', account: 'wang-qiang' }]

describe('words said in a room', () => {
  test.each([
    ['@督办 王强 更新清单', '王强 更新清单', true, []],
    ['请 @督办 看一下', '请 看一下', true, []],
    ['@职成教研室请报送', '@职成教研室请报送', false, [{ text: '@职成教研室' }]],
    ['@王强请于周五前', '@王强请于周五前', false, [{ text: '@王强', account: 'wang-qiang' }]],
    ['@所有人 开会', '@所有人 开会', false, [{ text: '@所有人', all: true }]],
    ['写信给 a@b.example', '写信给 a@b.example', false, []],
  ])('%s', (raw, text, mentionsBot, mentions) => {
    expect(readText({ names, botName: '督办' }, raw)).toEqual({ text, mentionsBot, mentions })
  })

  test('what is masked is heard by the bot and never kept', async () => {
    const rooms = memoryRooms()
    const mask = (text: string) => text.replace(/\d{18}/g, '******')
    const web = createWebAdapter({ rooms, now: () => moment('2026-03-02 10:05'), mask })
    const text = '身份证 110101199003070000'
    const heard = await web.say({ account: 'li-na', room: 'group', text, files: [], key: 'k' })
    expect(heard).toMatchObject({
      ok: true,
      incoming: { text },
      message: { body: { text: '身份证 ******' } },
    })
    expect(JSON.stringify(await rooms.list({ room: 'group', seenBy: 'li-na', limit: 9 }))).not.toContain(
      '1990',
    )
  })

  test('an answer to words for one person alone stays with that person', async () => {
    const rooms = memoryRooms()
    const web = createWebAdapter({ rooms, now: () => moment('2026-03-02 10:05') })
    const { messageId } = await web.post({ to: 'only', chat: 'group', account: 'li-na' }, say('预览'), 'k')
    const said = { room: 'group', replyTo: messageId, text: '改一下', files: [], key: 'k' }
    expect(await web.say({ ...said, account: 'wang-qiang' })).toEqual({ ok: false, why: 'gone' })
    expect(await web.say({ ...said, account: 'li-na' })).toMatchObject({ message: { onlyFor: 'li-na' } })
  })
})

test('the leaders’ room is for leaders; a department’s for its people', () => {
  const chats = [
    { id: 'dept:personnel', title: '人事科', kind: 'department' as const, department: 'personnel' },
    { id: 'leaders', title: '局领导', kind: 'leaders' as const },
    { id: 'group', title: '工作群', kind: 'group' as const },
  ]
  const rooms = (department: string, leader: boolean) =>
    roomsFor({ account: 'x', department, leader }, chats).map((room) => room.id)
  expect(rooms('personnel', false)).toEqual(['group', 'dept:personnel', 'direct:x'])
  expect(rooms('office', true)).toEqual(['group', 'leaders', 'direct:x'])
})
