/** Words taken out of a line, and where words that stand for themselves begin and end. */

/** Stands where a word was taken out; it separates like a comma. */
export const TAKEN = '\u0002'
/** Where a word that stands for itself begins and ends. */
export const BEGIN = `(?<=^|[\\s,;:。、!?(【\\[${TAKEN}])`
export const END = `(?=$|[\\s,;:。、!?)】\\]${TAKEN}])`
