/** What a sentence is about, for each intent: the shortest useful phrase, or nothing. */
import type { AssignmentReading } from '../assignment/index.ts'
import type { Normalized } from '../normalize.ts'
import type { Intent } from './intents.ts'

export function subjectFor(
  intent: Intent,
  words: Normalized,
  reading: AssignmentReading,
  caseRef?: string,
): string | null {
  const text = words.text
  const first = (pattern: RegExp): string | null => {
    const m = pattern.exec(text)
    if (!m?.[1]) return null
    const start = m.index + m[0].indexOf(m[1])
    return words.cut(start, start + m[1].length).trim() || null
  }
  const cut = (stop: RegExp): string | null => {
    const subject = reading.subject
    if (!subject) return null
    const m = stop.exec(subject)
    const kept = (m ? subject.slice(0, m.index) : subject)
      .replace(/^(?:再|的)+(?=[\u4e00-\u9fff]{2})/, '')
      .replace(/^(?:你们?)?(?:这|那)(?:份|张|个|件|次)?/, '')
      .replace(/^(?:所?报的|的)/, '')
      .trim()
    return kept || null
  }
  switch (intent) {
    case 'assign':
    case 'remind':
      return reading.caseRef && reading.subject === undefined ? reading.caseRef : (reading.subject ?? null)
    case 'urge':
      return (
        caseRef ??
        cut(
          /(?:的?[这那](?:张|个|件|份))?(?:办理单|交办单|督办单|单子)?\s*(?:今天|明天|已经?|都|就|又|马上|也)*(?:要|就)?(?:到期|逾期|超期|怎么|为什么|到现在|还没|尚未|仍未|一直没|迟迟)/,
        )
      )
    case 'return_for_correction':
      return (
        caseRef ??
        cut(
          /(?:还是|仍然?|太|很|质量|数据|内容)*(?:不达标|有误|不实|不全|不完整|不准|不规范|不合格|不符合|退回|打回|有问题|不行)/,
        )
      )
    case 'request_close_out':
      return (
        first(/(?:^|[,;。:])([^,;。:·]*?第\s*[\d一二三四五六七八九十]+\s*条(?:问题)?)/) ??
        cut(/已?(?:经)?(?:全部)?(?:整改|完成|申请销号|销号)/)
      )
    case 'circular':
      return first(/(未(?:按时|按期|及时|按要求)?[^,;。]{1,12})/) ?? reading.subject ?? null
    case 'open_vote':
      return (
        first(/(?:就|对|将)([^,;。]{2,60}?)(?:进行|发起|组织|开展|付诸)?(?:表决|投票)/) ??
        first(/(?:表决|投票)(?:事项|议题)?[:：]?([^,;。]{3,60})/)
      )
    case 'propose_meeting':
    case 'convene_meeting':
      return (
        first(/(?:议题|内容|主题)(?:是|为|:)\s*([^,;。]+)/) ??
        first(/(?:研究|讨论|审议|商量)(?:一下)?([^,;。]{2,40})/) ??
        first(/(?:召开|举行|举办)(?:一次|一个|个)?([^,;。]{2,24}?会)(?:议)?(?=$|[,;。\s])/) ??
        first(/((?:短|小|碰头|协调|调度|推进|专题|工作|部署)会)(?:议)?(?:$|[,;。\s])/)
      )
    case 'convene_consultation':
      return (
        caseRef ??
        first(/(?:议题|内容|主题)(?:是|为|:)\s*([^,;。]+)/) ??
        first(/会商(?:一下|研究)?([^,;。\s]{2,40})/)
      )
    case 'suspend_clock':
    case 'resume_clock':
    case 'require_correction':
    case 'approve_extension':
      return caseRef ?? null
    case 'request_extension':
      return caseRef ?? null
    case 'reply':
      return (
        first(/(?:^|[,;。:])([^,;。:]{2,40}?)(?:经检索)?(?:未找到|未检索到|查无|不存在)/) ??
        first(
          /(?:^|[,;。:·])([^,;。:]{2,40}?)(?:已经?|均已|都已)(?:更新|公开|发布|完成|办结|补|报|提交|上传|挂网|整改)/,
        ) ??
        caseRef ??
        null
      )
    default:
      return null
  }
}
