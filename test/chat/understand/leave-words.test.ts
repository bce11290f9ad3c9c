import { describe, expect, it } from 'vitest'
import { isAboutLeave, readLeave } from '../../../src/chat/understand/leave-words.ts'
import { holidayYears } from '../../../src/data/holidays/index.ts'
import { calendarOf } from '../../../src/domain/calendar.ts'
import type { Roster } from '../../../src/domain/roster.ts'
import { moment } from '../../../src/domain/time.ts'

const people = ['王强', '李明', '李明德', '刘畅'].map((name, i) => ({ code: `p${i}`, name, department: 'd' }))
const twins = [...people, { code: 'p9', name: '刘畅', department: 'e' }]
const rosterOf = (some: typeof people): Roster => ({
  departments: [],
  people: new Map(some.map((p) => [p.code, p])),
  appointments: [],
})
const scene = {
  now: moment('2026-03-02 10:00'),
  calendar: calendarOf(holidayYears),
  roster: rosterOf(people),
}
const read = (text: string, now = '2026-03-02 10:00') => {
  const { person, cover, from, until, verb, unclear } = readLeave(text, { ...scene, now: moment(now) })
  return [
    verb ?? '',
    person?.name ?? '',
    cover?.name ?? '',
    from ?? '',
    until ?? '',
    unclear?.text ?? '',
  ].join(' ')
}

describe('a leave in people’s words', () => {
  it.each([
    ['3月2日至6日 由李明代办', '  李明 2026-03-02 2026-03-06 '],
    ['3月2日-3月6日，由李明同志代办', '  李明 2026-03-02 2026-03-06 '],
    ['2026-03-02到2026-03-06 李明代办', '  李明 2026-03-02 2026-03-06 '],
    ['３月１０日　由李明代辦', '  李明 2026-03-10 2026-03-10 '],
    ['王强3月2日至6日请假，由李明代办', ' 王强 李明 2026-03-02 2026-03-06 '],
    ['我下周出差，由李明代办', '  李明 2026-03-09 2026-03-13 '],
    ['本周请假 由李明代办', '  李明 2026-03-02 2026-03-06 '],
    ['下周一至周三请假，AB角李明', '  李明 2026-03-09 2026-03-11 '],
    ['明天起三天，由李明德代办', '  李明德 2026-03-03 2026-03-05 '],
    ['3月5日起3个工作日 由李明代办', '  李明 2026-03-05 2026-03-09 '],
    ['12日至16日 由李明代办', '  李明 2026-03-12 2026-03-16 '],
    ['我下周出差', '   2026-03-09 2026-03-13 '],
    ['由李明代办', '  李明   '],
    ['2月30日 由李明代办', '     2月30日'],
    ['3月9日 由李明明代办', '   2026-03-09 2026-03-09 李明明'],
    ['销假', 'end     '],
    ['同意 王强', 'agree 王强    '],
    ['有异议 王强 期间有督查', 'object 王强    '],
  ])('%s', (text, expected) => {
    expect(read(text)).toBe(expected)
  })

  it('a day without its year is the next one with that name, as long as it is near', () => {
    expect(read('1月5日至7日 由李明代办', '2026-12-28 09:00')).toBe('  李明 2027-01-05 2027-01-07 ')
    expect(read('2日至3日 由李明代办', '2026-03-30 09:00')).toBe('  李明 2026-04-02 2026-04-03 ')
    expect(read('12月30日至1月2日 由李明代办', '2026-12-28 09:00')).toBe('  李明 2026-12-30 2027-01-02 ')
    expect(read('2月24日至26日 由李明代办')).toBe('  李明 2026-02-24 2026-02-26 ')
  })

  it('a week runs to its last working day, make-up days included', () => {
    expect(read('本周请假 由李明代办', '2026-02-09 09:00')).toBe('  李明 2026-02-09 2026-02-14 ')
  })

  it('a name that two people bear is asked about', () => {
    const made = readLeave('3月9日 由刘畅代办', { ...scene, roster: rosterOf(twins) })
    expect(made.unclear).toEqual({ what: 'name', text: '刘畅' })
  })

  it('the reason of an objection is kept as it was said', () => {
    expect(readLeave('异议 王强 下周有督查', scene).rest).toBe('下周有督查')
  })
})

describe('whether a sentence is about leave', () => {
  it.each(['我下周出差，由李明代办', '王强3月2日至6日请假，由李明代办', '我要请假', '我明天外出', '我销假'])(
    '%s',
    (text) => {
      expect(isAboutLeave(text, scene.roster)).toBe(true)
    },
  )

  it.each([
    '请人事科本周五前梳理请假制度',
    '我科已完成休假统计，见附件',
    '人事科的请假台账 3个工作日内报送',
    '请王强代办处联系',
    '我局代办服务事项清单 本周五前更新',
    '收到',
  ])('not %s', (text) => {
    expect(isAboutLeave(text, scene.roster)).toBe(false)
  })
})
