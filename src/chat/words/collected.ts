/** The one reply to 汇总: what is sent apart, and what is missing in it. */
import { printNo } from '../../domain/serial.ts'
import type { Line } from '../message.ts'
import type { Collected } from './collection.ts'
import { listNames, typedNo } from './short.ts'
import { saySize } from './size.ts'

interface Sent extends Collected {
  /** Files in the zip; 0: there is none. */
  readonly packed: number
  /** Files that could not be fetched, or not yet. */
  readonly missing: number
  /** What all files weigh, bytes, and what one file may. */
  readonly weight: number
  readonly most: number
  readonly tooLarge?: boolean
}

export function collected({ card, parts, packed, missing, weight, most, tooLarge }: Sent): readonly Line[] {
  const owing = parts.filter((p) => p.owes).map((p) => p.line.department.name)
  const answered = parts.filter((p) => p.answers.length > 0 && !p.sentBack).length
  const what = packed > 0 ? '汇总表和附件包将单独发送' : '汇总表将单独发送'
  const counts = `应反馈 ${parts.length}，已反馈 ${answered}`
  return [
    `${what}　${printNo(card.no)}`,
    owing.length > 0 ? `${counts}，待反馈 ${owing.length}：${listNames(owing, 6)}` : counts,
    ...files({ packed, missing }),
    ...(tooLarge ? tooMuch({ card, parts, weight, most }) : []),
  ]
}

function files({ packed, missing }: Pick<Sent, 'packed' | 'missing'>): readonly Line[] {
  if (packed === 0 && missing === 0) return []
  const lost = missing > 0 ? `${missing} 个未获取，目录中已列明` : ''
  if (packed === 0) return [`附件 ${missing} 个均未获取，没有附件包，表中已列明`]
  return [`附件 ${packed} 个，未经检测${lost ? `；另有 ${lost}` : ''}`]
}

/** The departments whose files would go into one each, by the words to type. */
function tooMuch({ card, parts, weight, most }: Pick<Sent, 'card' | 'parts' | 'weight' | 'most'>) {
  const withFiles = parts.filter((p) => p.files.some((f) => f.state === 'kept'))
  const all = `附件共 ${saySize(weight)}，超过单个文件 ${saySize(most)} 的上限，未打包`
  if (withFiles.length <= 1) return [all, '请从台账逐个下载：/board']
  return [all, `请分科室汇总，例：/汇总 ${typedNo(card.no)} ${withFiles[0]!.line.department.name}`]
}
