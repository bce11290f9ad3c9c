/** The acts of the office's day, each with what has to be there before it: for tests that do every one of them anew. */
import type { Delivery, PressOutcome } from './feishu-simulator/index.ts'
import { numeral, type WholeDay } from './whole-day.ts'

/** The platform pushes the same event again. */
interface Event {
  redeliver(): Promise<{ readonly status: unknown }>
}

export interface Act {
  readonly name: string
  /** Nothing but a commit and its messages, like others: not killed unless every act is asked for. */
  readonly plain?: true
  /** What has to be there before; nobody is killed meanwhile. */
  readonly before?: () => Promise<unknown>
  readonly does?: () => Promise<Event>
  /** Instead: who presses which button; in vain, they press it again. */
  readonly presses?: readonly [by: string, button: string]
}

/**
 * @param issue issues the orders of a line and answers the last number given
 * @param says waits until all that follows is said
 */
export function dayActs(
  day: Pick<WholeDay, 'alone' | 'inThread' | 'press'>,
  issue: (line: string) => Promise<number>,
  says: (doing: Promise<Delivery | PressOutcome>) => Promise<unknown>,
): readonly Act[] {
  const { alone, inThread, press } = day
  let no = 0
  let other = 0
  let unit = 0
  const one = (line: string) => async () => {
    no = await issue(line)
  }

  return [
    {
      name: 'three orders confirmed',
      before: () =>
        says(
          alone(
            'li-na',
            '/assign\n人事科 核对编制数 5个工作日内\n基教科牵头、人事科配合 报送方案 5个工作日内\n计财科 核对往来款 8个工作日内',
          ),
        ),
      presses: ['li-na', '确认下发'],
    },
    {
      name: 'agreed by the leader',
      plain: true,
      before: async () => {
        await says(alone('li-na', '/assign 人事科 更新权责清单 5个工作日内'))
        await says(press('li-na', '报组长审定'))
      },
      presses: ['zhou-lan', '同意下发'],
    },
    {
      name: 'restricted issued',
      before: () => says(alone('li-na', '/assign 人事科牵头、基教科配合 梳理招录信息 5个工作日内 限定知悉')),
      presses: ['li-na', '确认下发'],
    },
    {
      name: 'most urgent issued',
      plain: true,
      before: () => says(alone('sun-lei', '/assign 特急 基教科 报送受灾情况 1个工作日内')),
      presses: ['sun-lei', '确认下发'],
    },
    {
      name: 'extension asked',
      plain: true,
      before: one('人事科 更新权责清单 5个工作日内'),
      does: () => inThread(no, 'wang-qiang', '申请延期3个工作日，等考试中心数据'),
    },
    {
      name: 'extension granted',
      before: async () => {
        no = await issue('人事科 更新权责清单 5个工作日内')
        await says(inThread(no, 'wang-qiang', '申请延期3个工作日，等考试中心数据'))
      },
      presses: ['sun-lei', '同意延期'],
    },
    {
      name: 'rerouted',
      plain: true,
      before: async () => {
        no = await issue('人事科 更新权责清单 5个工作日内')
        await says(alone('wang-qiang', `/reroute #${no} 基教科 属学校事项`))
      },
      presses: ['li-na', '改派基教科'],
    },
    {
      name: 'answered by the cover, with files',
      before: one('计财科 核对往来款 5个工作日内'),
      does: () => inThread(no, 'lu-yi', '已办结，见附件', ['往来款.xlsx', '说明.docx']),
    },
    {
      name: 'first card of a unit',
      before: () => says(alone('li-na', `/assign 第${numeral(++unit)}学校 报送方案 5个工作日内`)),
      presses: ['li-na', '确认下发'],
    },
    {
      name: 'answer moved',
      before: async () => {
        no = await issue('人事科 更新权责清单 5个工作日内')
        other = await issue('人事科 报送招录信息 5个工作日内')
        await says(inThread(no, 'wang-qiang', '已办结，招录信息见附件', ['招录.xlsx']))
      },
      does: () => alone('wang-qiang', `/move #${no} #${other}`),
    },
    {
      name: 'undone',
      plain: true,
      before: async () => {
        no = await issue('人事科、基教科 更新权责清单 5个工作日内')
        await says(inThread(no, 'wang-qiang', '已办结，清单已更新'))
      },
      does: () => alone('wang-qiang', `/undo #${no}`),
    },
    {
      name: 'collected',
      before: async () => {
        no = await issue('人事科、基教科 报送自查情况 5个工作日内')
        await says(inThread(no, 'wang-qiang', '已办结，见附件', ['自查表.xlsx']))
      },
      does: () => alone('li-na', `/collect #${no}`),
    },
    {
      name: 'all approved',
      plain: true,
      before: async () => {
        no = await issue('人事科、基教科 报送自查情况 5个工作日内')
        await says(inThread(no, 'wang-qiang', '已办结'))
        await says(inThread(no, 'he-jun', '已办结'))
      },
      does: () => inThread(no, 'li-na', '/accept 全部'),
    },
  ]
}
