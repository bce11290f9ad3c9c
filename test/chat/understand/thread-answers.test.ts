/**
 * Answers as section heads, liaisons and unit staff write them, each with what it should do: three hundred, of
 * which a third was written first and never looked at while the rules were made, and many more that only sound finished.
 *
 * A wrong change of state (an answer registered that was none, a part signed for, files set to be filed, an extension or
 * another department asked for) costs the bureau a wrong date: at most 0.5 %. Asking back costs a tap; asking always would
 * be no reading at all, so that is bounded too.
 */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readThread, readThreadWords, type ThreadScene } from '../../../src/chat/understand/said-in-thread.ts'
import { threadAct } from '../../../src/chat/understand/thread-act.ts'
import type { AssignmentState } from '../../../src/domain/order.ts'
import { moment } from '../../../src/domain/time.ts'
import { book, calendar } from '../bureau.ts'

interface Labelled {
  readonly text: string
  readonly by: string
  readonly files: number
  readonly state: AssignmentState
  /** `sign`, `answer`, `gather`, `extension`, `reroute`, `instruction`, `withdraw`, `ask`, several with +; `heard`: nothing. */
  readonly does: string
  readonly workdays?: number
  readonly until?: string
  readonly proper?: string
  readonly promise?: boolean
}

/** Written without sight of the rules, set after set; the rules were mended once after each was first read. */
interface Blind extends Labelled {
  /** What would be right too. */
  readonly also?: readonly string[]
  /** What the order is about; {@link SUBJECT} where the words do not hang on it. */
  readonly subject?: string
  /** The speaker's departments. */
  readonly own?: readonly string[]
  readonly set: keyof typeof WRITTEN
}

/** When each set was said. */
const WRITTEN = {
  blind1: '2026-03-04 10:00',
  blind2: '2026-09-16 10:00',
  blind3: '2026-12-09 10:00',
  blind4: '2026-06-10 10:00',
  blind5: '2026-07-02 10:00',
  blind6: '2026-10-12 10:00',
} as const
const SUBJECT = '更新政务公开事项目录'

const { tuned, doubtful, heldOut, blind, outside } = JSON.parse(
  readFileSync(new URL('../../fixtures/thread-answers.json', import.meta.url), 'utf8'),
) as {
  readonly tuned: readonly Labelled[]
  readonly doubtful: readonly Labelled[]
  readonly heldOut: readonly Labelled[]
  readonly blind: readonly Blind[]
  /** Said in the group by somebody who owes an answer there. */
  readonly outside: readonly { readonly text: string; readonly offered: boolean }[]
}

const SCENE = {
  now: moment('2026-03-04 10:00'),
  calendar,
  book,
  own: ['pe_health_arts_research'],
  office: ['李娜', '孟瑶', '张明', '张主任', '罗静', '罗主任'],
}

/** These change nothing that a date hangs on. */
const HARMLESS: ReadonlySet<string> = new Set(['ask', 'instruction', 'heard'])

function does(
  { text, state, files }: Pick<Labelled, 'text' | 'state' | 'files'>,
  scene: ThreadScene = SCENE,
): readonly string[] {
  const act = threadAct(readThread(text, scene), { state, files })
  const done = [
    ...(act.sign ? ['sign'] : []),
    ...(act.answer ? ['answer'] : []),
    ...(act.gather ? ['gather'] : []),
    ...(act.asked ? [act.asked.kind] : []),
    ...(act.withdraw ? ['withdraw'] : []),
    ...(act.ask ? ['ask'] : []),
  ]
  return done.length > 0 ? done : ['heard']
}

const wrongly = (row: Labelled) =>
  does(row).filter((d) => !HARMLESS.has(d) && !row.does.split('+').includes(d))

describe.each([
  ['tuned', tuned],
  ['held out', heldOut],
] as const)('answers as people give them, %s', (_, rows) => {
  it('change no state that they should not', () => {
    const wrong = rows.filter((row) => wrongly(row).length > 0)
    const said = wrong.map((row) => `${row.text}: ${row.does}, did ${does(row).join('+')}`)
    expect(said.length / rows.length, said.join('\n')).toBeLessThanOrEqual(0.005)
  })

  it('are seldom asked back when they are finished', () => {
    const finished = rows.filter((row) => row.does.split('+').includes('answer'))
    const asked = finished.filter((row) => !does(row).includes('answer')).map((row) => row.text)
    expect(finished.length).toBeGreaterThanOrEqual(30)
    expect(asked.length / finished.length, asked.join('\n')).toBeLessThanOrEqual(0.1)
  })

  it('are taken for what they are', () => {
    const missed = rows.filter((row) => does(row).join('+') !== row.does)
    const said = missed.map((row) => `${row.text}: ${row.does}, did ${does(row).join('+')}`)
    expect(said.length / rows.length, said.join('\n')).toBeLessThanOrEqual(0.05)
  })

  it('say how long, until when, whose it is, and what is promised', () => {
    const wrong = rows.flatMap(({ text, workdays, until, proper, promise }) => {
      const { asked, received } = readThread(text, SCENE)
      const days: { readonly workdays?: number; readonly until?: string } =
        asked?.kind === 'extension' ? asked : {}
      const other = asked?.kind === 'reroute' ? asked.proper : undefined
      return [
        ...(workdays !== undefined && days.workdays !== workdays ? [`${text}: ${days.workdays}`] : []),
        ...(until !== undefined && days.until !== until ? [`${text}: ${days.until}`] : []),
        ...(proper !== undefined && other !== proper ? [`${text}: ${other}`] : []),
        ...(promise && received?.promised === undefined ? [`${text}: no promise`] : []),
      ]
    })
    expect(wrong.length, wrong.join('\n')).toBeLessThanOrEqual(2)
  })
})

describe('what only sounds finished', () => {
  it('is never taken for an answer', () => {
    expect(doubtful.length).toBeGreaterThanOrEqual(130)
    const wrong = doubtful.filter((row) => wrongly(row).length > 0)
    expect(wrong.map((row) => `${row.text}: ${row.does}, did ${does(row).join('+')}`)).toEqual([])
  })
})

describe('the three hundred', () => {
  it('are three hundred, each once in its state', () => {
    const all = [...tuned, ...heldOut]
    expect(all.length).toBeGreaterThanOrEqual(300)
    expect(new Set(tuned.map((r) => `${r.text} ${r.state} ${r.files}`)).size).toBe(tuned.length)
  })

  it('do the same in full width, with a full stop, and with the office called first', () => {
    const full = (text: string) =>
      text.replaceAll(',', '，').replace(/\d/g, (d) => String.fromCharCode(d.charCodeAt(0) + 0xfee0))
    for (const row of [...tuned, ...heldOut, ...doubtful].filter((r) => r.text !== '')) {
      for (const text of [`  ${row.text} `, full(row.text), `${row.text}。`, `@李娜 ${row.text}`]) {
        expect(wrongly({ ...row, text }), text).toEqual([])
      }
    }
  })

  it('change nothing more when a voice leaves the points out', () => {
    const wrong = [...tuned, ...heldOut, ...doubtful].filter((row) => {
      const text = row.text.replace(/[，。、；！,]/g, ' ')
      return wrongly({ ...row, text }).length > 0
    })
    expect(wrong.map((r) => r.text)).toEqual([])
  })
})

const sceneOf = ({ own, subject, set }: Blind): ThreadScene => ({
  ...SCENE,
  now: moment(WRITTEN[set]),
  ...(own ? { own } : {}),
  subject: subject ?? SUBJECT,
})
const right = (row: Blind) => [row.does, ...(row.also ?? [])].flatMap((d) => d.split('+'))
const blindlyWrong = (row: Blind, text = row.text) =>
  does({ ...row, text }, sceneOf(row)).filter((d) => !HARMLESS.has(d) && !right(row).includes(d))

describe('answers written without sight of the rules', () => {
  it('are many, each once', () => {
    expect(blind.length).toBeGreaterThanOrEqual(750)
    expect(new Set(blind.map((r) => [r.text, r.state, r.files, r.subject].join(' '))).size).toBe(blind.length)
  })

  it('change no state that they should not', () => {
    const wrong = blind.filter((row) => blindlyWrong(row).length > 0)
    const said = wrong.map((row) => `${row.text}: ${row.does}, did ${does(row, sceneOf(row)).join('+')}`)
    expect(said.length / blind.length, said.join('\n')).toBeLessThanOrEqual(0.005)
  })

  it('are seldom asked back when they are plainly finished', () => {
    const finished = blind.filter((r) => r.does.split('+').includes('answer') && !right(r).includes('ask'))
    // Files beside words that say no more are filed after a pause: that is an answer too.
    const asked = finished.filter((r) => {
      const done = does(r, sceneOf(r))
      return !done.includes('answer') && !(done.includes('gather') && right(r).includes('gather'))
    })
    expect(finished.length).toBeGreaterThanOrEqual(200)
    expect(asked.length / finished.length, asked.map((r) => r.text).join('\n')).toBeLessThanOrEqual(0.12)
  })

  it('change no more by a voice without points, a full stop, or the office called first', () => {
    const turned: readonly ((text: string) => string)[] = [
      (text) => text.replace(/[，。、；！,]/g, ' '),
      (text) => `${text}。`,
      (text) => `@李娜 ${text}`,
    ]
    for (const turn of turned) {
      const wrong = blind.filter((row) => row.text !== '' && blindlyWrong(row, turn(row.text)).length > 0)
      const share = wrong.length / blind.length
      expect(share, wrong.map((row) => turn(row.text)).join('\n')).toBeLessThanOrEqual(0.005)
    }
  })

  it('offer a button outside the thread only where the words finish', () => {
    const wrong = outside.filter(
      ({ text, offered }) =>
        (readThreadWords(text, { ...SCENE, own: ['basic_education'] }) === 'answer') !== offered,
    )
    expect(wrong).toEqual([])
  })
})

/** Pieces that the rules look for, over and over: the worst for a pattern that goes back. */
const PIECES = [
  ...[
    '已',
    '未',
    '没有',
    '我科无',
    '请',
    '等',
    '再',
    '在',
    '的',
    '报了',
    '延期',
    '申请',
    '附件是',
    '按',
    '第',
    '虽',
    '但',
  ],
  ...[
    '已报，',
    '昨天，',
    '昨天已报，',
    '未完成的',
    '计财科已报，',
    '学校',
    '公开',
    '1',
    ':',
    ' ',
    '“',
    '[',
    '@',
    '上一',
  ],
]

describe('ten thousand characters', () => {
  it('are read in a time that grows no faster than they do', () => {
    const scene = { ...SCENE, subject: '更新权责清单并报送未完成事项情况' }
    const took = (text: string) => {
      const runs = [1, 2].map(() => {
        const start = performance.now()
        readThread(text, scene)
        return performance.now() - start
      })
      return Math.min(...runs)
    }
    const plain = '各科室、单位要认真学习领会文件精神，结合实际抓好贯彻。'
    took(plain.repeat(400))
    // Fifty milliseconds on a quiet machine; on a busy one, as many times longer as ordinary words take there.
    const linear = took(plain.repeat(400).slice(0, 10_000))
    const slow = PIECES.map((piece) => ({ piece, ms: took(piece.repeat(10_000).slice(0, 10_000)) }))
      .filter(({ ms }) => ms > Math.max(50, linear * 12))
      .map(({ piece, ms }) => `${piece} ${ms.toFixed(0)} ms, ordinary words ${linear.toFixed(0)} ms`)
    expect(slow).toEqual([])
  })
})
