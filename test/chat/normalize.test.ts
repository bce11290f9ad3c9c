import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normalize } from '../../src/chat/normalize.ts'

describe('normalised text', () => {
  it.each([
    ['／交辦　人事科　５個工作日內', '/交办 人事科 5个工作日内'],
    ['人事科牽頭、計財科配合', '人事科牵头、计财科配合'],
    ['＃１２，週五：１７：００（國慶節後）', '#12,周五:17:00(国庆节后)'],
    ['人\u200b事\u202e科\ufe0f', '人事科'],
  ])('%s reads %s', (typed, read) => expect(normalize(typed).text).toBe(read))

  it('leads back to the words typed', () => {
    const words = normalize('\u200b請\u200b計財科　更新')
    expect(words.text).toBe('请计财科 更新')
    expect(words.cut(1, 4)).toBe('計財科')
    expect(words.at(words.text.length)).toBe(words.original.length)
  })

  it('never loses its way', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (typed) => {
        const words = normalize(typed)
        for (let i = 1; i <= words.text.length; i++) expect(words.at(i)).toBeGreaterThan(words.at(i - 1))
        expect(normalize(words.text).text).toBe(words.text)
      }),
    )
  })
})
