/** Which sentences act on an order that is there, who may, and what to type instead. */
import type { Understood } from '../../src/chat/understand/index.ts'
import type { Intent } from '../../src/chat/understand/intents.ts'
import type { ActionName } from '../../src/domain/authority.ts'

/** The intents that act on an order that is there, with what has to be allowed for each. */
export const ACTS = {
  urge: 'urge',
  return_for_correction: 'return',
  approve_extension: 'grantExtension',
  request_extension: 'requestExtension',
} as const satisfies Partial<Record<Intent, ActionName>>
export type Acting = keyof typeof ACTS

export function isActing(intent: Intent): intent is Acting {
  return Object.hasOwn(ACTS, intent)
}

/** What has to be typed instead, where nothing fits or several do. */
export const HOW: Readonly<Record<Acting, string>> = {
  urge: '/催办 #12 人事科',
  return_for_correction: '/退回 #12 人事科 缺少附件二，2个工作日内补报',
  approve_extension: '/延期 #12 人事科 同意',
  request_extension: '/申请延期 #12 3个工作日 数据还在核对',
}

/** How much of a sentence a button carries. */
export const MOST_KEPT = 300

/** What is said where no order fits. */
export function noneLines(intent: Acting, read?: Understood): readonly string[] {
  if (intent === 'approve_extension' && read?.caseRef)
    return [
      '依申请公开答复期限的延长尚不能由督办登记，请在该件卷宗记明，并书面告知申请人。',
      '科室、单位办理期限的延期，由承办科室、单位说明理由后提出。',
    ]
  const numbered = `写明编号即可，例：${HOW[intent]}`
  if (intent === 'approve_extension')
    return ['目前没有与之对应的待批延期申请；延期须由承办科室、单位说明理由后提出。', numbered]
  if (intent === 'request_extension') return ['您名下没有可申请延期的在办事项。', '您的待办可发送 /mine 查看']
  return [numbered, '在办事项可发送 /list 查看']
}
