/** Order numbers: one series a year over all kinds, without holes, never reused: `〔2026〕12号`. */

export interface OrderNo {
  readonly year: number
  readonly no: number
}

/** As it is printed: `〔2026〕12号`. */
export function printNo(n: OrderNo): string {
  return `〔${n.year}〕${n.no}号`
}

const MOST = 99_999

/**
 * A number as people type it. Text must already be half-width.
 * @param year the year meant when none is said
 * @example parseNo('#12', 2026) // { year: 2026, no: 12 }
 * @example parseNo('#2026-12', 2027) // { year: 2026, no: 12 }
 * @example parseNo('〔2026〕12号', 2027) // { year: 2026, no: 12 }
 */
export function parseNo(text: string, year: number): OrderNo | undefined {
  const m =
    /^#\s?(?:(\d{4})-)?(\d{1,5})号?$/.exec(text) ??
    /^[〔[(【](\d{4})[〕\])】]第?(\d{1,5})号$/.exec(text) ??
    /^(?:(\d{4})-)?(\d{1,5})号$/.exec(text)
  if (!m) return undefined
  const no = Number(m[2])
  if (no < 1 || no > MOST) return undefined
  return { year: m[1] ? Number(m[1]) : year, no }
}

/** The bare form, `12号`, is an order where the words around it are not those of a date, a document or a place. */
const BARE =
  /(?<![\d./-]|[年月于至] ?|[〕\])】]第?)(?:\d{4}-)?\d{1,5}号(?=$|[\s,，。：:;；!！?？、)）]|单|已(?:办|反馈|完成|签|报)|请(?!假)|反馈(?:如下|材料|已|[:：])|签收|退回|催|延期|改派|审核|办理|办结)/g
const HASH = /#\s?(?:\d{4}-)?\d{1,5}(?!\d)号?/g
/** `〔2026〕12号` of another organ has its signs before it (国办发明电〔2025〕7号): only these words may stand there. */
const BRACKETED =
  /(?<=^|[\s\p{P}\p{S}]|[催督]办|[单件对把将与和同见按转就请于在是为及到给催据附看查至的了馈期回签收结改派销成])[〔[(【]\d{4}[〕\])】]第?\d{1,5}号/gmu

/**
 * The first order number anywhere in a half-width text, with where it stands. Days of the month (`3月5号`, `5号前`) and
 * numbers of documents (`国办发明电〔2025〕7号`) are none.
 */
export function findNo(text: string, year: number): { no: OrderNo; start: number; end: number } | undefined {
  const found = [HASH, BRACKETED, BARE]
    .flatMap((form) => [...text.matchAll(form)])
    .sort((a, b) => a.index - b.index)
  for (const m of found) {
    const no = parseNo(m[0], year)
    if (no) return { no, start: m.index, end: m.index + m[0].length }
  }
  return undefined
}
