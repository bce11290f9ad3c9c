/**
 * How each is spoken to. Orders go down only: leaders are reported to and asked to look or decide, departments are
 * asked to answer, units to hand in, others outside are consulted. One table, so that no message invents its own tone.
 */
import type { DepartmentName } from '../../domain/notices.ts'

export type Addressee = 'leader' | 'section' | 'unit' | 'outside'

export interface Tone {
  /** What their answer is called: 反馈, 报送. */
  readonly answer: string
  /** Asks for it by a time: `请于 3月9日（周一）17:30 前反馈`. */
  ask(by: string, again?: boolean): string
  /** Asks for it once more, by what is said about the time: 尽快, 按期. */
  readonly press: (how: '尽快' | '按期') => string
  /** The last line of what is laid before them. */
  readonly close: string
  /** Words that are never said to them. */
  readonly never: RegExp
}

export const TONE: Readonly<Record<Addressee, Tone>> = {
  leader: {
    answer: '审定',
    ask: (by) => `报请于 ${by} 前审定`,
    press: () => '报请阅示',
    close: '以上情况，报请阅示',
    // 已催办 2 次 is a figure of the report; the leader is not urged.
    never: /(?<!已)催办|请处理|请抓紧|请尽快|逾期通报|请及时|务必|未能识别/,
  },
  section: {
    answer: '反馈',
    ask: (by, again) => `请于 ${by} 前${again ? '重新' : ''}反馈`,
    press: (how) => `请抓紧办理，${how}反馈`,
    close: '请按要求办理',
    never: /报请|请审定|请阅示|商请|函告/,
  },
  unit: {
    answer: '报送',
    ask: (by, again) => `请于 ${by} 前${again ? '重新' : ''}报送`,
    press: (how) => `请抓紧办理，${how}报送`,
    close: '请按要求报送',
    never: /报请|请审定|请阅示|商请|函告|前(?:重新)?反馈|[尽按][快期]反馈|本科室/,
  },
  outside: {
    answer: '函复',
    ask: (by) => `商请于 ${by} 前函复`,
    press: (how) => `商请${how}函复`,
    close: '特此函告',
    never: /催办|请抓紧|报请|前反馈|交办/,
  },
}

/** Whom a list of departments is spoken to as: units when all are units, otherwise as sections. */
export function toneFor(departments: readonly Pick<DepartmentName, 'kind'>[]): Tone {
  return departments.length > 0 && departments.every((d) => d.kind === 'unit') ? TONE.unit : TONE.section
}
