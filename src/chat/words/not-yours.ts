/** What somebody is told who may not do a thing: who may, and by which rule. */
import type { ActionName } from '../../domain/authority.ts'
import { actionName, postName } from './names.ts'

/** Deeds that a department does itself, as it is told to do them. */
export const OWN_DEED: Partial<Readonly<Record<ActionName, string>>> = {
  signFor: '签收',
  answer: '反馈',
  requestExtension: '申请延期',
  requestReroute: '申请改派',
  coverFor: '安排代办',
}

/**
 * @param holders the posts that may
 * @param told who has been told of the wish instead
 */
export function notYours(action: ActionName, holders: readonly string[], told?: string): readonly string[] {
  switch (action) {
    case 'signFor':
    case 'answer':
    case 'requestExtension':
    case 'requestReroute':
    case 'coverFor':
      return [
        `“${actionName(action)}”由承办科室、单位的负责人、分管负责同志、联络员或经办人办理。`,
        '请由承办科室、单位办理。',
      ]
    case 'grantExtension':
      return [`延期由${holderNames(holders)}批准。`, '请将延期理由报领导小组办公室主任。']
    case 'editRoster':
    case 'bindChat':
      return [
        `此项由领导小组办公室、系统管理员办理（${actionName(action)}）。`,
        '需要变更的，请与办公室联系。',
      ]
    case 'list':
      return ['台账供名单内在任人员查看。', '请与领导小组办公室联系登记职务。']
    case 'seeDetail':
      return [
        '其他科室、单位的办理详情，由领导小组办公室、局领导和承办科室、单位查阅。',
        '您的待办可发送 /mine 查看。',
      ]
    case 'undo':
      return ['此项只能由原操作人本人撤销。', '确需更改的，请与领导小组办公室联系。']
    default:
      if (told) return [`此项由领导小组办公室办理（工作规则第七条），已转${told}。`]
      return [
        `此项由领导小组办公室办理（工作规则第七条）。`,
        `您要求的是“${actionName(action)}”，未予办理；如有需要，请向办公室提出。`,
      ]
  }
}

function holderNames(holders: readonly string[]): string {
  return holders.map(postName).join('、')
}
