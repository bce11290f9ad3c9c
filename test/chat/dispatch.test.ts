import { describe, expect, it } from 'vitest'
import { commands } from '../../commands/index.ts'
import { defineCommand } from '../../src/chat/command.ts'
import { CommandList } from '../../src/chat/dispatch.ts'

const names = commands.commands.flatMap((c) => [c.name, ...c.aliases].map((name) => [name, c.name] as const))

function read(text: string) {
  const found = commands.read(text)
  return found.kind === 'command' ? [found.command.name, found.text] : [found.kind]
}

describe('the command a line means', () => {
  it.each(names)('/%s is %s', (name, command) => {
    expect(read(`/${name}`)).toEqual([command, ''])
    expect(read(`／${name}　#1 人事科`)).toEqual([command, '#1 人事科'])
    expect(read(`/${name.toUpperCase()} x`)).toEqual([command, 'x'])
  })

  it.each([
    ['/assign 人事科 更新目录', ['assign', '人事科 更新目录']],
    ['/交办人事科 更新目录', ['assign', '人事科 更新目录']],
    ['／交辦　人事科　更新目錄', ['assign', '人事科　更新目錄']],
    ['  / assign 人事科', ['assign', '人事科']],
    ['\u200b/assign 人事科', ['assign', '人事科']],
    ['/assign人事科', ['assign', '人事科']],
    ['/退回补正 #1 缺少附件', ['return', '#1 缺少附件']],
    ['/退回 #1 补正后再报', ['return', '#1 补正后再报']],
    ['/催一下 #1', ['urge', '#1']],
    ['/期限说明 #1', ['why', '#1']],
    ['/期限 #1', ['why', '#1']],
    ['/accept#1', ['accept', '#1']],
    ['请人事科本周五前更新目录', ['sentence']],
    ['见 /assign 的用法', ['sentence']],
    ['', ['sentence']],
    ['/', ['unknown']],
    ['/assignment 人事科', ['unknown']],
  ])('%s', (text, expected) => {
    expect(read(text)).toEqual(expected)
  })

  it.each([
    ['/asign 人事科', 'assign'],
    ['/repyl #1', 'reply'],
    ['/签收下 #1', 'sign'],
    ['/lists', 'list'],
    ['/xyz', undefined],
    ['/上天入地', undefined],
  ])('%s is near %s', (text, nearest) => {
    const found = commands.read(text)
    if (text.startsWith('/签收下')) {
      // A Chinese name needs no blank after it.
      expect(found.kind).toBe('command')
      return
    }
    expect(found.kind).toBe('unknown')
    expect(found.kind === 'unknown' && found.nearest?.name).toBe(nearest)
  })

  it('is never two commands', () => {
    const twice = defineCommand({
      name: 'again',
      aliases: ['又来'],
      args: {},
      words: { zh: { summary: '', usage: '', example: '' }, en: { summary: '', usage: '' } },
      run: async () => ({ kind: 'silent' }),
    })
    expect(() => new CommandList([twice, twice])).toThrow('again')
  })
})
