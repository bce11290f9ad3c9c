import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  examine,
  examineFileName,
  FINDING_KINDS,
  type FindingKind,
  type GateOptions,
  MASKS,
  maskPhones,
} from '../../src/chat/gate.ts'
import { day } from '../../src/domain/time.ts'

const strict: GateOptions = { allowStaffPhones: false }

/** Invented sentences: persons, numbers and cards exist nowhere. `find` counts what must be found, and nothing else may. */
interface Sentence {
  readonly text: string
  readonly find: Readonly<Partial<Record<FindingKind, number>>>
  readonly names?: readonly string[]
}
const sentences = JSON.parse(
  readFileSync(new URL('../fixtures/gate-sentences.json', import.meta.url), 'utf8'),
) as Sentence[]

function counted(text: string, options: GateOptions = strict): Partial<Record<FindingKind, number>> {
  return Object.fromEntries(examine(text, options).findings.map((f) => [f.kind, f.count]))
}

describe('labelled sentences', () => {
  it('are many, and half of them are innocent', () => {
    const innocent = sentences.filter((s) => Object.keys(s.find).length === 0).length
    expect(sentences.length).toBeGreaterThanOrEqual(150)
    expect(innocent).toBeGreaterThan(sentences.length / 3)
    expect(innocent).toBeLessThan((sentences.length * 2) / 3)
    for (const kind of FINDING_KINDS) {
      expect(sentences.filter((s) => s.find[kind]).length, kind).toBeGreaterThanOrEqual(8)
    }
  })

  it.each(sentences)('$text', ({ text, find, names }) => {
    const options = names ? { ...strict, names } : strict
    expect(counted(text, options)).toEqual(find)
    const { masked, findings } = examine(text, options)
    if (findings.length === 0) expect(masked).toBe(text)
    expect(examine(masked, options).findings, 'nothing is left after masking').toEqual([])
  })
})

describe('what is shown instead', () => {
  it('shows nothing of the number', () => {
    expect(examine('电话 139-0000-1111。', strict).masked).toBe('电话 〔手机号〕。')
    expect(examine(`请核实 ${validId()}。`, strict).masked).toBe('请核实 〔身份证号〕。')
  })

  it('has one mask for a whole mark', () => {
    expect(examine('密级：機密★１０年\n关于某事', strict).masked).toBe('〔密级标志〕\n关于某事')
  })

  it('points into the text as it was given, invisible signs and full-width digits counted', () => {
    const text = '电话\u200b：１３９\u200b００００１１１１。'
    const [finding] = examine(text, strict).findings
    const [span] = finding!.spans
    expect(text.slice(span!.start, span!.end)).toBe('１３９\u200b００００１１１１')
  })

  it('ends with its last character, not with the invisible signs after it', () => {
    expect(examine('13900001111\u200b\u200b。', strict).findings[0]?.spans).toEqual([{ start: 0, end: 11 }])
  })

  it('leaves a text of surrogate pairs whole', () => {
    expect(examine('😀13900001111😀', strict).masked).toBe('😀〔手机号〕😀')
  })
})

describe('staff telephone numbers, where an order asks for them', () => {
  const text = `李老师 139 0000 1111，身份证${validId()}`

  it('are found and left standing; everything else is masked as ever', () => {
    const { masked, findings } = examine(text, { allowStaffPhones: true })
    expect(masked).toBe('李老师 139 0000 1111，身份证〔身份证号〕')
    expect(findings.map((f) => f.kind)).toEqual(['id-card', 'mobile'])
  })

  it('are masked wherever they are shown outside the thread', () => {
    expect(maskPhones('李老师 139 0000 1111，值班 0538-6900000')).toBe('李老师 〔手机号〕，值班 0538-6900000')
  })

  it('masking them touches nothing else', () => {
    expect(maskPhones(`机密★1年 ${validId()} 赵小某`)).toBe(`机密★1年 ${validId()} 赵小某`)
  })
})

describe('file names', () => {
  it.each([
    ['机密_方案.docx', '〔密级标志〕_方案.docx'],
    ['方案-秘密.pdf', '方案-〔密级标志〕.pdf'],
    ['绝密 报告.zip', '〔密级标志〕 报告.zip'],
    ['（秘密）名册.xlsx', '〔密级标志〕名册.xlsx'],
    ['机密★1年 方案.pdf', '〔密级标志〕 方案.pdf'],
    ['張某_139-0000-1111_表.doc', '張某_〔手机号〕_表.doc'],
    [`张某${validId()}.pdf`, '张某〔身份证号〕.pdf'],
    ['赵小某申请表.pdf', '〔申请人〕申请表.pdf'],
  ])('%s is shown as %s', (name, shown) => {
    expect(examineFileName(name, { ...strict, names: ['赵小某'] }).masked).toBe(shown)
  })

  it.each([
    '商业秘密保护办法.docx',
    '秘密投票办法.docx',
    'IMG_20261123_084512.jpg',
    'mmexport1790000000000.jpg',
    '保密审查表(1).docx',
    '2026-11-23 值班表 0538-6900000.xlsx',
  ])('%s is let through', (name) => {
    expect(examineFileName(name, strict)).toEqual({ masked: name, findings: [] })
  })

  it('a level between separators is a mark in a name only', () => {
    expect(examine('方案-秘密-讨论', strict).findings).toEqual([])
    expect(examineFileName('方案-秘密-讨论', strict).findings).toHaveLength(1)
  })
})

describe('identity cards, generated', () => {
  it('a valid one is found in any disguise', () => {
    fc.assert(
      fc.property(idCards, disguises, around, (id, disguise, [before, after]) => {
        const { masked, findings } = examine(before + disguise(id) + after, strict)
        expect(findings).toMatchObject([{ kind: 'id-card', count: 1 }])
        expect(masked).toBe(`${before}〔身份证号〕${after}`)
      }),
      { numRuns: 500 },
    )
  })

  it('with a wrong check character it is none', () => {
    fc.assert(
      fc.property(idCards, fc.integer({ min: 1, max: 10 }), (id, by) => {
        const at = CHECKS.indexOf(id[17]!)
        const wrong = id.slice(0, 17) + CHECKS[(at + by) % 11]
        expect(counted(`证件${wrong}`)['id-card']).toBeUndefined()
      }),
      { numRuns: 500 },
    )
  })

  it('any one digit changed makes it none', () => {
    fc.assert(
      fc.property(idCards, fc.nat(16), fc.integer({ min: 1, max: 9 }), (id, at, by) => {
        const digit = String((Number(id[at]) + by) % 10)
        expect(counted(`证件${id.slice(0, at)}${digit}${id.slice(at + 1)}`)['id-card']).toBeUndefined()
      }),
    )
  })

  it('of eighteen random digits hardly any is taken for one', () => {
    const hits = fc
      .sample(fc.stringMatching(/^\d{18}$/), { numRuns: 5000, seed: 7 })
      .filter((digits) => counted(digits)['id-card'])
    expect(hits).toHaveLength(0)
  })

  it('nobody is born tomorrow', () => {
    const id = withCheck('37019920260310001')
    expect(examine(id, { ...strict, today: day('2026-03-10') }).findings[0]?.kind).toBe('id-card')
    expect(examine(id, { ...strict, today: day('2026-03-09') }).findings).toEqual([])
  })
})

describe('mobile numbers, generated', () => {
  it('are found in any disguise, with or without the country code', () => {
    const codes = fc.constantFrom('', '+86', '+86 ', '0086', '0086-', '86-')
    const divided = fc.constantFrom(/^(.{11})$/, /^(...)(....)(....)$/, /^(...)(.{8})$/, /^(.{7})(....)$/)
    const gaps = fc.constantFrom(' ', '-', '－', '　')
    fc.assert(
      fc.property(
        mobiles,
        codes,
        divided,
        gaps,
        disguises,
        around,
        (m, code, form, gap, disguise, [a, b]) => {
          const written = form.exec(m)!.slice(1).join(gap)
          const shown = disguise === spelledApart || disguise === hyphened ? written : disguise(written)
          expect(examine(a + code + shown + b, strict).masked).toBe(`${a}〔手机号〕${b}`)
        },
      ),
      { numRuns: 500 },
    )
  })

  it('inside a longer run of digits there is none', () => {
    fc.assert(
      fc.property(mobiles, fc.stringMatching(/^[1-9]\d{0,2}$/), fc.boolean(), (m, more, front) => {
        fc.pre(!(front && more === '86'))
        const run = front ? more + m : m + more
        expect(counted(`单号${run}`).mobile).toBeUndefined()
      }),
    )
  })
})

describe('bank cards, generated', () => {
  it('are found with their check digit, and not with another', () => {
    const bodies = fc.oneof(
      fc.stringMatching(/^62\d{13}$/),
      fc.stringMatching(/^62\d{16}$/),
      fc.stringMatching(/^4\d{14}$/),
      fc.stringMatching(/^5[1-5]\d{13}$/),
    )
    fc.assert(
      fc.property(bodies, fc.integer({ min: 1, max: 9 }), (body, by) => {
        const check = luhnDigit(body)
        expect(counted(`卡号${body}${check}`)).toEqual({ 'bank-card': 1 })
        expect(counted(`卡号${body}${(check + by) % 10}`)['bank-card']).toBeUndefined()
      }),
      { numRuns: 300 },
    )
  })

  it('an unknown beginning is no card even with a check digit', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^(?:1\d|2[01]|7\d)\d{14,16}$/), (body) => {
        expect(counted(`单号${body}${luhnDigit(body)}`)['bank-card']).toBeUndefined()
      }),
    )
  })
})

describe('any text at all', () => {
  const pieces = fc.oneof(
    { weight: 2, arbitrary: fc.string({ unit: 'binary' }) },
    fc.constantFrom(
      '机密',
      '★',
      '密级：',
      '【',
      '】',
      '13900001111',
      '1 3 9',
      '370199',
      '\u200b',
      '-',
      ' ',
      '\n',
      '🌟',
      'X',
    ),
    fc.stringMatching(/^[0-9 -]{0,30}$/),
  )
  const texts = fc.array(pieces, { maxLength: 20 }).map((all) => all.join(''))

  it('masks exactly the spans it reports, in order and apart', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const { masked, findings } = examine(text, strict)
        const spans = findings
          .flatMap((f) => f.spans.map((s) => ({ ...s, kind: f.kind })))
          .sort((a, b) => a.start - b.start)
        let expected = ''
        let from = 0
        for (const { start, end, kind } of spans) {
          expect(start).toBeGreaterThanOrEqual(from)
          expect(end).toBeGreaterThan(start)
          expected += text.slice(from, start) + MASKS[kind]
          from = end
        }
        expect(masked).toBe(expected + text.slice(from))
        for (const f of findings) expect(f.count).toBe(f.spans.length)
      }),
      { numRuns: 1000 },
    )
  })

  it('what is masked stays masked', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const { masked } = examine(text, strict)
        expect(examine(masked, strict).masked).toBe(masked)
      }),
      { numRuns: 1000 },
    )
  })

  it('a long text costs its length: what grows with the square would take minutes here', () => {
    const hard = [
      '1 ',
      '13 8-',
      '密级',
      '机密 ',
      '9',
      '【机 ',
      '严禁机密文件',
      '4000 ',
      '★',
      '赵 ',
      ' ',
      '37019',
    ]
    for (const unit of hard) {
      const long = unit.repeat(Math.ceil(100_000 / unit.length))
      const started = performance.now()
      examine(long, { ...strict, names: ['赵小某'] })
      expect(performance.now() - started, JSON.stringify(unit)).toBeLessThan(5000)
    }
  }, 60_000)
})

const CHECKS = '10X98765432'

/** The check character by its definition: the weights are powers of two modulo eleven. */
function withCheck(seventeen: string): string {
  let sum = 0
  for (let i = 0; i < 17; i++) sum += Number(seventeen[i]) * (2 ** (17 - i) % 11)
  return seventeen + CHECKS[sum % 11]
}

function validId(): string {
  return withCheck('37019919900101001')
}

function luhnDigit(body: string): number {
  let sum = 0
  for (let i = 0; i < body.length; i++) {
    const doubled = Number(body.at(-1 - i)) * (i % 2 === 0 ? 2 : 1)
    sum += Math.floor(doubled / 10) + (doubled % 10)
  }
  return (10 - (sum % 10)) % 10
}

/** County 99 exists in none of these cities. */
const idCards = fc
  .tuple(
    fc.constantFrom('370199', '130299', '440399', '650199', '820000'),
    fc.date({ min: new Date('1930-01-01'), max: new Date('2020-12-31'), noInvalidDate: true }),
    fc.nat(999),
  )
  .map(([division, born, serial]) =>
    withCheck(
      division + born.toISOString().slice(0, 10).replaceAll('-', '') + String(serial).padStart(3, '0'),
    ),
  )

const mobiles = fc.stringMatching(/^1[3-9]\d{9}$/)

const plain = (text: string) => text
const fullWidth = (text: string) =>
  text.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)).replaceAll(' ', '　')
const spelledApart = (text: string) => [...text].join(' ')
const hyphened = (text: string) => `${text.slice(0, 6)}-${text.slice(6, 14)}－${text.slice(14)}`
const invisible = (text: string) => [...text].join('\u200b')
const lowerCase = (text: string) => text.toLowerCase()
const disguises = fc.constantFrom(plain, fullWidth, spelledApart, hyphened, invisible, lowerCase)

const around = fc.constantFrom(
  ['', ''],
  ['身份证', '，请核实'],
  ['（', '）'],
  ['请查：', '\n谢谢'],
  ['〔2026〕12号 ', ''],
)
