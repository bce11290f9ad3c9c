/** What the maker of tables writes is read back by another library, and its print set-up in the XML itself. */
import { read, type WorkSheet } from '@e965/xlsx'
import fc from 'fast-check'
import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { type Sheet, writeSheet } from '../../../src/services/documents/xlsx.ts'

const SHEET: Sheet = {
  name: '反馈汇总',
  title: '交办单〔2026〕12号反馈汇总表',
  lines: ['事项：更新权责清单', '截至：2026年3月4日（周三）15:20'],
  columns: [
    { heading: '序号', width: 6, align: 'center' },
    { heading: '反馈内容', width: 48 },
  ],
  rows: [[1, '已办结']],
  foot: ['附件未经检测。'],
}

async function opened(sheet: Sheet): Promise<WorkSheet> {
  const book = read(await writeSheet(sheet), { cellFormula: true, cellStyles: true })
  return book.Sheets[book.SheetNames[0]!]!
}

const xml = async (path: string, sheet = SHEET) => strFromU8(unzipSync(await writeSheet(sheet))[path]!)

describe('a sheet', () => {
  it('holds title, lines, headings, rows and foot, one below the other', async () => {
    const sheet = await opened(SHEET)
    expect(['A1', 'A2', 'A3', 'A4', 'B4', 'A5', 'B5', 'A6'].map((at) => sheet[at]?.v)).toEqual([
      SHEET.title,
      ...SHEET.lines,
      '序号',
      '反馈内容',
      1,
      '已办结',
      '附件未经检测。',
    ])
    expect(sheet.A5.t).toBe('n')
    expect(sheet['!merges']?.map(({ s, e }) => [s.r, s.c, e.c])).toEqual([
      [0, 0, 1],
      [1, 0, 1],
      [2, 0, 1],
      [5, 0, 1],
    ])
  })

  it.each([
    '=1+1',
    '+86',
    '-5',
    '@SUM(A1)',
    '=HYPERLINK("http://x","y")',
    '\t=1',
    '＝1',
    '=cmd|" /C calc"!A0',
  ])('never makes a formula of %s', async (text) => {
    const sheet = await opened({ ...SHEET, title: text, lines: [text], rows: [[1, text]], foot: [text] })
    const cells = Object.entries(sheet).filter(([at]) => !at.startsWith('!'))
    expect(cells.filter(([, cell]) => cell.v === text || cell.v === text.trimStart())).toHaveLength(4)
    for (const [, cell] of cells) expect(cell.f).toBeUndefined()
    expect(await xml('xl/worksheets/sheet1.xml', { ...SHEET, rows: [[1, text]] })).not.toContain('<f')
  })

  it('gives any words back as they were, less control characters', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 60 }), async (text) => {
        const said = `字${text}字`
        const sheet = await opened({ ...SHEET, rows: [[1, said]] })
        const kept = said
          .replace(/[^\P{Cc}\t\n\r]|\p{Noncharacter_Code_Point}/gu, '')
          .replace(/\r\n?/g, '\n')
          .toWellFormed()
        expect(sheet.B5.v).toBe(kept)
      }),
      { numRuns: 60 },
    )
    expect((await opened({ ...SHEET, rows: [[1, '编码 _x0041_ 号']] })).B5.v).toBe('编码 _x0041_ 号')
  })

  it('cuts what no cell holds, and says so', async () => {
    const cell = (await opened({ ...SHEET, rows: [[1, '长'.repeat(40_000)]] })).B5.v as string
    expect(cell.length).toBeLessThan(32_767)
    expect(cell).toMatch(/……（内容过长，全文见台账）$/)
  })

  it('is set for A4 across: one page wide, headings in sight and on every page', async () => {
    const sheet = await xml('xl/worksheets/sheet1.xml')
    expect(sheet).toContain('<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>')
    expect(sheet).toMatch(
      /<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"\/>/,
    )
    expect(sheet).toMatch(/<pane ySplit="4"[^>]*state="frozen"/)
    expect(await xml('xl/workbook.xml')).toContain(
      '<definedName name="_xlnm.Print_Titles" localSheetId="0">\'反馈汇总\'!$4:$4</definedName>',
    )
    expect(await xml('xl/styles.xml')).toContain('wrapText="1"')
  })

  it('takes a name no tab may have', async () => {
    const book = read(await writeSheet({ ...SHEET, name: `台账[1]:*?/\\'x${'长'.repeat(40)}` }))
    expect(book.SheetNames[0]).toMatch(/^台账 1\s+x长+$/)
  })
})
