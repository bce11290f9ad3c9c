/**
 * Departments by words that shorten their names: 条装办 for 条件装备办, 职教科 for 职成高教科.
 *
 * A shortened name keeps the order of the characters and ends as the name ends (科, 室, 办, 中心, 院, 台 …). It names every
 * department that it shortens; more than one is asked about, never decided.
 */

const ENDINGS = ['中心', '科', '室', '办', '院', '台', '处', '组', '站', '局'] as const
/** Words of every day with the same endings; where one stands, no department is named. */
const EVERYDAY =
  /^(?:学科|本科|专科|文科|理科|工科|全科|百科|各科|教室|主办|承办|协办|督办|交办|举办|创办|开办|民办|公办|代办|经办|查办|催办|补办|申办|快办|照办|包办|待办|领办|不办|学院|医院|法院|两院|平台|后台|前台|出台|上台|讲台|一台|小组|各处|到处|好处|车站|网站|本局|我局|我科|我室|我办|我院|我台|本室|本院|本台|贵科|该科|这科|每科|.*科室)$/
const HAN = /^[\u4e00-\u9fff]+$/

export interface Form {
  readonly code: string
  readonly form: string
}

/** The forms of a department's name that can be shortened: the name, and each alias with the name's ending. */
export function fullForms(name: string, aliases: readonly string[]): readonly string[] {
  const end = endingOf(name)
  const all = [name, ...aliases.map((a) => (end !== undefined && endingOf(a) === undefined ? a + end : a))]
  return [...new Set(all)].filter((form) => endingOf(form) !== undefined)
}

/** The longest word at a place that shortens a department's name, with every department it may mean. */
export function abbreviatedAt(
  text: string,
  index: number,
  forms: readonly Form[],
  isName: (word: string) => boolean,
): { readonly text: string; readonly codes: readonly string[] } | undefined {
  for (let length = Math.min(8, text.length - index); length >= 2; length--) {
    const word = text.slice(index, index + length)
    if (!HAN.test(word) || endingOf(word) === undefined || isName(word) || EVERYDAY.test(word)) continue
    const codes = shortens(word, forms)
    if (codes.length > 0) return { text: word, codes }
  }
  return undefined
}

/** The departments a word shortens, each once. A single character before the ending has to be the name's first. */
export function shortens(word: string, forms: readonly Form[]): readonly string[] {
  const end = endingOf(word)
  if (end === undefined) return []
  const core = word.slice(0, -end.length)
  if (core === '') return []
  const fitting = forms.filter(({ form }) => {
    if (endingOf(form) !== end) return false
    const whole = form.slice(0, -end.length)
    return inOrder(core, whole)
  })
  const codes = [...new Set(fitting.map((f) => f.code))]
  // 人科: so little was said that only a name which begins with it is meant.
  if (core.length === 1 && codes.length === 1)
    return fitting.some((f) => f.form.startsWith(core)) ? codes : []
  return codes
}

function endingOf(word: string): string | undefined {
  return ENDINGS.find((e) => word.endsWith(e) && word.length > e.length)
}

/** Whether all characters of the one stand in the other, in the same order. */
function inOrder(short: string, long: string): boolean {
  let at = 0
  for (const c of short) {
    at = long.indexOf(c, at) + 1
    if (at === 0) return false
  }
  return true
}
