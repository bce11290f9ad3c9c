/**
 * A table as an xlsx file: bytes from cells, nothing else. Every cell of text is a text cell, so that no answer becomes a
 * formula. Made for A4 across: heading rows stay in sight and are printed on every page, the width fits the paper.
 */
import type { Cell, Feature, SheetData } from 'write-excel-file/universal'

export interface SheetColumn {
  readonly heading: string
  /** In characters of the body's size. */
  readonly width: number
  readonly align?: 'left' | 'center'
}

export interface Sheet {
  /** The tab's name. */
  readonly name: string
  readonly title: string
  /** Above the table: the filter, the moment, who made it. */
  readonly lines: readonly string[]
  readonly columns: readonly SheetColumn[]
  readonly rows: readonly (readonly (string | number)[])[]
  /** Below the table. */
  readonly foot: readonly string[]
}

/** A cell holds no more; what is longer is cut, and says so. */
const MOST_IN_CELL = 32_000
const CUT = '……（内容过长，全文见台账）'
const HEAD_FILL = '#f0f0f0'

export async function writeSheet(sheet: Sheet): Promise<Uint8Array> {
  const { default: write } = await import('write-excel-file/universal')
  const above = 1 + sheet.lines.length
  const made = write(
    [
      {
        data: dataOf(sheet),
        sheet: tabName(sheet.name),
        columns: sheet.columns.map(({ width }) => ({ width })),
        stickyRowsCount: above + 1,
        orientation: 'landscape',
      },
    ],
    { fontFamily: '宋体', fontSize: 11, features: [forPrinting(above + 1)] },
  )
  return new Uint8Array(await (await made.toBlob()).arrayBuffer())
}

function dataOf({ title, lines, columns, rows, foot }: Sheet): SheetData {
  const columnSpan = columns.length
  const whole = (text: string, style: object = {}): Cell[] => [
    { ...textCell(text), columnSpan, alignVertical: 'center', ...style },
  ]
  return [
    whole(title, { fontSize: 16, fontWeight: 'bold', align: 'center', height: 32 }),
    ...lines.map((line) => whole(line)),
    columns.map(({ heading }) => ({
      ...textCell(heading),
      fontWeight: 'bold',
      align: 'center',
      alignVertical: 'center',
      backgroundColor: HEAD_FILL,
      borderStyle: 'thin',
      wrap: true,
    })),
    ...rows.map((row) =>
      columns.map(({ align }, i) => {
        const value = row[i] ?? ''
        return {
          ...(typeof value === 'number' ? { value, type: Number } : textCell(value)),
          align: align ?? 'left',
          alignVertical: 'top',
          borderStyle: 'thin',
          wrap: true,
        } satisfies Cell
      }),
    ),
    ...foot.map((line) => whole(line)),
  ]
}

function textCell(text: string): { value: string; type: StringConstructor } {
  return { value: cellText(text), type: String }
}

/** What a cell can hold: no control characters, nothing that reads as an escape of the format itself. */
function cellText(text: string): string {
  const plain = text
    .replace(/[^\P{Cc}\t\n\r]|\p{Noncharacter_Code_Point}/gu, '')
    .replace(/\r\n?/g, '\n')
    .toWellFormed()
  const cut = plain.length > MOST_IN_CELL ? `${plain.slice(0, MOST_IN_CELL).toWellFormed()}${CUT}` : plain
  return cut.replace(/_(x[0-9a-f]{4}_)/gi, '_x005F_$1')
}

/** @see https://support.microsoft.com/office/rename-a-worksheet: at most 31 characters, none of `:\/?*[]` */
function tabName(name: string): string {
  return cellText(name)
    .replace(/[:\\/?*[\]'\n]/g, ' ')
    .slice(0, 31)
    .trim()
}

/** One page wide, page numbers at the foot, the heading row on every page. */
function forPrinting(headingRow: number): Feature<Blob> {
  return {
    files: {
      transform: {
        'xl/worksheets/sheet{id}.xml': {
          transform: (xml) =>
            xml
              .replace(/(<worksheet[^>]*>)/, '$1<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>')
              .replace(
                /<pageMargins[^>]*\/>/,
                '<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.7" header="0.3" footer="0.3"/>',
              )
              .replace(
                /<pageSetup[^>]*\/>/,
                '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>' +
                  '<headerFooter><oddFooter>&amp;C第 &amp;P 页，共 &amp;N 页</oddFooter></headerFooter>',
              ),
        },
        'xl/workbook.xml': {
          transform: (xml) => {
            const tab = /<sheet\b[^>]*\bname="([^"]*)"/.exec(xml)?.[1] ?? ''
            const titles = `<definedNames><definedName name="_xlnm.Print_Titles" localSheetId="0">'${tab}'!$${headingRow}:$${headingRow}</definedName></definedNames>`
            return xml.replace(/<definedNames\s*\/>|<definedNames>[\s\S]*?<\/definedNames>/, titles)
          },
        },
      },
    },
  }
}
