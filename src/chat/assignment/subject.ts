/**
 * What the order is about, in the person's own words: the shortest useful phrase that is left when departments, dates
 * and courtesies are taken away.
 *
 * `请于下周三下班前把预算公开材料报办公室` → `预算公开材料`; `更新权责清单` stays `更新权责清单`.
 */
import type { Normalized } from '../normalize.ts'

export interface Stretch {
  readonly start: number
  readonly end: number
}

/** A clause with its spent places left out; `index[i]` is where `text[i]` stands in the normalised text. */
interface Clause {
  readonly text: string
  readonly index: readonly number[]
  /** A deadline that does not govern stands in it. */
  readonly otherDate: boolean
}

const LEAD_IN =
  /^(?:\s|[,:：、—\-@]|的(?=[\u4e00-\u9fff])|(?:再次?|继续)?催(?:办|一?下|促)?\s*[:：]|再(?=的)|各(?=[报交])|(?:相关|有关|责任)(?:科室|单位|部门)|(?:事项|内容|工作内容|任务)(?=[\s:])|(?:派单|交办|任务|工作|紧急)?(?:通知|提醒|任务|交办|派单)?[:：]|派单|交办|布置|各位(?:同志|同事|领导)?|大家|同志们|注意(?!事项)|(?:再)?请(?!示|假)|烦请|麻烦|辛苦|务必|必须|一定要?|要(?=[完报按尽抓在于把将提整做对更填交])|需要?(?=[完报按尽抓在于把将提整做对更填])|须|应当?(?=[于在完报])|尽快|尽早|尽量|马上|立即|抓紧(?:时间)?|及时|按时|按要求|认真|各自|分别|分头|共同|统一|先(?=[把将报])|都|就(?=[把将])|你们?|贵(?:科|单位)|我们?|(?:于|在|至|到|截至|截止到?|最迟|最晚|赶在|争取|力争|限|限于|限时|时限|期限|不晚于|不迟于)(?=$|[\s,把将完报交更公提整做填，]))+/
const FETCH =
  /^(?:完成|做好|抓好|报送|上报|报(?!告|名(?![单册])|考(?![勤务核评])|表|刊|销|废|备|道|到)|提交|提供|交(?:来)?(?!通|流|办|接|易|费|叉|换)|反馈(?!意见|情况|表|单|机制)|送来?|递交|上交|补报|重报|拿出|给出|发来)(?:一下|好|齐)?(?:关于)?/
const DELIVERY =
  /(?:(?:并|后|再|经[^,]{0,6}后)?(?:整理好|准备好|汇总好?|梳理好|填好|盖章|签字|审核)?(?:后|,)?)(?:(?:上报|报送|(?<![年月季周日简通快公专申填预情举汇警速])报|提交|(?<![成外社])交|(?<![呈])送|(?<![印研开颁制])发|反馈|传|拿|返)(?:给|到|至|上来|过来|来|出来|出去|下去|回来|回|齐|送|全)*\s*(?:(?:领导小组|局)?办公室|局办|办公室[^,。]{0,4}|我(?:这里|这儿|处|们)?|组长|局里|邮箱|群里|[^,。\s]{0,6}(?:科|室|办|中心)(?:邮箱)?)?(?:审核|审定|审阅|备案|汇总|存档|把关|留存|备查|初审|统稿|即可)?(?:来|上来|过来)?|给(?:局|领导小组)?办公室|给局办|给我(?:看看|看)?|给到我)\s*(?:吧|啊|哦|呀|了)?$/
const AFTERWORD =
  /(?:\s|[,:：、—\-"]|并|,?\s*(?:谢谢|多谢|辛苦了?|抓紧|请抓紧|收到请回复|收到回复|务必|必须|统一|及时|一定|为盼|知悉|即可|一下|完毕|到位|掉|吧|啊|哦|哈|呢|了))+$/
/** Clauses that never say what the matter is. */
const COURTESY =
  /^(?:(?:请|各位|大家|都|务必|一定|抓紧|尽快|注意|重视|高度重视|认真对待|按时|按期|准时|时间|任务|比较|很|非常|紧|急|重|别|不要|不得|勿|莫|拖|延误|拖延|耽误|超期|逾期|不候|通报|未报|将|予以|不报|视为|无意见|零报告|收到|报|报送|上报|交|提交|完成|办结|反馈|落实到位|请回复|回复|回|谢谢|多谢|辛苦|了|知悉|为盼|支持|配合|办理|落实|执行|不另行|通知|特此|如有疑问|有问题|联系|联系我|我|分别|牵头|负责|时限|要求|截止|要|紧|的|同志们|领导|好|上午好|下午好|吧|啊|哈|哦|呢|一下|一起|共同|不|…|以上|如下|事项|这件事|此事|该件|这个事|事|件|情况|意见|结果|拿出|上来|过来|书面|材料|时间|先|再|并|由|和|、|《》|姓名|电话|加急|特急|平件|提醒|[+\s.~、!！"'“”:：()（）—-])*)$/
const CONDITIONAL = /(?:还没|尚未|没有?|未)[^,]{0,6}的/
/** Why it is asked, or with whom to talk: what is asked stands in another clause. */
const PREAMBLE =
  /^(?:根据|按照?|依据|为(?!期|主)|鉴于|因|由于|结合|经|[跟与和].{0,10}(?:对接|沟通|协商|商量|协调)$)/
const CASE = /[A-Z]{2,5}-\d{4}-\d{1,5}/

/** The subject, or nothing when no clause says what is to be done. */
export function subjectOf(
  words: Normalized,
  spent: readonly Stretch[],
  otherDates: readonly Stretch[],
): { text: string; start: number; end: number } | undefined {
  const all = clausesOf(words.text, spent, otherDates)
  const clauses = all
    .map((c) => trim(c))
    .filter((c) => c.text !== '' && /[\u4e00-\u9fffA-Za-z0-9]/.test(c.text) && !COURTESY.test(c.text))
  const chosen =
    clauses.find((c) => CASE.test(c.text)) ??
    clauses.find((c) => !c.otherDate && !CONDITIONAL.test(c.text) && !PREAMBLE.test(c.text)) ??
    clauses.find((c) => !c.otherDate && !CONDITIONAL.test(c.text)) ??
    clauses.find((c) => !CONDITIONAL.test(c.text)) ??
    clauses[0]
  if (!chosen) return bareTask(words, all)
  const led = PREAMBLE.test(chosen.text) ? /^(?:根据|按照?|依据)(?=《)/.exec(chosen.text) : null
  const index = chosen.index.slice(led?.[0].length ?? 0)
  const text = index.map((i) => words.cut(i, i + 1)).join('')
  return { text: text.replace(/\s+/g, ' ').trim(), start: index[0]!, end: index.at(-1)! + 1 }
}

/** 报送材料, 提供联系电话: too common to be picked out of a sentence, but where nothing else is said they are the task. */
const BARE_TASK =
  /(?:报送|上报|提交|提供|填报|反馈|补报|核对|更新|汇总|整理)(?:一下|好|齐)?(?:有关|相关|本科室|本单位|各自)?(?:工作|书面|联系)?(?:材料|情况|意见|电话|联系方式|名单|报表|数据|总结|方案|计划|信息|清单)/

function bareTask(words: Normalized, clauses: readonly Clause[]) {
  for (const { text, index } of clauses) {
    const m = BARE_TASK.exec(text)
    if (!m) continue
    const places = index.slice(m.index, m.index + m[0].length)
    const said = places.map((i) => words.cut(i, i + 1)).join('')
    return { text: said, start: places[0]!, end: places.at(-1)! + 1 }
  }
  return undefined
}

function clausesOf(text: string, spent: readonly Stretch[], otherDates: readonly Stretch[]): Clause[] {
  const gone = new Uint8Array(text.length + 1)
  for (const { start, end } of spent) gone.fill(1, start, end)
  const dated = new Uint8Array(text.length + 1)
  for (const { start, end } of otherDates) dated.fill(1, start, end)
  const clauses: Clause[] = []
  let quote = 0
  let chars = ''
  let index: number[] = []
  let other = false
  const close = (): void => {
    clauses.push({ text: chars, index, otherDate: other })
    chars = ''
    index = []
    other = false
  }
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!
    if (dated[i]) other = true
    if (c === '《' || c === '(') quote++
    if (c === '》' || c === ')') quote = Math.max(0, quote - 1)
    if (gone[i]) continue
    if (quote === 0 && /[,;。!?\n]/.test(c)) {
      close()
      continue
    }
    chars += c
    index.push(i)
  }
  close()
  return clauses
}

function trim(clause: Clause): Clause {
  let { text, index } = clause
  const keep = (start: number, end: number): void => {
    text = text.slice(start, end)
    index = index.slice(start, end)
  }
  const drop = (pattern: RegExp): boolean => {
    const m = pattern.exec(text)
    if (!m || m[0] === '') return false
    keep(m.index === 0 ? m[0].length : 0, m.index === 0 ? text.length : m.index)
    return true
  }
  const empty = /[(（]\s*[)）]/.exec(text)
  if (empty) {
    text = text.slice(0, empty.index) + text.slice(empty.index + empty[0].length)
    index = [...index.slice(0, empty.index), ...index.slice(empty.index + empty[0].length)]
  }
  drop(LEAD_IN)
  const taking = /(?:^|[^大])(?:把|将(?!于|来|要))/.exec(text.slice(0, 12))
  let taken = false
  if (taking && !CASE.test(text.slice(0, taking.index))) {
    keep(taking.index + taking[0].length, text.length)
    drop(/^(?:各自单位的?|本单位的?|本科室的?|你们的?|各自的?|自己的?)/)
    taken = true
  }
  drop(AFTERWORD)
  const delivery = DELIVERY.exec(text)
  if (delivery && delivery.index > 1) keep(0, delivery.index)
  drop(AFTERWORD)
  if (taken)
    drop(
      /(?:(?:整理|准备|汇总|弄|做|收|补|备)[好齐]|(?:收|交|定|敲定|确定|报)(?:上来|下来|齐|妥|审)|(?:整理|准备|汇总)?(?:完|(?<!补)齐|到位|出来|完成|完毕))$/,
    )
  for (let i = 0; i < 3; i++) {
    const fetch = FETCH.exec(text)
    if (!fetch || text.length - fetch[0].length < 2) break
    keep(fetch[0].length, text.length)
    drop(/^一[份个张篇件套](?=.{2})/)
    drop(LEAD_IN)
  }
  drop(
    /(?<=.{2})(?:的事(?:情|项)?|(?:这|那)(?:件|个|项)?(?:事情?|工作|事项))(?:(?:要|得|须)?(?:抓一抓|办一办|抓紧?|尽快|盯紧|落实)(?:抓|办|好|落实)?)?$/,
  )
  drop(AFTERWORD)
  const quoted = /^["“'‘「]([^"“”'‘’「」]+)["”'’」]$/.exec(text)
  if (quoted) keep(1, text.length - 1)
  return { text, index, otherDate: clause.otherDate }
}
