/** Comma-separated tables (RFC 4180), read and written; what is written opens in a spreadsheet without running anything. */

/** Rows of cells. Takes any line ending, quoted cells with commas, quotes and line breaks in them, and a byte order mark. */
export function readCsv(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let quoted = false
  const endRow = () => {
    row.push(cell)
    cell = ''
    if (row.length > 1 || row[0] !== '') rows.push(row)
    row = []
  }
  const words = text.replace(/^\uFEFF/, '')
  for (let i = 0; i < words.length; i++) {
    const c = words[i]!
    if (quoted) {
      if (c !== '"') cell += c
      else if (words[i + 1] === '"') {
        cell += '"'
        i++
      } else quoted = false
    } else if (c === '"' && cell === '') quoted = true
    else if (c === ',') {
      row.push(cell)
      cell = ''
    } else if (c === '\n' || c === '\r') {
      if (c === '\r' && words[i + 1] === '\n') i++
      endRow()
    } else cell += c
  }
  if (cell !== '' || row.length > 0) endRow()
  return rows
}

/** A spreadsheet takes a cell that begins so for a formula; full-width signs too in some. */
const FORMULA = /^[=+\-@\t\r＝＋－＠]/

export function writeCsv(rows: readonly (readonly (string | number | null | undefined)[])[]): string {
  const lines = rows.map((row) => row.map(cellOf).join(','))
  return `\uFEFF${lines.map((line) => `${line}\r\n`).join('')}`
}

function cellOf(value: string | number | null | undefined): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'number') return String(value)
  const safe = FORMULA.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
