/**
 * A request to our address → refused, answered at once, or something that happened. Never throws for what a stranger sent.
 *
 * Order: JSON → signature over the raw bytes → decrypt → token → app → shape. The check of the address
 * (`url_verification`) is not signed by the platform; its token alone vouches for it, and nothing follows from it.
 * https://open.feishu.cn/document/server-docs/event-subscription-guide/event-subscription-configure-/request-url-configuration-case
 */
import * as v from 'valibot'
import type { RawRequest, Received } from '../../chat/adapter.ts'
import { decrypt, equalSecrets, keyBytes } from './crypto.ts'
import { acknowledgement, type Decoded, decode, FOREIGN_PRESS, type Memory } from './decode.ts'
import { type Envelope, envelope } from './payloads.ts'
import { signatureFault } from './verify.ts'

export interface ReceiveKeys {
  readonly appId: string
  readonly encryptKey: string
  readonly verificationToken: string
}

/** Verified, and not yet looked at any closer. */
export type Opened =
  | Extract<Received, { kind: 'refused' | 'answered' }>
  | { readonly kind: 'event'; readonly envelope: Envelope }

const refused = (status: 400 | 401, reason: string) => ({ kind: 'refused', status, reason }) as const
const utf8 = new TextDecoder('utf-8', { fatal: true })

export function opener(keys: ReceiveKeys): (request: RawRequest) => Opened {
  const key = keyBytes(keys.encryptKey)
  return function open(request) {
    const outer = objectOf(textOf(request.body))
    if (!outer) return refused(400, 'not JSON')
    let inner: Record<string, unknown> | undefined = outer
    const fault = signatureFault(request, keys.encryptKey)

    if ('encrypt' in outer) {
      if (typeof outer.encrypt !== 'string') return refused(400, 'not the expected shape')
      const plain = keys.encryptKey === '' ? undefined : decrypt(outer.encrypt, key)
      inner = plain === undefined ? undefined : objectOf(plain)
      if (!inner) return fault ? refused(401, fault) : refused(400, 'cannot be decrypted')
    }
    if (inner.type === 'url_verification') return challenge(inner, keys)
    const looksRight = typeof inner.header === 'object' || inner.type === 'event_callback'
    if (!looksRight)
      return fault && 'encrypt' in outer ? refused(401, fault) : refused(400, 'not the expected shape')
    if (fault) return refused(401, fault)

    if (inner.type === 'event_callback')
      // Events of version 1.0: none of them is ours, but they must be called received.
      return equalSecrets(keys.verificationToken, inner.token)
        ? { kind: 'answered', body: {} }
        : refused(401, 'wrong verification token')
    const read = v.safeParse(envelope, inner)
    if (!read.success) return refused(400, 'not the expected shape')
    const { header } = read.output
    if (!equalSecrets(keys.verificationToken, header.token)) return refused(401, 'wrong verification token')
    if (header.app_id !== undefined && header.app_id !== keys.appId)
      return refused(401, 'meant for another app')
    return { kind: 'event', envelope: read.output }
  }
}

/** What a verified event comes to. */
export function received(event: Envelope, memory: Memory): Received {
  return receivedOf(decode(event, memory))
}

function receivedOf(decoded: Decoded): Received {
  switch (decoded.kind) {
    case 'incoming':
      return { kind: 'incoming', incoming: [decoded.incoming], acknowledge: acknowledgement }
    case 'foreign-press':
      return { kind: 'answered', body: acknowledgement(FOREIGN_PRESS) }
    case 'ignored':
      return { kind: 'answered', body: {} }
    case 'misshapen':
      return refused(400, `${decoded.type} is not of the expected shape`)
  }
}

function challenge(inner: Record<string, unknown>, keys: ReceiveKeys): Opened {
  if (!equalSecrets(keys.verificationToken, inner.token)) return refused(401, 'wrong verification token')
  if (typeof inner.challenge !== 'string') return refused(400, 'not the expected shape')
  return { kind: 'answered', body: { challenge: inner.challenge } }
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes)
  } catch {
    return undefined
  }
}

function objectOf(text: string | undefined): Record<string, unknown> | undefined {
  if (text === undefined) return undefined
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined
  } catch {
    return undefined
  }
}
