import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCsv, writeCsv } from '../../src/services/csv.ts'

describe('a table', () => {
  it('reads what it wrote', () => {
    const cell = fc.string().filter((s) => !/^[=+\-@\t\r＝＋－＠]/.test(s))
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1 }), (rows) => {
        expect(readCsv(writeCsv(rows))).toEqual(rows)
      }),
    )
  })

  it.each(['=1+1', '+86', '-1', '@SUM(A1)', '\tx', '＝1'])('does not let %j be a formula', (words) => {
    expect(readCsv(writeCsv([[words, 'x']]))[0]![0]).toBe(`'${words}`)
  })

  it('begins with a byte order mark, and each line ends as spreadsheets expect', () => {
    expect(writeCsv([['a', 'b,c', 'd"e', 'f\ng', 1, null]])).toBe('\uFEFFa,"b,c","d""e","f\ng",1,\r\n')
  })

  it('takes any line ending and skips empty lines', () => {
    expect(readCsv('a,b\r\nc,d\n\ne,f\rg,')).toEqual([
      ['a', 'b'],
      ['c', 'd'],
      ['e', 'f'],
      ['g', ''],
    ])
  })
})
