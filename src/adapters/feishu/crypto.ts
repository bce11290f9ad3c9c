/**
 * The vendor's encryption of events: AES-256-CBC, key = SHA-256 of the Encrypt Key, the first 16 bytes are the IV.
 * https://open.feishu.cn/document/server-docs/event-subscription-guide/event-subscription-configure-/encrypt-key-encryption-configuration-case
 *
 * `node:crypto` is there on Node and on Workers with `nodejs_compat`; its synchronous calls are what keeps the hot path short.
 */
import { createDecipheriv, createHash, timingSafeEqual } from 'node:crypto'

export function keyBytes(encryptKey: string): Uint8Array {
  return createHash('sha256').update(encryptKey).digest()
}

/** The plain text of `encrypt`, or `undefined` when this key does not open it. Never throws. */
export function decrypt(encrypted: string, key: Uint8Array): string | undefined {
  try {
    const bytes = Buffer.from(encrypted, 'base64')
    if (bytes.length < 32 || bytes.length % 16 !== 0) return undefined
    const decipher = createDecipheriv('aes-256-cbc', key, bytes.subarray(0, 16))
    return Buffer.concat([decipher.update(bytes.subarray(16)), decipher.final()]).toString('utf8')
  } catch {
    return undefined
  }
}

/** Lower-case hex SHA-256 over timestamp, nonce, Encrypt Key and the body's own bytes. */
export function signatureOf(timestamp: string, nonce: string, encryptKey: string, body: Uint8Array): string {
  return createHash('sha256')
    .update(timestamp + nonce + encryptKey)
    .update(body)
    .digest('hex')
}

/** Compares without telling by its time where two texts differ; an empty expectation equals nothing. */
export function equalSecrets(expected: string, given: unknown): boolean {
  if (typeof given !== 'string' || expected === '') return false
  const a = Buffer.from(expected)
  const b = Buffer.from(given)
  if (a.length !== b.length) return false
  return timingSafeEqual(a, b)
}
