/**
 * Words that claim to say by when and that no rule of the deadline grammar reads: 腊月二十前报, 会前报. An order without a
 * date takes the kind's own term; where a date was said and not understood, that would be a guess, so it is asked back.
 */
import type { Unread } from '../deadline/index.ts'
import type { Normalized } from '../normalize.ts'
import type { Stretch } from './subject.ts'

const CLAIM =
  /(?:之前|以前|前|(?:天|日|周|月|年|季度|学期|假期|期限|时间|小时)(?:之|以)?内)\s*(?:务必|一定|必须|请|要|须|应)?(?:再|先|全部|及时|认真)?(?:报(?!告|名(?![单册])|表|刊|销|道|纸|社)|交(?!通|流|易|接|叉)|完成|提交|提供|上报|反馈|办结|发(?:我|给|来|布|到)|给我|拿出|更新|公开|公布|挂网|上传|落实|整理|汇总)/g
/** 目前完成, 提前报, 以前报送的: these say no day. */
const NO_CLAIM =
  /(?:目|当|日|此|先|提|空|面|眼|跟|线|台|门|生|身|事|超|史|多年|几年|若干年|\d年|[一二三四五六七八九十]年)$/
const STOP = /[\s,;。:、!?·\u0001》)]/

/** @param masked the normalised text, dates blanked out @param named departments, whose names are no part of a date */
export function unreadDate(
  words: Normalized,
  masked: string,
  named: readonly Stretch[],
): (Unread & { readonly at: Stretch }) | undefined {
  let titles = 0
  let looked = 0
  for (const m of masked.matchAll(CLAIM)) {
    for (; looked < m.index; looked++)
      titles += masked[looked] === '《' ? 1 : masked[looked] === '》' ? -1 : 0
    const word = /^(?:之前|以前|前|[^内]{1,2}(?:之|以)?内)/.exec(m[0])![0]
    const end = m.index + word.length
    let start = m.index
    const floor = Math.max(0, m.index - 10, ...named.filter((n) => n.end <= m.index).map((n) => n.end))
    while (start > floor && !STOP.test(masked[start - 1]!)) start--
    const said = masked.slice(start, m.index)
    // 系统内前报: nothing but a name stands before it, or words that say no day.
    if (titles > 0 || NO_CLAIM.test(masked.slice(Math.max(0, m.index - 4), m.index))) continue
    if (said === '' && /前$/.test(word)) continue
    if (/^(?:以前|之前)/.test(word) && /的/.test(masked.slice(end, end + 6))) continue
    return {
      kind: 'unsure',
      span: { start: words.at(start), end: words.at(end - 1) + 1 },
      text: words.cut(start, end),
      reason: 'not-understood',
      candidates: [],
      weight: 'stated',
      at: { start, end },
    }
  }
  return undefined
}
