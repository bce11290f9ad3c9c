/** Answers as the bot would, from a fixed script: enough to try the page with before, and apart from, the real one. */
import type { WebAdapter } from '../../src/adapters/web/index.ts'
import { directRoom } from '../../src/adapters/web/thread.ts'
import type { Acknowledgement } from '../../src/chat/adapter.ts'
import type { Incoming, Pressed, Said } from '../../src/chat/incoming.ts'
import { type Message, say } from '../../src/chat/message.ts'

const GROUP = 'group'
const NUMBER = '〔2026〕12号'

const preview: Message = {
  title: '拟下发 交办单',
  lines: [
    '事项　更新权责清单',
    '牵头　人事科（王强）　配合　计财科（刘畅）',
    [{ text: '期限　' }, { text: '3月9日（周一）17:30', tone: 'strong' }, { text: '　5 个工作日' }],
    '依据　办公室指定',
  ],
  buttons: [
    { label: '确认下发', style: 'primary', press: { do: 'issue' } },
    {
      label: '修改',
      press: { do: 'change' },
      fields: [
        { name: 'subject', label: '事项', kind: 'text', required: true },
        { name: 'due', label: '期限', kind: 'date', required: false },
      ],
    },
    { label: '取消', press: { do: 'cancel' } },
  ],
}

function order(lead: string, assist: string): Message {
  return {
    title: `交办单${NUMBER}　更新权责清单`,
    lines: [
      `人事科（牵头，王强）　${lead}`,
      `计财科（配合，刘畅）　${assist}`,
      '请于 3月9日（周一）17:30 前反馈，剩余 5 个工作日',
      '领导小组办公室（经办 李娜）　3月2日 10:05',
      [{ text: '办理结果请回复本消息，以收到“已登记”为准', tone: 'quiet' }],
    ],
    buttons: [
      { label: '签收', press: { do: 'sign' } },
      {
        label: '申请延期',
        press: { do: 'extend' },
        fields: [
          { name: 'reason', label: '理由', kind: 'lines', required: true, placeholder: '写明延期原因' },
          { name: 'until', label: '延至', kind: 'date', required: true },
        ],
      },
      {
        label: '申请改派',
        press: { do: 'reroute' },
        fields: [
          { name: 'reason', label: '理由', kind: 'lines', required: true },
          {
            name: 'department',
            label: '建议承办科室',
            kind: 'choice',
            required: false,
            options: [
              { value: 'office', label: '办公室' },
              { value: 'basic_education', label: '基教科' },
            ],
          },
        ],
      },
    ],
  }
}

const refused: Message = {
  title: '未予下发',
  tone: 'late',
  lines: [
    '内容含身份证号 1 处。',
    '请立即撤回原消息，并以申请件编号（如 YSQ-2026-041）代替；相关材料请传至该件卷宗。',
  ],
}

const notUnderstood = say(
  '未能识别期限“下下个月”。可写：5个工作日内、本周五前、12月31日前。',
  '例：/交办 人事科 更新权责清单 本周五前',
)

export const reminder: Message = {
  title: '人事科今日待办 3 件',
  lines: [
    [{ text: '逾期 1 个工作日', tone: 'late' }, { text: '　〔2026〕8号　随机抽查清单' }],
    [{ text: '今日 17:30 到期', tone: 'soon' }, { text: `　${NUMBER}　更新权责清单` }],
    '还有 1 个工作日（3月10日 周二）　〔2026〕14号　人员招录信息',
  ],
}

export const brief: Message = {
  title: '政务公开办理日报　3月6日（周五）',
  lines: [
    '请您审定 2 件　〔2026〕9号延期申请　会商纪要签发',
    [
      { text: '红灯 1 件', tone: 'late' },
      { text: '　〔2026〕7号 招生方案公开，基教科，逾期 5 个工作日，已催办 2 次' },
    ],
    '昨日交办 4 件，办结 6 件；在办 23 件，下周到期 5 件',
    [{ text: '查看台账', link: 'https://duban.example/' }],
  ],
}

export function cannedBot(web: WebAdapter) {
  let keys = 0
  let signed: string | undefined
  let issued: string | undefined
  const key = () => {
    keys += 1
    return `canned-${keys}`
  }
  const alone = (said: Said | Pressed, message: Message) =>
    said.chat.kind === 'direct'
      ? web.post({ to: 'chat', chat: said.chat.id }, message, key())
      : web.post(
          { to: 'only', chat: said.chat.id, account: said.sender.account, message: said.messageId },
          message,
          key(),
        )

  async function hear(said: Said): Promise<Acknowledgement> {
    const { text } = said
    if (/\d{17}[\dXx]/.test(text)) await alone(said, refused)
    else if (/^[/／](assign|交办)/.test(text))
      await alone(said, text.includes('下下个月') ? notUnderstood : preview)
    else if (/^[/／]/.test(text))
      await alone(said, say('人事科今日待办 1 件', `3月9日（周一）17:30　${NUMBER}　更新权责清单`))
    else if (said.thread?.root !== undefined && said.thread.root === issued)
      await web.post(
        { to: 'reply', chat: said.chat.id, message: said.messageId, inThread: true },
        say(`已登记　人事科反馈 3月4日 15:20${said.files.length ? `，附件 ${said.files.length} 个` : ''}`),
        key(),
      )
    else if (said.mentionsBot || said.chat.kind === 'direct')
      await alone(said, say('请写明要办的事项。', '例：/help'))
    return {}
  }

  async function pressed(press: Pressed): Promise<Acknowledgement> {
    const card = { chat: press.chat.id, messageId: press.messageId }
    if (press.press.do === 'issue') {
      await web.edit(card, { title: `已下发　交办单${NUMBER}`, tone: 'done', lines: ['事项　更新权责清单'] })
      const posted = await web.post({ to: 'chat', chat: GROUP }, order('待签收', '待签收'), key())
      issued = posted.messageId
      await web.post({ to: 'person', account: 'wang-qiang' }, reminder, key())
      return { toast: { kind: 'success', text: '已下发' } }
    }
    if (press.press.do === 'sign') {
      signed = '已签收 3月2日 10:12'
      await web.edit(card, order(signed, '待签收'))
      return { toast: { kind: 'success', text: '已签收' } }
    }
    if (press.press.do === 'cancel') await web.edit(card, { title: '已取消', tone: 'quiet', lines: [] })
    else await alone(press, say(`已转办公室：${press.fields.reason ?? press.fields.subject ?? ''}`))
    return {}
  }

  return {
    async handle(incoming: Incoming): Promise<Acknowledgement> {
      if (incoming.kind === 'said') return hear(incoming)
      if (incoming.kind === 'pressed') return pressed(incoming)
      return {}
    },
    /** A Monday morning: an order half signed for, a reply with its receipt, a brief to the leader. */
    async seed() {
      const posted = await web.post(
        { to: 'chat', chat: GROUP },
        order('待签收', '已签收 3月2日 10:12'),
        key(),
      )
      issued = posted.messageId
      const said = await web.say({
        account: 'wang-qiang',
        room: GROUP,
        replyTo: posted.messageId,
        text: '已办结，见附件',
        files: [],
        key: 'seed-1',
      })
      if (said.ok) await hear(said.incoming)
      await web.post({ to: 'person', account: 'zhao-jianguo' }, brief, key())
      await web.post({ to: 'chat', chat: directRoom('wang-qiang') }, reminder, key())
    },
  }
}
