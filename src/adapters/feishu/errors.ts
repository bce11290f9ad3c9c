/**
 * The platform's codes as troubles of ours.
 * https://open.feishu.cn/document/server-docs/api-call-guide/generic-error-code
 * https://open.feishu.cn/document/server-docs/im-v1/message/create (its own table, 230001 …)
 */
import { PlatformError, type PlatformTrouble } from '../../chat/adapter.ts'
import { HttpFailure } from './http.ts'

/** Codes that say the token, not the request, is at fault: fetch a new one and try once more. */
export const TOKEN_CODES: ReadonlySet<number> = new Set([99991661, 99991663, 99991665, 99991671])

/** These cannot be answered in a thread; they can be answered without one. */
export const NO_THREAD_CODES: ReadonlySet<string> = new Set(['230071', '230072'])

interface Meaning {
  readonly trouble: PlatformTrouble
  readonly hint: string
  readonly waitMs?: number
}

const HOUR = 3_600_000

const MEANINGS: ReadonlyMap<number, Meaning> = new Map<number, Meaning>([
  [99991400, { trouble: 'wait', hint: 'API rate limit', waitMs: 1000 }],
  [230020, { trouble: 'wait', hint: 'message rate limit of this chat or person', waitMs: 1000 }],
  [11232, { trouble: 'wait', hint: 'message rate limit', waitMs: 1000 }],
  [230049, { trouble: 'wait', hint: 'still being sent', waitMs: 1000 }],
  [99991403, { trouble: 'wait', hint: 'the monthly API quota is used up', waitMs: HOUR }],
  [99991401, { trouble: 'away', hint: 'this server is not on the app’s IP allow-list' }],
  [10003, { trouble: 'away', hint: 'app id or secret is wrong' }],
  [10014, { trouble: 'away', hint: 'app id or secret is wrong' }],
  [1500, { trouble: 'unknown', hint: 'internal error of the platform' }],
  [2200, { trouble: 'unknown', hint: 'internal error of the platform' }],
  [230011, { trouble: 'gone', hint: 'the message was recalled' }],
  [230110, { trouble: 'gone', hint: 'the message was deleted' }],
  [230019, { trouble: 'gone', hint: 'the thread is not there any more' }],
  [230031, { trouble: 'gone', hint: 'the card is older than 14 days' }],
  [230072, { trouble: 'gone', hint: 'no further edits are allowed' }],
  [230075, { trouble: 'gone', hint: 'the time for edits is over' }],
  [230002, { trouble: 'unreachable', hint: 'the bot is not in this chat' }],
  [230013, { trouble: 'unreachable', hint: 'the person is outside the app’s availability or has left' }],
  [230029, { trouble: 'unreachable', hint: 'the person has resigned' }],
  [230053, { trouble: 'unreachable', hint: 'the person refuses messages of the bot' }],
  [230018, { trouble: 'unreachable', hint: 'the group’s settings forbid it' }],
  [230035, { trouble: 'unreachable', hint: 'muted in this group' }],
  [232009, { trouble: 'unreachable', hint: 'the chat was dissolved' }],
  [99991672, { trouble: 'refused', hint: 'the app lacks a permission' }],
  [230006, { trouble: 'refused', hint: 'the app’s bot ability is off' }],
  [230001, { trouble: 'refused', hint: 'bad parameter' }],
  [230022, { trouble: 'refused', hint: 'sensitive content' }],
  [230028, { trouble: 'refused', hint: 'stopped by the tenant’s data-loss prevention' }],
  [230025, { trouble: 'refused', hint: 'too long' }],
  [230099, { trouble: 'refused', hint: 'the card was rejected' }],
  [234006, { trouble: 'refused', hint: 'the file is larger than the platform takes' }],
  [234010, { trouble: 'refused', hint: 'the file is empty' }],
  [230023, { trouble: 'refused', hint: 'this person has too many unread urgent messages' }],
  [230024, { trouble: 'refused', hint: 'the quota of urgent messages is used up' }],
  [230052, { trouble: 'refused', hint: 'the group lets administrators alone send urgent messages' }],
  [99992361, { trouble: 'refused', hint: 'this open_id belongs to another app' }],
])

/** @param headers of the answer, names in lower case */
export function platformError(
  status: number,
  code: number | undefined,
  message: string,
  headers: Readonly<Record<string, string | undefined>>,
): PlatformError {
  const said = harmless(message)
  const make = (m: Meaning, name: string) =>
    new PlatformError(
      'feishu',
      m.trouble,
      name,
      said ? `${m.hint}: ${said}` : m.hint,
      waitOf(m, code, headers),
    )
  if (code === 230099 && /card action is lock/i.test(message))
    return make({ trouble: 'wait', hint: 'somebody is using the card', waitMs: 1000 }, '230099')
  const meaning = code === undefined ? undefined : MEANINGS.get(code)
  if (meaning) return make(meaning, String(code))
  const name = code ? String(code) : `http-${status}`
  if (status === 429) return make({ trouble: 'wait', hint: 'too many requests', waitMs: 1000 }, name)
  if (status === 503) return make({ trouble: 'away', hint: 'the platform is not available' }, name)
  if (status >= 500) return make({ trouble: 'unknown', hint: 'the platform failed' }, name)
  if (code === undefined)
    return make(
      { trouble: status < 400 ? 'unknown' : 'refused', hint: 'not an answer of the platform' },
      name,
    )
  return make({ trouble: 'refused', hint: `HTTP ${status}` }, name)
}

/** @param sends whether the request would have changed something over there */
export function networkError(failure: unknown, sends: boolean): PlatformError {
  if (!(failure instanceof HttpFailure)) throw failure
  const trouble = failure.sent && sends ? 'unknown' : 'away'
  return new PlatformError('feishu', trouble, failure.code, failure.sent ? 'no answer came' : 'not reached')
}

function waitOf(m: Meaning, code: number | undefined, headers: Readonly<Record<string, string | undefined>>) {
  if (m.waitMs === undefined) return undefined
  const reset = Number(headers['x-ogw-ratelimit-reset'])
  if (Number.isFinite(reset) && reset > 0) return Math.min(reset, 3600) * 1000
  return code === 230020 ? m.waitMs + Math.floor(Math.random() * 500) : m.waitMs
}

/** The platform's own words, short and without anything that looks like a token. */
function harmless(message: string): string {
  return message
    .slice(0, 200)
    .replace(/\b[tuac]-[\w.-]{8,}/g, '…')
    .replace(/[\r\n]+/g, ' ')
}
