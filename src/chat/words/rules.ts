/** Provisions as people cite them in data (`Art.33`, `Letter 2016-235`), said as they are cited in a paper. */

const KNOWN: Readonly<Record<string, string>> = {
  'Letter 2015-207': '国办公开办函〔2015〕207号',
  'Letter 2016-235': '国办公开办函〔2016〕235号',
  'Fee measures 2020-109': '国办函〔2020〕109号',
  'Civil Procedure Law (last day on a holiday)': '《民事诉讼法》关于期间末日为节假日的规定',
}

const STATUTES: Readonly<Record<string, string>> = {
  '': '《政府信息公开条例》',
  'Review Law': '《行政复议法》',
  'Decree 713': '国务院令第713号',
}

/** Articles whose parts are items (项) rather than paragraphs (款). */
const WITH_ITEMS: ReadonlySet<number> = new Set([31, 36, 39])

/** A citation not known here is left as it was written. */
export function sayRule(rule: string): string {
  const known = KNOWN[rule]
  if (known !== undefined) return known
  const cited = /^(?:(.*) )?Art\.(\d{1,2})(?:\((\d{1,2})\))?$/.exec(rule)
  const statute = STATUTES[cited?.[1] ?? '']
  if (!cited || statute === undefined) return rule
  const article = Number(cited[2])
  const part = cited[3] === undefined ? undefined : chineseNumber(Number(cited[3]))
  const item = cited[1] === undefined && WITH_ITEMS.has(article)
  const tail = part === undefined ? '' : item ? `第（${part}）项` : `第${part}款`
  return `${statute}第${chineseNumber(article)}条${tail}`
}

/** 1–99 in Chinese numerals. */
export function chineseNumber(n: number): string {
  const digits = '零一二三四五六七八九'
  const tens = Math.floor(n / 10)
  const ones = n % 10 === 0 && n > 0 ? '' : digits[n % 10]!
  if (tens === 0) return ones
  return `${tens === 1 ? '' : digits[tens]}十${ones}`
}
