/** Who may not, who is not known, and what the roster does not allow. */
import type { RefusalCode } from '../../domain/refusals.ts'
import { POSTS } from '../../domain/roster.ts'
import type { RefusalWords } from '../refusals.ts'
import { sayDay } from '../words/dates.ts'
import { actionName, POST_NAMES, postName } from '../words/names.ts'
import { STRANGER, withoutPostLines } from '../words/not-understood.ts'
import { notYours, OWN_DEED } from '../words/not-yours.ts'
import { cut, examples } from '../words/short.ts'
import { departmentNames } from './parts.ts'

export const PEOPLE_REFUSALS: Pick<
  RefusalWords,
  Extract<RefusalCode, `person.${string}` | `authority.${string}` | `roster.${string}` | `bind.${string}`>
> = {
  'person.unknown': () => STRANGER,
  'person.without-post': ({ name }) => withoutPostLines(name),
  'authority.not-yours': ({ action, holders, told }) => notYours(action, holders, told),
  'authority.other-department': ({ action, departments }, { names }) =>
    action === 'seeDetail'
      ? notYours(action, [])
      : [
          `此项由承办科室、单位自行${OWN_DEED[action] ?? actionName(action)}，您不在其列。`,
          ...(departments.length > 0 ? [`承办：${departmentNames(departments, names)}。`] : []),
          '需要改由您办理的，请与领导小组办公室联系。',
        ],
  'authority.director-approves': ({ action, kind }) => [
    `${kind}的反馈由办公室主任、副主任审核，“${actionName(action)}”未予办理。`,
    '反馈已报主任；需要补正的，可由您退回。',
  ],
  'roster.unknown-person': ({ text }) => [
    `名单中没有“${cut(text, 20)}”。`,
    '请核对姓名；名单可发送 /roster 查看。',
  ],
  'roster.unknown-post': ({ text }) => [
    `没有“${cut(text, 20)}”这一职务。`,
    `可写：${POSTS.map((p) => POST_NAMES[p]).join('、')}。`,
  ],
  'roster.unknown-department': ({ text }) => [
    `名单中没有“${cut(text, 20)}”。`,
    '请写科室、单位的规范名称或常用简称；名单可发送 /roster 查看。',
  ],
  'roster.already-holds': ({ name, post, from }) => [
    `${name}自${from.slice(0, 4)}年${sayDay(from)}起已任${postName(post)}，名单未改动。`,
  ],
  'roster.holds-not': ({ name, post }) => [
    `${name}目前不任${postName(post)}，名单未改动。`,
    '现任情况可发送 /roster 查看。',
  ],
  'roster.document-missing': (_, { example }) => [
    '名单变动须注明依据文件，名单未改动。',
    ...examples(example ?? '示教办〔2026〕1号'),
  ],
  'roster.person-exists': ({ name }) => [
    `名单中已有${name}，未重复登记。`,
    '如系同名另一人，请在姓名后注明所在科室、单位。',
  ],
  'bind.code-wrong': () => ['绑定码不正确或已失效，账号未绑定。', '请向领导小组办公室重新领取绑定码。'],
  'bind.already-bound': ({ name }) => [
    `此账号已绑定为${name}，无需重复绑定。`,
    '绑定有误的，请领导小组办公室更正。',
  ],
  'bind.chat-taken': ({ title }) => [
    `此群已绑定为“${cut(title, 30)}”，未作改动。`,
    '需要改绑的，请领导小组办公室办理。',
  ],
}
