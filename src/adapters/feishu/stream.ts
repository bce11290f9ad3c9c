/**
 * The long connection, through the vendor's own client; for servers without a public address. Node only, imported when asked for.
 * https://open.feishu.cn/document/server-docs/event-subscription-guide/event-subscription-configure-/request-url-configuration-case
 *
 * Each push goes to one of the app's connections, at random; a handler that throws, or takes more than 3 s, gets it again.
 */
import * as lark from '@larksuiteoapi/node-sdk'
import * as v from 'valibot'
import type { Log } from './api.ts'
import { type Envelope, envelope } from './payloads.ts'

export interface StreamConfig {
  readonly appId: string
  readonly appSecret: string
  readonly domain: string
}

export interface Stream {
  state(): string
  close(): void
}

/** Anything else the vendor's client silently does not connect with. */
const APP_ID = /^cli_[0-9a-fA-F]{16}$/

/**
 * Returns at once; the connection mends itself.
 * @param handle gives the body of the acknowledgement; throws when the platform shall push again
 */
export function openStream(
  config: StreamConfig,
  log: Log,
  handle: (event: Envelope) => Promise<unknown>,
): Stream {
  if (!APP_ID.test(config.appId)) {
    log.error({}, 'FEISHU_APP_ID 应为 cli_ 加 16 位十六进制字符，长连接未建立')
    return { state: () => 'failed', close: () => {} }
  }
  const client = new lark.WSClient({
    appId: config.appId,
    appSecret: config.appSecret,
    domain: config.domain,
    logger: silentButErrors(log),
    loggerLevel: lark.LoggerLevel.error,
    handshakeTimeoutMs: 10_000,
    wsConfig: { pingTimeout: 10 },
    onReady: () => log.info({}, 'feishu long connection is open'),
    onReconnecting: () => log.warn({}, 'feishu long connection lost, reconnecting'),
    onReconnected: () => log.info({}, 'feishu long connection is open again'),
    onError: () => log.error({}, 'feishu long connection was refused; see doctor'),
  })
  client.start({ eventDispatcher: new RawDispatcher(handle, log) }).catch(() => {
    log.error({}, 'feishu long connection could not be started')
  })
  return {
    state: () => client.getConnectionStatus().state,
    close: () => client.close({ force: true }),
  }
}

/**
 * The vendor's dispatcher merges `header` and `event` into one object, where a press's own `token` hides the header's;
 * so the event is taken before that, whole. What we do not know is acknowledged, or it would come again for 7 hours.
 */
class RawDispatcher extends lark.EventDispatcher {
  readonly #handle: (event: Envelope) => Promise<unknown>
  readonly #log: Log

  constructor(handle: (event: Envelope) => Promise<unknown>, log: Log) {
    super({ logger: silentButErrors(log), loggerLevel: lark.LoggerLevel.error })
    this.#handle = handle
    this.#log = log
  }

  override async invoke(data: unknown): Promise<unknown> {
    const read = v.safeParse(envelope, data)
    if (!read.success) {
      this.#log.warn({}, 'feishu pushed something that is not an event')
      return undefined
    }
    return this.#handle(read.output)
  }
}

/** The client's debug and info lines hold what people say, and the address with its ticket; its errors hold no content. */
function silentButErrors(log: Log) {
  const nothing = () => {}
  const words = (args: unknown[]) =>
    args
      .flat()
      .filter((one) => typeof one === 'string')
      .join(' ')
      .replace(/(error|data):.*$/s, '$1')
      .slice(0, 120)
  return {
    error: (...args: unknown[]) => log.error({ sdk: words(args) }, 'feishu long connection'),
    warn: nothing,
    info: nothing,
    debug: nothing,
    trace: nothing,
  }
}
