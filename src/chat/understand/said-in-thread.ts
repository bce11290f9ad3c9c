/**
 * What a department's words in its order's thread come to. Precision before recall: what is not clear is asked.
 *
 * - `answer`: words of finishing, 已办结，见附件
 * - `received`: 收到, also with a promise, 收到，本周内办结
 * - `question`: asked of the office: 请示, 口径, …吗？, and what only the office can grant (延期, 改派)
 * - `unclear`: anything else
 */
import { normalize } from '../normalize.ts'

export type ThreadWords = 'answer' | 'received' | 'question' | 'unclear'

const FINISHED =
  /已(?:经)?(?:全部|重新|再次|一并|及时|按[^,。;]{0,10}|于[^,。;]{0,12})?(?:办结|办完|办理完毕|完成|完毕|落实|反馈|报送|上报|报出|提交|更新|公开|发布|整改|补报|补齐|补充|补上|修改|核对|核实|排查|汇总|上传|挂网|发送|送达|报办公室)|办理完毕|(?:反馈|报送|回复|答复|情况|结果|材料|清单|意见|说明|数据)(?:汇报|报告)?如下|(?:^|[,。;:\s])(?:现|兹)(?:将|反馈|报送)|(?:详)?见附件|附件(?:为|是|系)|^反馈[:\s]|经(?:检索|核查|核实|查询|研究|清理)[,，]|我(?:科|室|中心|院|办|单位|台)(?:没有|无)(?:需要|异议|意见|需|此类|相关)|^(?:无异议|无意见|无)$/
const NOT_YET =
  /(?:未|没有?|尚未|还没|暂未|没能|无法|不能)(?:全部|能)?(?:办结|办完|完成|落实|反馈|报送|上报|提交|更新|整改)|(?:正在|预计|争取|计划|打算|准备|将于|力争|抓紧|马上|稍后|随后|晚点|明天|后天|下周|本周内|这周内|今天内|之前|月底前)[^,。;]{0,12}(?:办结|完成|反馈|报送|上报|提交|更新|报)|(?:快|就要|差不多)(?:办完|完成|好)了?/
/** Finished in part, by others, at another time, or on a condition. */
const IN_PART =
  /还差|差[一二两三四五六七八九十\d]|(?:^|[,。;])部分|部分(?:已|完成)|(?:完成|办结|落实|更新|整改)(?:了)?(?:一半|一部分|部分|大半|大部分|多半|近半|\d+%|百分之|[一二三四五六七八九]成)|大部分|初稿|草稿|征求意见稿|待[^,。;]{0,10}(?:审|签|批|盖章|确认|汇总|反馈|报送)|还在|仍在|正在|尚在|尚有|还有|还剩|仅剩|等[^,。;]{1,10}(?:反馈|报送|回复|确认|后)|(?:稍后|随后|晚点|晚些|回头|一会儿?|马上|明天|下午|晚上)[^,。;]{0,6}(?:附件|报|发|传|补)|附件[^,。;]{0,4}(?:稍后|随后|晚点|后补|另发)|(?:^|[,。;])(?:如|若|如果|假如|待|等)已|上次|上回|去年|此前|之前已|前期已|(?:基本|初步|大体|大致)(?:完成|办结|落实|整改)/
const RECEIVED =
  /^(?:[^,。;:\s]{0,8}[:,\s]|[^,。;:\s]{1,8}(?:科|室|中心|院|办|台|单位))?(?:已)?(?:(?:收到)+|收悉|知悉|知道了|明白|好的?|遵照(?:办理|执行)?|照办|马上(?:办|落实)|立即(?:办|落实)(?:理)?|ok)(?:了)?(?=$|[,。;!~、\s])/i
const QUESTION =
  /[?？]\s*$|(?:吗|呢|么)[。!?]*\s*$|^(?:请问|请教|请示)|请示|请(?:办公室)?(?:予以)?(?:明确|确认|指示|指导|解释|批示)|口径|能否|能不能|可否|可不可以|是否(?:可以|需要|包括|包含|要)|怎么(?:办|填|写|报|理解)|如何(?:办|填|写|报|理解)|哪些|哪个|哪儿|哪里|在哪|是谁|找谁|多少(?=[份个件页人天])|请予(?:以)?(?:明确|解释|说明|确认)/
const ASKS_OFFICE =
  /延期|宽限|延长|顺延|延\s*\d+\s*个?(?:工作日|天)|改派|不归我|不属于我|不是我(?:科|室|中心|院|办|单位)|应(?:转|由|归)[^,。;]{1,10}(?:办理|负责)?/

export function readThreadWords(text: string): ThreadWords {
  const words = normalize(text).text.replaceAll('，', ',').trim()
  if (words === '') return 'unclear'
  const finished = FINISHED.test(words) && !NOT_YET.test(words) && !IN_PART.test(words)
  if (ASKS_OFFICE.test(words)) return 'question'
  if (QUESTION.test(words)) return 'question'
  if (finished) return 'answer'
  if (RECEIVED.test(words)) return 'received'
  return 'unclear'
}
