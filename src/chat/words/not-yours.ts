/** What somebody is told who may not do a thing: who may, and by which rule. */
import type { ActionName } from '../../domain/authority.ts'
import { actionName, postName } from './names.ts'

/** Deeds that a department does itself, as it is told to do them. */
export const OWN_DEED: Partial<Readonly<Record<ActionName, string>>> = {
  signFor: '签收',
  answer: '反馈',
  requestExtension: '申请延期',
  requestReroute: '申请改派',
  requestInstruction: '请示',
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
    case 'requestInstruction':
    case 'coverFor':
      return [
        `“${actionName(action)}”由承办科室、单位的负责人、分管负责同志、联络员或经办人办理。`,
        '请由承办科室、单位办理。',
      ]
    case 'handOver':
      return [
        `“${actionName(action)}”由承办科室、单位的负责人、分管负责同志或联络员办理。`,
        '请由承办科室、单位办理。',
      ]
    case 'takeLeave':
      return [
        '请假代办由科室、单位负责人、分管负责同志、联络员或经办人本人登记，或由领导小组办公室代为登记。',
        '职务有误的，请与办公室联系。',
      ]
    case 'objectLeave':
      return ['对请假代办的同意和异议，由领导小组办公室提出。', '本人需要变更的，请先销假，再另行登记。']
    case 'grantExtension':
      return [`延期由${holderNames(holders)}批准，未作决定。`, '需要延期的，由承办科室、单位申请并写明理由。']
    case 'confirmUrgency':
      return [
        '特急由办公室主任、副主任确认，或由组长、主要领导确认，未予办理。',
        '请报主任确认；确认之前按加急办理。',
      ]
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
    case 'seeBrief':
      return ['办理日报供局领导查阅，未予显示。', '需要了解情况的，请与领导小组办公室联系。']
    case 'seeSheet':
      return ['本周办理情况供局领导和领导小组办公室查阅，未予显示。', '您的待办可发送 /mine 查看。']
    case 'releaseOverdue':
      return [
        '逾期情况在工作群公布，须由领导小组办公室主任决定，未予公布。',
        '需要催办的，可由办公室向承办科室、单位单独催办。',
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
