/** To the operator: something could not be sent and was laid aside. */
import { PLATFORM_NAMES } from '../words/names.ts'
import { cut } from '../words/short.ts'
import type { WordsOf } from './view.ts'

export const operatorParked: WordsOf<'operator.parked'> = ({ platform, what, trouble }) => ({
  title: '消息未能送出，已搁置',
  lines: [
    `平台　${PLATFORM_NAMES[platform] ?? platform}`,
    `消息　${cut(what, 80)}`,
    `原因　${cut(trouble, 160)}`,
    '请运行 npm run -s duban -- doctor 核查该平台的凭证与权限，修复后重新投递',
  ],
})
