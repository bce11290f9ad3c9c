/** An event that has to wait, and what may be stored of it: masked, whatever order it may belong to. */
import type { Moment } from '../../domain/time.ts'
import { examine, examineFileName, type Finding } from '../gate.ts'
import type { Incoming } from '../incoming.ts'

/** An event that waits to be finished: masked, with what the gate found in it. */
export interface LeftEvent {
  readonly incoming: Incoming
  readonly findings: readonly Finding[]
  /** Business time at which it came: an answer that had to wait is no later for it. */
  readonly at: Moment
}

export function forLater(incoming: Incoming, at: Moment): LeftEvent {
  const findings: Finding[] = []
  const masked = (text: string, look: typeof examine = examine): string => {
    const examined = look(text, { allowStaffPhones: false })
    findings.push(...examined.findings)
    return examined.masked
  }
  switch (incoming.kind) {
    case 'said': {
      const files = incoming.files.map((file) => ({ ...file, name: masked(file.name, examineFileName) }))
      return { incoming: { ...incoming, text: masked(incoming.text), files }, findings, at }
    }
    case 'edited':
      return { incoming: { ...incoming, text: masked(incoming.text) }, findings, at }
    case 'pressed': {
      const fields = Object.fromEntries(
        Object.entries(incoming.fields).map(([name, value]) => [name, masked(value)]),
      )
      return { incoming: { ...incoming, fields }, findings, at }
    }
    default:
      return { incoming, findings, at }
  }
}
