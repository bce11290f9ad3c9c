/** What the gate does at the door: what it found is said to the sender alone and counted, and nothing is dispatched. */
import type { Ctx } from '../../services/context.ts'
import type { Read } from '../dispatch.ts'
import { type Examined, examine, examineFileName, type Finding } from '../gate.ts'
import type { Said } from '../incoming.ts'
import { type Stopped, wordGate } from '../words/gate.ts'
import type { Door, ThreadOrder } from './parts.ts'
import { answerAlone } from './speak.ts'

const STRICT = { allowStaffPhones: false }

/** The findings in one text. */
export function findingsIn(text: string): readonly Finding[] {
  return examine(text, STRICT).findings
}

/**
 * What was said, masked, and what in it has to be stopped, files' names included.
 *
 * Staff telephone numbers may stand in an answer to an order that asks for them: in its thread, or said of it by number.
 */
export async function examineSaid(
  door: Door,
  ctx: Ctx | undefined,
  said: Said,
  read: Read,
  thread: ThreadOrder | undefined,
): Promise<{ readonly masked: string; readonly stopped: readonly Finding[] }> {
  const seen = examine(said.text, STRICT)
  const phones =
    seen.findings.some((f) => f.kind === 'mobile') && (await mayNamePhones(door, ctx, said, read, thread))
  const examined: Examined = phones ? examine(said.text, { allowStaffPhones: true }) : seen
  return {
    masked: examined.masked,
    stopped: [
      ...examined.findings.filter((f) => !(f.kind === 'mobile' && phones)),
      ...said.files.flatMap((f) => examineFileName(f.name, STRICT).findings),
    ],
  }
}

async function mayNamePhones(
  door: Door,
  ctx: Ctx | undefined,
  said: Said,
  read: Read,
  thread: ThreadOrder | undefined,
): Promise<boolean> {
  if (thread) return thread.asksPhones
  const answers =
    (read.kind === 'command' && read.command.name === 'reply') ||
    (read.kind === 'sentence' && said.chat.kind === 'direct')
  return ctx !== undefined && answers && door.listeners.asksPhones(ctx, said.text)
}

/** The gate spoke: the sender alone is told. What was found is counted, never kept. */
export async function stop(
  door: Door,
  ctx: Ctx,
  findings: readonly Finding[],
  stopped: Stopped,
): Promise<void> {
  const found = merged(findings)
  ctx.tx.note({
    matter: 'gate',
    kind: 'gate.stopped',
    actor: ctx.actor.code,
    facts: { found: Object.fromEntries(found.map((f) => [f.kind, f.count])) },
  })
  answerAlone(door, ctx, wordGate(found, stopped))
  await door.listeners.stopped(
    ctx,
    found.map((f) => f.kind),
  )
}

/** One finding for each kind, from the words and the names of files. */
export function merged(findings: readonly Finding[]): readonly Finding[] {
  return [...Map.groupBy(findings, (f) => f.kind).entries()].map(([kind, same]) => ({
    kind,
    count: same.reduce((n, f) => n + f.count, 0),
    spans: same.flatMap((f) => f.spans),
  }))
}
