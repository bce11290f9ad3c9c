/** What `doctor` says about this app: credentials, bot ability, permissions. */
import * as v from 'valibot'
import { type CheckLine, PlatformError } from '../../chat/adapter.ts'
import type { Api } from './api.ts'
import { botInfo } from './payloads.ts'
import type { TokenKeeper } from './token.ts'

const NEEDED = [
  ['im:message:send_as_bot', '以应用身份发消息'],
  ['im:message.p2p_msg:readonly', '接收单聊消息'],
  ['im:message.group_msg', '接收群聊中所有消息（未开通时只能收到@机器人的消息）'],
  ['im:resource', '下载消息中的文件'],
] as const

const scopes = v.object({
  scopes: v.array(v.object({ scope_name: v.string(), grant_status: v.number() })),
})

export async function check(
  config: {
    appId: string
    domain: string
    mode: 'webhook' | 'stream'
    encryptKey: string
    verificationToken: string
  },
  api: Api,
  tokens: TokenKeeper,
): Promise<CheckLine[]> {
  const lines: CheckLine[] = []
  const say = (what: string, ok: boolean, detail: string) => void lines.push({ what, ok, detail })
  if (config.mode === 'webhook') {
    const ready = config.encryptKey !== '' && config.verificationToken !== ''
    say(
      '事件加密',
      ready,
      ready ? '已配置 Encrypt Key 与 Verification Token' : '请在开放平台“事件与回调”页生成并配置两项密钥',
    )
  }
  try {
    await tokens.get()
    say('应用凭证', true, `已取得访问凭证（${config.domain}）`)
  } catch (error) {
    say('应用凭证', false, advice(error))
    return lines
  }
  try {
    const { bot } = await api.call('GET', '/bot/v3/info', undefined, botInfo)
    say('机器人能力', true, `机器人“${bot.app_name}”（${bot.open_id}）`)
  } catch (error) {
    say('机器人能力', false, `${advice(error)}；请在开放平台为应用添加“机器人”能力并发布版本`)
  }
  try {
    const granted = await api.call('GET', '/application/v6/scopes', undefined, scopes)
    const names = new Set(granted.scopes.filter((one) => one.grant_status === 1).map((one) => one.scope_name))
    for (const [name, why] of NEEDED)
      say(
        `权限 ${name}`,
        names.has(name),
        names.has(name) ? why : `${why}：请在开放平台“权限管理”页开通并发布版本`,
      )
  } catch {
    const list = NEEDED.map(([name, why]) => `${name}（${why}）`).join('、')
    say('权限', true, `无法自动查询，请在开放平台“权限管理”页核对：${list}`)
  }
  return lines
}

function advice(error: unknown): string {
  if (!(error instanceof PlatformError)) return '检查未能完成'
  if (error.code === '10003' || error.code === '10014') return 'FEISHU_APP_ID 或 FEISHU_APP_SECRET 不正确'
  if (error.code === '99991401') return '本服务器的出口地址不在应用的 IP 白名单内'
  if (error.code === '99991672') return '应用缺少所需权限'
  return `连接飞书失败（${error.code}），请检查网络与 FEISHU_DOMAIN`
}
