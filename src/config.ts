/** The environment, read once. Every complaint names its variable and what to do. */
import * as v from 'valibot'
import { type Moment, moment } from './domain/time.ts'

export interface FeishuSettings {
  readonly appId: string
  readonly appSecret: string
  readonly encryptKey: string
  readonly verificationToken: string
  readonly domain: string
  readonly mode: 'webhook' | 'stream'
}

export interface Config {
  readonly port: number
  readonly host: string
  readonly databaseUrl: string | undefined
  readonly dataDir: string
  readonly publicUrl: string
  /** Business time starts here, in an empty database. */
  readonly clock: Moment | undefined
  /** `undefined`: on when no platform is configured and no bureau was loaded. */
  readonly practice: boolean | undefined
  readonly practicePassword: string | undefined
  readonly paced: boolean
  readonly feishu: FeishuSettings | undefined
  readonly sessionKey: string | undefined
}

/** Something in the environment cannot be used. `problems` are sentences in Chinese, each with its variable. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly problems: readonly string[]
  constructor(problems: readonly string[]) {
    super(problems.join('\n'))
    this.problems = problems
  }
}

type Env = Readonly<Record<string, string | undefined>>

const port = v.pipe(v.string(), v.regex(/^\d{1,5}$/), v.transform(Number), v.maxValue(65_535))
const LOOPBACK = /^(?:localhost|127\.\d+\.\d+\.\d+|::1|\[::1\])$/
const FEISHU = [
  'FEISHU_APP_ID',
  'FEISHU_APP_SECRET',
  'FEISHU_ENCRYPT_KEY',
  'FEISHU_VERIFICATION_TOKEN',
] as const

/** @throws ConfigError naming every variable that cannot be used */
export function readConfig(env: Env): Config {
  const problems: string[] = []
  const complain = (words: string) => void problems.push(words)
  const text = (name: string) => env[name]?.trim() || undefined
  const choice = <T extends string>(name: string, choices: readonly T[], fallback: T): T => {
    const said = text(name)
    if (said === undefined) return fallback
    if ((choices as readonly string[]).includes(said)) return said as T
    complain(`${name} 应为 ${choices.join(' 或 ')}，现为 ${said}`)
    return fallback
  }

  const parsedPort = v.safeParse(port, text('PORT') ?? '3000')
  if (!parsedPort.success) complain(`PORT 应为 0 至 65535 的端口号，现为 ${text('PORT')}`)
  const portNumber = parsedPort.success ? parsedPort.output : 3000
  const host = text('HOST') ?? '127.0.0.1'
  const databaseUrl = text('DATABASE_URL')
  if (databaseUrl && !/^postgres(?:ql)?:\/\//.test(databaseUrl))
    complain('DATABASE_URL 应以 postgres:// 开头')

  const feishu = readFeishu(text, choice, complain)
  const paced = choice('PACE', ['on', 'off'], 'on') === 'on'
  if (!paced && feishu && !isLoopback(feishu.domain)) {
    complain('PACE=off 只能用于本机模拟环境：请去掉 PACE，或将 FEISHU_DOMAIN 指向 127.0.0.1')
  }

  let clock: Moment | undefined
  const clockText = text('DUBAN_CLOCK')
  if (clockText) {
    try {
      clock = moment(clockText)
    } catch {
      complain(`DUBAN_CLOCK 应为 ISO 时间，如 2026-03-02T09:00:00+08:00，现为 ${clockText}`)
    }
    if (feishu && text('DUBAN_CLOCK_OK') !== '1') {
      complain('DUBAN_CLOCK 不能与真实平台同时使用：请去掉 DUBAN_CLOCK；确需使用请另设 DUBAN_CLOCK_OK=1')
    }
  }

  const practiceText = text('PRACTICE')
  const practice = practiceText === undefined ? undefined : choice('PRACTICE', ['on', 'off'], 'off') === 'on'
  const practicePassword = text('PRACTICE_PASSWORD')
  if (practice === true) complainOfOpenPractice({ host, practicePassword }, complain)
  const publicUrl = (
    text('PUBLIC_URL') ?? `http://${host.includes(':') ? `[${host}]` : host}:${portNumber}`
  ).replace(/\/+$/, '')
  if (!/^https?:\/\//.test(publicUrl)) complain(`PUBLIC_URL 应以 http:// 或 https:// 开头，现为 ${publicUrl}`)
  const sessionKey = text('SESSION_KEY')
  if (sessionKey && sessionKey.length < 32) complain('SESSION_KEY 至少 32 个字符；也可不设，由系统生成并保存')
  for (const name of ['DINGTALK_CLIENT_ID', 'WECOM_BOT_ID', 'WECHATY_PUPPET']) {
    if (text(name)) complain(`${name} 已设置，但本版本只支持飞书与练习室：请去掉该变量`)
  }

  if (problems.length > 0) throw new ConfigError(problems)
  return {
    port: portNumber,
    host,
    databaseUrl,
    dataDir: text('DATA_DIR') ?? './data',
    publicUrl,
    clock,
    practice,
    practicePassword,
    paced,
    feishu,
    sessionKey,
  }
}

/** The practice room lets everybody be anybody: on an address others can reach it needs a password. */
export function complainOfOpenPractice(
  { host, practicePassword }: Pick<Config, 'host' | 'practicePassword'>,
  complain: (words: string) => void,
): void {
  if (LOOPBACK.test(host) || practicePassword) return
  complain(`HOST 为 ${host}（非本机地址）时，练习室需要密码：请设置 PRACTICE_PASSWORD，或设置 PRACTICE=off`)
}

function readFeishu(
  text: (name: string) => string | undefined,
  choice: <T extends string>(name: string, choices: readonly T[], fallback: T) => T,
  complain: (words: string) => void,
): FeishuSettings | undefined {
  const mode = choice('FEISHU_MODE', ['webhook', 'stream'], 'webhook')
  const domain = text('FEISHU_DOMAIN') ?? 'feishu'
  if (domain !== 'feishu' && domain !== 'lark' && !/^https?:\/\/[^/]+\/?$/.test(domain)) {
    complain(`FEISHU_DOMAIN 应为 feishu、lark 或 http(s):// 开头的地址，现为 ${domain}`)
  }
  if (!FEISHU.some((name) => text(name) !== undefined)) return undefined
  const needed = mode === 'webhook' ? FEISHU : FEISHU.slice(0, 2)
  for (const name of needed) {
    if (text(name) === undefined)
      complain(`缺少 ${name}：请从飞书开放平台的应用后台复制（启用飞书须同时设置 ${needed.join('、')}）`)
  }
  const appId = text('FEISHU_APP_ID') ?? ''
  if (appId && !/^cli_[0-9a-fA-F]{16}$/.test(appId) && mode === 'stream') {
    complain('FEISHU_APP_ID 应形如 cli_ 加 16 位十六进制字符（长连接方式要求）')
  }
  return {
    appId,
    appSecret: text('FEISHU_APP_SECRET') ?? '',
    encryptKey: text('FEISHU_ENCRYPT_KEY') ?? '',
    verificationToken: text('FEISHU_VERIFICATION_TOKEN') ?? '',
    domain,
    mode,
  }
}

function isLoopback(domain: string): boolean {
  try {
    return LOOPBACK.test(new URL(domain).hostname)
  } catch {
    return false
  }
}
