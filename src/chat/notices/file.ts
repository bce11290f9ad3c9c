/** What stands for a file of ours where the platform takes none, or its bytes are not at hand: where to fetch it. */
import { printNo } from '../../domain/serial.ts'
import { saySize } from '../words/size.ts'
import type { WordsOf } from './view.ts'

export const fileSent: WordsOf<'file.sent'> = ({ name, size, no, link }) => ({
  lines: [
    `${no ? `${printNo(no)}　` : ''}文件已生成：${name}（${saySize(size)}）`,
    [{ text: '未能直接发送，请先发送 /board 打开台账，再' }, { text: '下载文件', link }],
  ],
})
