import { describe, expect, it } from 'vitest'
import { commands } from '../../commands/index.ts'
import { type ArgScene, departments, flag, orderNo, readArgs, rest } from '../../src/chat/args.ts'
import { departmentBook } from '../../src/chat/assignment/departments.ts'
import { plainText } from '../../src/chat/message.ts'
import { practiceBureau } from '../../src/data/practice-bureau.ts'
import { departmentsOf, parseBureauFile } from '../../src/services/bureau/bureau-file.ts'

const book = departmentBook(departmentsOf(parseBureauFile(practiceBureau)))
const scene: ArgScene = { book, year: 2026 }
const args = { order: orderNo, all: flag('全部'), departments, text: rest }

function read(text: string, more: Partial<ArgScene> = {}) {
  const found = readArgs(args, text, { ...scene, ...more })
  return found.ok ? found.value : plainText(found.say)
}

const NO_12 = { year: 2026, no: 12 }

describe('arguments, from left to right', () => {
  it.each([
    ['#12 人事科 缺少附件二', { order: NO_12, departments: ['personnel'], text: '缺少附件二' }],
    ['＃１２　人事科　缺少附件二', { order: NO_12, departments: ['personnel'], text: '缺少附件二' }],
    ['12 人事科', { order: NO_12, departments: ['personnel'], text: '' }],
    ['12号 人事科', { order: NO_12, departments: ['personnel'], text: '' }],
    ['〔2026〕12号，人事科：缺少附件二', { order: NO_12, departments: ['personnel'], text: '缺少附件二' }],
    ['#2025-12', { order: { year: 2025, no: 12 }, departments: [], text: '' }],
    [
      '#12 人事科、计财科和督导 请补充',
      {
        order: NO_12,
        departments: ['personnel', 'planning_finance', 'education_supervision'],
        text: '请补充',
      },
    ],
    ['#12 @人事科 请补充', { order: NO_12, departments: ['personnel'], text: '请补充' }],
    // Only what stands first is taken: a department in the reason belongs to the reason.
    ['#12 已由人事科一并报送', { order: NO_12, departments: [], text: '已由人事科一并报送' }],
    [
      '#12 人事科 与计财科的数据不一致',
      { order: NO_12, departments: ['personnel'], text: '与计财科的数据不一致' },
    ],
    ['#12 全部', { order: NO_12, all: true, departments: [], text: '' }],
    // The person's own words come back as they were typed.
    [
      '#12 人事科 缺少「附件二」，請補報',
      { order: NO_12, departments: ['personnel'], text: '缺少「附件二」，請補報' },
    ],
    ['', { order: undefined, departments: [], text: '' }],
  ])('%s', (text, expected) => {
    expect(read(text)).toMatchObject(expected)
  })

  it('the thread says which order, unless the words do', () => {
    expect(read('人事科', { threadOrder: NO_12 })).toMatchObject({ order: NO_12 })
    expect(read('#7 人事科', { threadOrder: NO_12 })).toMatchObject({ order: { year: 2026, no: 7 } })
    expect(read('缺少 3 份材料', { threadOrder: NO_12 })).toMatchObject({
      order: NO_12,
      text: '缺少 3 份材料',
    })
  })

  it('a group stands for its departments', () => {
    const found = read('#12 各业务科室') as { departments: readonly string[] }
    expect(found.departments).toHaveLength(8)
    expect(found.departments).not.toContain('office')
  })

  it('a name that two departments share is asked about', () => {
    const shared = departmentBook([
      { code: 'a', name: '职成教研室', aliases: ['教研'] },
      { code: 'b', name: '体卫艺教研室', aliases: ['教研'] },
    ])
    expect(read('#12 教研', { book: shared })).toContain('“教研”可指：职成教研室、体卫艺教研室')
  })
})

describe('every command', () => {
  it.each(commands.commands.map((c) => [c.name, c] as const))(
    '%s has an example that reads as it should',
    (_, command) => {
      const { zh, en } = command.words
      const found = commands.read(zh.example)
      expect(found.kind === 'command' && found.command.name).toBe(command.name)
      const text = found.kind === 'command' ? found.text : ''
      expect(readArgs(command.args, text, scene).ok).toBe(true)
      expect(zh.usage).toContain(`/${command.name}`)
      expect(en.usage).toContain(`/${command.name}`)
      for (const words of [zh.summary, zh.usage, zh.example, en.summary])
        expect(words).not.toMatch(/[!！]|^$/)
    },
  )
})
