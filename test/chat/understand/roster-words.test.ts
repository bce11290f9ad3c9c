import { describe, expect, it } from 'vitest'
import { dayInRoster, postIn, readRosterChange } from '../../../src/chat/understand/roster-words.ts'
import { moment } from '../../../src/domain/time.ts'
import { book, calendar } from '../bureau.ts'

const scene = { now: moment('2026-03-09 09:00'), calendar, book }

describe('a change of the roster', () => {
  it('is read in any order of its parts', () => {
    const change = {
      person: '王芳',
      post: 'department_head',
      department: 'personnel',
      day: '2026-04-01',
      document: '示教办〔2026〕8号',
    }
    expect(readRosterChange('王芳 人事科 科室负责人 示教办〔2026〕8号 自4月1日起', scene)).toEqual(change)
    expect(readRosterChange('示教办〔2026〕8号 自2026年4月1日起 人事科科长 王芳', scene)).toEqual(change)
  })

  it('holds from today when no day is said, and needs no department', () => {
    expect(readRosterChange('李娜 办公室人员 示教办〔2026〕9号', scene)).toMatchObject({
      person: '李娜',
      day: '2026-03-09',
    })
  })

  it('says which part is missing', () => {
    expect(readRosterChange('王芳 人事科 示教办〔2026〕8号', scene)).toMatchObject({
      say: ['未能识别职务。', expect.stringContaining('科室负责人')],
    })
    expect(readRosterChange('人事科 科长 示教办〔2026〕8号', scene)).toEqual({ say: ['请写明姓名。'] })
    expect(readRosterChange('王芳 老王 人事科 科长 示教办〔2026〕8号', scene)).toEqual({
      say: ['未能识别“老王”。'],
    })
    expect(readRosterChange('王芳 人事科 科长', scene)).toEqual({
      say: ['请写明任免依据的文号，如 示教办〔2026〕8号。'],
    })
  })
})

describe('words about the roster', () => {
  it('name a day of the past as well as one to come', () => {
    expect(dayInRoster('人事科 2026-03-01', scene)).toBe('2026-03-01')
    expect(dayInRoster('人事科 1月5日', scene)).toBe('2026-01-05')
    expect(dayInRoster('人事科', scene)).toBeUndefined()
  })

  it('name the longer of two posts', () => {
    expect(postIn('人事科副科长')?.post).toBe('deputy_head')
    expect(postIn('人事科科长')?.post).toBe('department_head')
    expect(postIn('人事科')).toBeUndefined()
  })
})
