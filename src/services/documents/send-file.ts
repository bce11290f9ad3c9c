/**
 * A file of ours, to the one who asked for it, alone. Its bytes are kept before the commit and the telling names them by
 * their hash: should the commit fail, they lie there unused and harm nobody.
 */
import { createHash } from 'node:crypto'
import { allow, type Decision, refuse } from '../../domain/decision.ts'
import type { OrderNo } from '../../domain/serial.ts'
import type { Ctx } from '../context.ts'
import { personLane } from '../tell.ts'

export interface OutgoingFile {
  readonly name: string
  readonly bytes: Uint8Array
  /** The order it is about. */
  readonly no?: OrderNo
  /** Base address of links. */
  readonly publicUrl: string
}

/** The least any of our platforms takes at once (Feishu: 30 MB). */
export const MOST_BYTES = 30 * 1024 * 1024

/** Whether files can be made here at all: asked before the work is done. */
export function mayMakeFiles(ctx: Pick<Ctx, 'shelf'>): Decision<true> {
  return ctx.shelf ? allow(true) : refuse('file.no-store', {})
}

export async function sendFile(
  ctx: Ctx,
  { name, bytes, no, publicUrl }: OutgoingFile,
): Promise<Decision<true>> {
  const { shelf, place } = ctx
  if (!shelf || !place) return refuse('file.no-store', {})
  if (bytes.byteLength > MOST_BYTES)
    return refuse('file.too-large', { name, bytes: bytes.byteLength, most: MOST_BYTES })
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  await shelf.put(sha256, bytes)
  ctx.tx.tell({
    platform: place.platform,
    lane: personLane(place.platform, place.account),
    address: { to: 'person', account: place.account },
    verb: 'post',
    notice: {
      kind: 'file.sent',
      facts: {
        name,
        sha256,
        size: bytes.byteLength,
        link: `${publicUrl}/files/${sha256}`,
        ...(no ? { no } : {}),
      },
    },
  })
  return allow(true)
}
