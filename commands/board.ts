import { rest } from '../src/chat/args.ts'
import { alone, type Call, defineCommand, type PressCall } from '../src/chat/command.ts'
import type { Message } from '../src/chat/message.ts'
import { makeBoardLink } from '../src/services/board/board-link.ts'

/** 台账: a one-time link to the board, for the asker alone. */
export const board = defineCommand({
  name: 'board',
  aliases: ['台账', '看板'],
  for: 'everybody',
  args: { text: rest },
  words: {
    zh: { summary: '查看台账（一次性链接）', usage: '/board', example: '/台账' },
    en: { summary: 'a one-time link to the board', usage: '/board' },
  },
  run: async (call) => alone(await link(call)),
  presses: {
    board: async (call) => ({
      kind: 'pressed',
      toast: '链接已发至私信',
      tone: 'info',
      message: await link(call),
    }),
  },
})

async function link(call: Pick<Call | PressCall, 'ctx' | 'machineNow' | 'publicUrl'>): Promise<Message> {
  const token = await makeBoardLink(call.ctx, call.machineNow)
  return {
    lines: [
      [{ text: '打开台账', link: `${call.publicUrl}/board/${token}` }],
      '链接 10 分钟内有效，仅可使用一次，请勿转发。',
    ],
  }
}
