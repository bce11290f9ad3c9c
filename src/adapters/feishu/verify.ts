/**
 * Is this really the platform? Signature over the bytes as they came, age by the machine's clock.
 * https://open.feishu.cn/document/server-docs/event-subscription-guide/event-subscription-configure-/encrypt-key-encryption-configuration-case
 */
import type { RawRequest } from '../../chat/adapter.ts'
import { equalSecrets, signatureOf } from './crypto.ts'

/** Re-deliveries run for 7.1 h, and nothing says that they are signed anew. Milliseconds. */
const OLDEST = 8 * 3_600_000
/** Clocks differ. Milliseconds. */
const FUTURE = 5 * 60_000

/** Why the signature is not good, or `undefined` when it is. */
export function signatureFault(request: RawRequest, encryptKey: string): string | undefined {
  if (encryptKey === '') return 'no Encrypt Key is configured, so nothing can be proven'
  const timestamp = request.headers['x-lark-request-timestamp']
  const nonce = request.headers['x-lark-request-nonce']
  const signature = request.headers['x-lark-signature']
  if (!timestamp || !nonce || !signature) return 'signature headers are missing'
  if (!/^\d{1,12}$/.test(timestamp)) return 'the timestamp is not one'
  if (!equalSecrets(signatureOf(timestamp, nonce, encryptKey, request.body), signature.toLowerCase()))
    return 'the signature does not fit the body'
  const age = request.machineNow - Number(timestamp) * 1000
  if (age > OLDEST) return 'signed more than 8 hours ago'
  if (age < -FUTURE) return 'signed more than 5 minutes in the future'
  return undefined
}
