import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { countElements } from '../../../src/adapters/feishu/form.ts'
import { escapeMarkdown } from '../../../src/adapters/feishu/markdown.ts'
import { markOf, render, renderCard } from '../../../src/adapters/feishu/render.ts'
import { type Button, lineText, type Message, say, type Tone } from '../../../src/chat/message.ts'
import { cardFault } from '../../support/feishu-simulator/index.ts'
import { see, seeMarkdown } from '../../support/feishu-simulator/reader.ts'

const shown = (content: string) =>
  see({ type: 'interactive', content, deleted: false, mentions: [] } as unknown as Parameters<typeof see>[0])
const card = (message: Message) => {
  const rendered = render(message, 'k')
  if (rendered.kind !== 'card') throw new Error('a text')
  return JSON.parse(rendered.content)
}

describe('text or card', () => {
  test.each<[string, Message, string]>([
    ['plain words', say('已登记', '附件 3 个'), 'text'],
    ['nothing at all', { lines: [] }, 'text'],
    ['a title', { title: '今日待办', lines: [] }, 'card'],
    ['a tone', { tone: 'late', lines: ['x'] }, 'card'],
    ['a tone inside', say([{ text: 'x', tone: 'late' }]), 'card'],
    ['a link', say([{ text: 'x', link: 'https://duban.example' }]), 'card'],
    ['a button', { lines: ['x'], buttons: [{ label: '签收', press: { do: 'sign' } }] }, 'card'],
    ['words a text message would obey', say('<at user_id="all"></at>'), 'card'],
    ['words it would make a link of', say('[x](https://evil.example)'), 'card'],
    ['words too long to read as text', say('字'.repeat(2001)), 'card'],
    ['words too long for a card', say(...Array.from({ length: 300 }, () => '字'.repeat(100))), 'text'],
  ])('%s → %s', (_, message, kind) => {
    expect(render(message, 'k').kind).toBe(kind)
  })

  test('what is longer than one text is split between lines, whole', () => {
    const lines = Array.from({ length: 3000 }, (_, i) => `${i} ${'字'.repeat(30)}`)
    const rendered = render(say(...lines), 'k')
    if (rendered.kind !== 'text') throw new Error('a card')
    expect(rendered.parts.length).toBeGreaterThan(1)
    expect(rendered.parts.join('\n')).toBe(lines.join('\n'))
    for (const part of rendered.parts)
      expect(Buffer.byteLength(JSON.stringify({ text: part }))).toBeLessThan(150 * 1024)
  })
})

describe('a card', () => {
  test('title in the header, its colour by tone, lines together, buttons in a row', () => {
    const message: Message = {
      title: '交办单〔2026〕12号',
      tone: 'late',
      lines: [
        '人事科（牵头，王强）　待签收',
        [{ text: '期限　' }, { text: '3月9日（周一）17:30', tone: 'soon' }],
      ],
      buttons: [
        { label: '签收', press: { do: 'sign', order: '12' }, style: 'primary' },
        { label: '申请改派', press: { do: 'reroute', order: '12' } },
      ],
    }
    expect(card(message)).toEqual({
      schema: '2.0',
      config: { update_multi: true, width_mode: 'fill', summary: { content: '交办单〔2026〕12号' } },
      header: { title: { tag: 'plain_text', content: '交办单〔2026〕12号' }, template: 'red' },
      body: {
        direction: 'vertical',
        elements: [
          {
            tag: 'markdown',
            element_id: markOf('k'),
            content: "人事科（牵头，王强）　待签收\n期限　<font color='orange'>3月9日（周一）17:30</font>",
          },
          {
            tag: 'column_set',
            flex_mode: 'flow',
            horizontal_spacing: '8px',
            columns: [
              expect.objectContaining({
                elements: [
                  expect.objectContaining({
                    type: 'primary',
                    behaviors: [{ type: 'callback', value: { do: 'sign', order: '12' } }],
                  }),
                ],
              }),
              expect.objectContaining({ elements: [expect.objectContaining({ type: 'default' })] }),
            ],
          },
        ],
      },
    })
  })

  test('two forms that ask for the same field: names of their own all over the card', () => {
    const fields = [{ name: 'reason', label: '理由', kind: 'text', required: true }] as const
    const buttons = ['申请延期', '申请改派'].map(
      (label, i): Button => ({ label, press: { do: `d${i}` }, fields }),
    )
    const content = JSON.stringify(card({ lines: ['x'], buttons }))
    expect(cardFault(content)).toBeUndefined()
    expect([...content.matchAll(/"name":"([^"]+)"/g)].map((m) => m[1]).sort()).toEqual([
      'f0_reason',
      'f1_reason',
      'form_0',
      'form_1',
      'submit_0',
      'submit_1',
    ])
  })

  test('more than two dozen lines are folded, none is lost', () => {
    const lines = Array.from({ length: 60 }, (_, i) => `第 ${i + 1} 行`)
    const content = JSON.stringify(card({ title: '清单', lines }))
    expect(cardFault(content)).toBeUndefined()
    const { text } = shown(content)
    for (const line of lines) expect(text).toContain(line)
    expect(text).toContain('展开其余 36 行')
  })

  test('one line of a hundred thousand characters: its beginning, and a note', () => {
    const content = JSON.stringify(card({ title: '清单', lines: ['头', '字'.repeat(100_000), '尾'] }))
    expect(cardFault(content)).toBeUndefined()
    expect(shown(content).text).toMatch(/^清单\n头\n字{5000,}……\n内容较长，余下 1 行未在此显示$/)
  })

  test('more buttons than fit: those that do not are named', () => {
    const buttons = Array.from({ length: 120 }, (_, i) => ({
      label: `操作${i}`,
      press: { do: 'x', n: String(i) },
    }))
    const content = JSON.stringify(card({ title: 't', lines: ['x'], buttons }))
    expect(cardFault(content)).toBeUndefined()
    const seen = shown(content)
    expect(seen.buttons[0]).toBe('操作0')
    expect(seen.text).toContain('未能在此显示的操作：')
  })

  test('more choices than fit: the count of elements is kept as well as the size', () => {
    const options = Array.from({ length: 45 }, (_, i) => ({ value: String(i), label: 'x' }))
    const fields = [{ name: 'a', label: 'x', kind: 'choice', required: false, options }] as const
    const buttons = Array.from(
      { length: 5 },
      (_, i): Button => ({ label: `操作${i}`, press: { do: 'x' }, fields }),
    )
    const content = JSON.stringify(card({ title: 't', lines: ['x'], buttons }))
    expect(cardFault(content)).toBeUndefined()
    expect(shown(content).text).toContain('未能在此显示的操作：')
  })

  test('the mark of its key: a letter, twenty characters, another one for another key', () => {
    expect(markOf('a')).toMatch(/^[a-z]\w{19}$/)
    expect(markOf('a')).not.toBe(markOf('b'))
  })
})

describe('words of people', () => {
  test.each([
    [
      '3月9日（周一）17:30 〔2026〕12号 #12 YSQ-2026-041',
      '3月9日（周一）17:30 〔2026〕12号 #12 YSQ-2026-041',
    ],
    ['<at id=all></at>', '&#60;at id=all&#62;&#60;/at&#62;'],
    ['- 一', '&#45; 一'],
    ['# 一', '&#35; 一'],
    ['1. 一', '1&#46; 一'],
    ['2026.3 前', '2026.3 前'],
    ['#12 已签收', '#12 已签收'],
    ['---', '&#45;--'],
    ['    缩进', '&#160;&#160;&#160;&#160;缩进'],
    [':OK: 17:30:00', '&#58;OK: 17:30:00'],
    ['&#60;', '&#38;#60;'],
  ])('%s → %s', (text, markdown) => {
    expect(escapeMarkdown(text)).toBe(markdown)
  })

  test('bold only where it would be bold', () => {
    const line = (text: string, after: string) =>
      card(say([{ text: '事项' }, { text, tone: 'strong' }, { text: after }])).body.elements[0].content
    expect(line('更新', '及')).toBe('事项**更新**及')
    expect(line('“更新”', '及')).toBe('事项“更新”及')
    expect(line('更新', '')).toBe('事项**更新**')
  })

  test('a link only to http, and nothing breaks out of it', () => {
    const link = (address: string) => shown(renderCard(say([{ text: '台账', link: address }]))).links
    expect(link('https://duban.example/a?b=(1)')).toEqual(['https://duban.example/a?b=%281%29'])
    for (const bad of ['javascript:alert(1)', 'x', '', 'file:///etc/passwd']) expect(link(bad)).toEqual([])
    const hostile = shown(
      renderCard(
        say([{ text: '](https://evil.example) [x', link: 'https://duban.example/) <at id=all></at>' }]),
      ),
    )
    expect(hostile).toMatchObject({
      mentions: [],
      links: [expect.stringMatching(/^https:\/\/duban\.example/)],
    })
  })

  const hostile = fc
    .array(
      fc.oneof(
        fc.constantFrom(
          '<at id=all></at>',
          '<at ',
          '>',
          '[',
          '](',
          ')',
          '**',
          '_',
          '`',
          '~~',
          '\n',
          '- ',
          '# ',
          '1. ',
          ':OK:',
          '&#60;',
          '&lt;',
          "<font color='red'>",
          '</font>',
          '\\',
          '$',
          '|',
          '![',
        ),
        fc.string({ unit: 'grapheme', maxLength: 8 }),
        fc.constantFrom('更新权责清单', ' ', '17:30'),
      ),
      { maxLength: 12 },
    )
    .map((parts) => parts.join(''))

  test('whatever is said is read as it was said, and obeyed in nothing', () => {
    const visible = (text: string) =>
      text
        .replace(/\r\n?|[\u2028\u2029]/g, '\n')
        .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '')
        .replace(/[ \t\u00a0]/g, '')
    fc.assert(
      fc.property(hostile, (text) => {
        const seen = seeMarkdown(escapeMarkdown(text))
        expect(seen.mentions).toEqual([])
        expect(seen.links).toEqual([])
        expect(visible(seen.text)).toBe(visible(text))
      }),
      { numRuns: 2000 },
    )
  })

  const tone = fc.constantFrom<Tone>('late', 'soon', 'done', 'quiet', 'strong')
  const optional = <T>(arb: fc.Arbitrary<T>) => fc.option(arb, { nil: undefined })
  const long = fc.oneof(
    hostile,
    fc.tuple(hostile, fc.nat(3000)).map(([text, n]) => text + '长'.repeat(n)),
  )
  const span = fc.record(
    { text: long, tone: optional(tone), link: optional(fc.webUrl()) },
    { requiredKeys: ['text'] },
  )
  const field = fc.record({
    name: fc.stringMatching(/^[a-z]{1,6}$/),
    label: hostile,
    kind: fc.constantFrom('text', 'lines', 'date', 'choice'),
    required: fc.boolean(),
    placeholder: hostile,
    options: fc.array(fc.record({ value: fc.string({ maxLength: 5 }), label: hostile }), { maxLength: 70 }),
  })
  const button = fc.record(
    {
      label: long,
      press: fc
        .dictionary(fc.string({ maxLength: 5 }), long, { maxKeys: 3 })
        .map((rest) => ({ ...rest, do: 'x' })),
      style: optional(fc.constantFrom('primary', 'danger')),
      fields: optional(fc.array(field, { maxLength: 6 })),
    },
    { requiredKeys: ['label', 'press'] },
  )
  const anyMessage = fc.record(
    {
      title: optional(long),
      tone: optional(tone),
      lines: fc.array(fc.oneof(long, fc.array(span, { maxLength: 5 })), { maxLength: 80 }),
      buttons: optional(fc.array(button, { maxLength: 30 })),
    },
    { requiredKeys: ['lines'] },
  ) as unknown as fc.Arbitrary<Message>

  test('any message: a card the platform takes, or texts it takes; and its first words are there', () => {
    fc.assert(
      fc.property(anyMessage, (message) => {
        const rendered = render(message, 'k')
        for (const content of [
          renderCard(message),
          ...(rendered.kind === 'card' ? [rendered.content] : []),
        ]) {
          expect(cardFault(content)).toBeUndefined()
          expect(Buffer.byteLength(content)).toBeLessThanOrEqual(24_000)
          expect(countElements(JSON.parse(content).body)).toBeLessThanOrEqual(200)
          const seen = shown(content)
          expect(seen.mentions).toEqual([])
          const words = lineText(message.lines[0] ?? '')
            .replace(/[^\p{L}\p{N}]/gu, '')
            .slice(0, 200)
          expect(seen.text.replace(/[^\p{L}\p{N}]/gu, '')).toContain(words)
        }
        if (rendered.kind === 'text')
          for (const text of rendered.parts)
            expect(Buffer.byteLength(JSON.stringify({ text }))).toBeLessThan(150 * 1024)
      }),
      // Such a message takes minutes to shrink; the seed is printed.
      { numRuns: 300, endOnFailure: true },
    )
  })

  test('the control: a card made without care is not taken, so the check can fail', () => {
    const bare = (elements: object[]) => JSON.stringify({ schema: '2.0', body: { elements } })
    const code = (content: string) =>
      cardFault(content)?.msg.match(/ErrCode: (\d+)/)?.[1] ?? cardFault(content)?.code
    expect(code(bare(Array.from({ length: 201 }, () => ({ tag: 'hr' }))))).toBe('11310')
    expect(code(bare([{ tag: 'markdown', content: '字'.repeat(11_000) }]))).toBe(230025)
    expect(code(bare([{ tag: 'note', elements: [] }]))).toBe('200621')
    expect(code(bare([{ tag: 'markdown', content: 'x', bold: true }]))).toBe('200621')
    expect(code(bare([{ tag: 'markdown', content: "<font color='#ff0000'>x</font>" }]))).toBe('200621')
    const input = { tag: 'input', name: 'a' }
    const submit = {
      tag: 'button',
      name: 's',
      text: { tag: 'plain_text', content: 'x' },
      form_action_type: 'submit',
    }
    expect(code(bare([{ tag: 'form', name: 'f', elements: [input, submit] }]))).toBeUndefined()
    expect(code(bare([{ tag: 'form', name: 'f', elements: [input, input, submit] }]))).toBe('200530')
    expect(code(bare([{ tag: 'form', name: 'f', elements: [input] }]))).toBe('200621')
    expect(seeMarkdown('<at id=all></at> [x](https://evil.example)')).toMatchObject({
      mentions: ['all'],
      links: ['https://evil.example'],
    })
  })
})
