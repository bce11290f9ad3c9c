/**
 * What a sentence wants, by its words: the first row that fits wins. A sentence that fits none merely chats.
 *
 * Rows are tried on normalised text from which department names were taken out (`·` stands for one), so that
 * `人事科：同意` reads `·:同意`.
 */
export type Intent =
  | 'assign'
  | 'urge'
  | 'remind'
  | 'acknowledge'
  | 'reply'
  | 'request_extension'
  | 'approve_extension'
  | 'return_for_correction'
  | 'convene_consultation'
  | 'convene_meeting'
  | 'propose_meeting'
  | 'open_vote'
  | 'cast_vote'
  | 'require_correction'
  | 'suspend_clock'
  | 'resume_clock'
  | 'circular'
  | 'request_close_out'
  | 'query_status'
  | 'none'

/** A meeting of some kind is wanted: it has a start and people who attend, no due day. */
export const MEETINGS: ReadonlySet<Intent> = new Set([
  'convene_consultation',
  'convene_meeting',
  'propose_meeting',
])

/** A case's clock is stopped or goes on. */
export const CLOCKS: ReadonlySet<Intent> = new Set(['suspend_clock', 'resume_clock', 'require_correction'])

export interface Sentence {
  /** Normalised, departments as `·`. */
  readonly text: string
  /** Speaks for the office or leads the bureau; false for heads, liaisons and handlers. */
  readonly fromAbove: boolean
  readonly hasCase: boolean
  readonly hasDepartment: boolean
  /** A date that claims to be a deadline. */
  readonly hasDeadline: boolean
  /** A wish for a time that is no day: 过段时间, 改天. */
  readonly hasWish: boolean
  /** Any date or time at all. */
  readonly hasDate: boolean
}

interface Row {
  readonly intent: Intent
  readonly words: RegExp
  readonly not?: RegExp
  readonly when?: (s: Sentence) => boolean
}

const ROWS: readonly Row[] = [
  { intent: 'assign', words: /^\s*\/\s*(?:assign|交办|派单)/i },
  {
    intent: 'assign',
    words: /^\s*(?:请|现|拟)?(?:下发|制发|印发|发|出)?(?:交办单|办理单|督办单|整改单)\s*(?::|·|$)/m,
    not: /[?？]\s*$|(?:了吗|了没)\s*$/,
    when: (s) => s.fromAbove && s.hasDepartment,
  },
  {
    intent: 'cast_vote',
    words:
      /^[\s@·:,、]*(?:我|我们|我科|我室|我中心|本科室|本单位)?[\s·,:]*(?:的?意见(?:是|为|:))?(?:投|表示)?(?:同意|赞成|不同意|反对|弃权|不赞成)(?:票)?[\s。!.,]*$/,
  },
  {
    intent: 'query_status',
    words:
      /哪些|哪几|哪个|多少[件个]|几[件项张份]|办得(?:怎么样|如何)|最近怎么样|(?<![核检排自清抽普])查一?下|查询|到哪一?步|进展(?:如何|怎么样|怎样|到)|怎么样了|什么情况|情况如何|办到哪|有没有.{0,8}[?吗]|(?:了吗|了没|没有)\s*\??$|^[\s@·,]*(?:请|帮我?|给我)?(?:再)?(?:看|列|数)(?:一?下|看|出|一看)[^,。]{0,16}(?:逾期|超期|未反馈|没反馈|未办结|没办结|在办|到期)|有没有[^,。]{0,8}(?:逾期|超期|没|未|到期)[^,。]{0,6}$/,
    not: /(?:会商|表决|延期|销号)/,
  },
  {
    intent: 'suspend_clock',
    words: /(?:中止|暂停)(?:期限|答复期限|办理)?(?:计算|计时)?/,
    not: /恢复/,
    when: (s) => s.hasCase || /中止.{0,4}计算/.test(s.text),
  },
  { intent: 'resume_clock', words: /恢复(?:期限|答复期限)?(?:计算|计时)/ },
  { intent: 'require_correction', words: /(?:告知|要求|通知).{0,18}补正|补正告知/, not: /退回/ },
  {
    intent: 'approve_extension',
    words:
      /(?:同意|批准|准予|准许|可以).{0,18}(?:延期|延长|宽限|顺延|延后|延[到至])|(?:延期|延长).{0,6}(?:同意|批准|准了)/,
    not: /不同意|不可以|是否|[?吗]\s*$/,
    when: (s) => s.fromAbove,
  },
  {
    intent: 'request_extension',
    words:
      /(?:申请|需要?|想|请求?|恳请|能否|能不能|可否|希望|请予以?|拟).{0,10}(?:延期|延长|宽限|延后|顺延|展期)|延期\s*(?:\d|[一二三四五六七八九十两])|宽限/,
    not: /^.{0,6}(?:清单|办法)/,
    when: (s) => !s.fromAbove || /申请/.test(s.text),
  },
  {
    intent: 'request_close_out',
    words: /(?:申请|请求|请予?以?|可以|能否)\s*销号/,
    not: /怎么|怎样|如何|什么时候/,
    when: (s) => !s.fromAbove || /(?:申请|请求)\s*销号/.test(s.text),
  },
  {
    intent: 'return_for_correction',
    words:
      /退回(?!函|的)|打回|(?:不达标|不合格|不符合要求)(?!的)|(?:质量不[高行]|有误|有问题|不实|不全|不完整|不准确?|不规范|缺少?[^,]{1,8}|漏了?[^,]{1,8})[^。]{0,24}(?:重新?报|重新?提交|重新?上报|重做|返工|补正)/,
    when: (s) => s.fromAbove,
  },
  {
    intent: 'circular',
    words:
      /^\s*[【[]?(?:关于.{0,30}的)?通报[\]】]?\s*:|通报批评|(?:予以|现就|现对|提出)通报|^现?(?:将|对).{0,30}通报如下/,
    not: /(?:否则|逾期)[^,。]{0,8}通报/,
  },
  {
    intent: 'open_vote',
    words: /(?:进行|发起|组织|开展|付诸)?(?:表决|投票)/,
    not: /(?:表决|投票)(?:已?经?通过|完|结束|了|过|情况|结果|记录|箱|制度|办法|规则)/,
  },
  { intent: 'propose_meeting', words: /(?:建议|提议|拟|提请).{0,16}(?:召开|开).{0,14}会/ },
  {
    intent: 'convene_consultation',
    words: /会商/,
    not: /会商(?:会)?(?:取消|改|推迟|延期|不开)|(?:取消|推迟).{0,8}会商|会商(?:纪要|结论|意见|结果|记录|制度|材料)/,
  },
  {
    intent: 'convene_meeting',
    words:
      /开(?:个|一个|一次)?(?:短|小|碰头|协调|调度|推进|专题|工作|部署)?会(?!计)|召开.{0,14}会(?!计)|碰头会|碰个头|碰一下头|碰头/,
    not: /会议?(?:纪要|精神|材料|通知稿|讲话|决定|要求)|会前|会后|发布会|听证会/,
    when: (s) => s.hasDate,
  },
  {
    intent: 'urge',
    words:
      /催一?下|催办|再催|催催|催促|(?:今天|今日|明天|已经?|就|都)(?:要|就)?到期|(?:都|已经?)逾期|逾期.{0,6}了/,
    not: /催办(?:制度|机制|台账|办法|函)/,
    when: (s) => s.fromAbove,
  },
  {
    intent: 'urge',
    words: /(?:怎么|为什么|到现在|至今|一直)(?:都|也)?(?:还没|还未|没有?|未)(?:报|交|反馈|办|回|提交|更新)/,
    when: (s) => s.fromAbove && s.hasDepartment,
  },
  { intent: 'urge', words: /抓紧/, when: (s) => s.fromAbove && /还没|尚未|仍未|一直没|迟迟/.test(s.text) },
  { intent: 'remind', words: /^[\s@·]*(?:请|再|温馨)?提醒/ },
  {
    intent: 'acknowledge',
    words:
      /^[\s@·:,]*(?:收到(?!的|请|后|[^,。]{0,6}日起)|好的|明白|知道了|已收到|已知悉|知悉|ok|没问题|了解|遵办|照办|马上办)/i,
    not: /反馈如下|见附件|已补|已办结|已报|已完成|申请/,
  },
  {
    intent: 'reply',
    words:
      /反馈\s*:|反馈如下|情况如下|见附件|详见附|已补[报充齐]?|已办结|已完成|已报送?|已提交|已上传|已更新|已公开|已发布|已挂网|已整改|未找到|未检索到|查无|现(?:报|将.{0,20}报)/,
    when: (s) => !s.fromAbove || !s.hasDeadline,
  },
]

/** A verb of the office: something is to be done. */
const DOING =
  /报(?!告|名(?![单册])|考(?![勤务核评])|表|刊|销|道)|提交|完成|办理|办结|反馈|更新|公开|发布|整理|修订|核对|核实|答复|回复|拿出|挂网|上传|填|梳理|制定|起草|落实|整改|自查|清理|给我|发给|交(?!通|流|易)|汇总|准备|提供|审核|编制|印发|开展|做好|拟定|牵头|负责|配合|协办|统计|排查|研究|处理|撰写|编写|报送|补|签|核查|公示|登记|检查|参加|理清|理顺|理出|摸清|弄清|搞清|查清|摸排|完善|健全|建立|调整|收集|征集|备案|对接|申报|布置|通知到|讲清|说明|公布|宣传|维护|回应|提出|出具|写|拟|解决|处置|解释|测算|评估|验收|归档|移交|采购|清点|盘点|录入|复核|初审|抽查|筹备|推进|组织|安排|确定|敲定|定稿|弄[好清完]|搞[好定完]|办好|签订|拨付|兑现/
const ASKING =
  /请|务必|必须|须|把|将(?!来)|派单|交办|转|由|要|尽快|抓紧|限|最迟|牵头|主办|负责|配合|协办|前|内|让|责成|安排/
const ASKING_OTHERS = /请|派单|交办|麻烦|务必|责成|安排|转·|牵头|主办|协办|配合|由·|让·/
/** It happened, or it is told. */
const TOLD =
  /(?:昨天|前天|刚才|已经)[^,。]{0,12}(?:了|过)|[完好]了\s*[。!]?$|^(?:上次|早就|当时|原来|之前)[^,。]{0,8}(?:让|叫|要求|通知|请|说)|·[^,。]{0,6}(?:说(?!明)|表示|答应|承诺)|^(?:如果|假如|要是|倘若)(?!.*[,](?:请|由|则请))|^[\s@·]*(?:取消|撤销|作废)|·[^,。]{0,12}(?:改|挪|推|提前|顺延|推迟)[到至](?=[周下本明后今\d一二三四五六七八九十月])|(?<!能否|可否|能不能|可不可以)(?:能|会|要|可以)[^,。请]{0,16}[吗么]\s*[?。]?$|(?:前|内)(?:先|就|都|暂)?不[要用必需](?:再)?(?:报|交|办|发|提交|上报|报送)|(?:前|内)报的[^,。]{1,12}(?:有问题|不行|不错|很好|有误)|聚餐|吃饭|下雨|生日|辛苦了\s*[。!]?$/

export function intentOf(s: Sentence): Intent {
  for (const row of ROWS) {
    if (row.words.test(s.text) && !row.not?.test(s.text) && (row.when?.(s) ?? true)) return row.intent
  }
  if (TOLD.test(s.text)) return 'none'
  const doing = DOING.test(s.text)
  // A liaison's 计财科周五前报 is a promise, 请计财科周五前报 is not.
  const asking = s.fromAbove ? s.hasDeadline || ASKING.test(s.text) : ASKING_OTHERS.test(s.text)
  if (doing && s.hasDepartment && asking) return 'assign'
  if (doing && s.hasDeadline && s.fromAbove) return 'assign'
  // 计财科过段时间报…: no day anybody could name, and all the same somebody is told to do it.
  if (doing && s.hasDepartment && s.hasWish && s.fromAbove) return 'assign'
  // 学组科，12月10日前，…情况: a list of who, when and what is how orders are written.
  if (s.hasDeadline && s.fromAbove && /^[\s@]*(?:·[、和与及]?)+\s*[,:]/.test(s.text)) return 'assign'
  // 督导室元旦前把报告挂到网站上: whatever the verb, by then somebody is to do something with it.
  if (s.hasDepartment && s.hasDeadline && s.fromAbove && /把|将(?!来|要)/.test(s.text)) return 'assign'
  return 'none'
}
