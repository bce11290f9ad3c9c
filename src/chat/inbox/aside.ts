/**
 * Said of a restricted order (限定知悉) in a chat where it must not be spoken of, such as under its number in the leading
 * group's: what came of it is told to the sender alone. Nobody is corrected in the group, a bureau leader nowhere.
 */
import { mayDo } from '../../domain/authority.ts'
import { answersFor, departmentOf, isLeader } from '../../domain/roster.ts'
import { type OrderNo, printNo } from '../../domain/serial.ts'
import type { Ctx } from '../../services/context.ts'
import { alone, type Call, type Outcome } from '../command.ts'
import { type Message, say } from '../message.ts'

/** The same line, of which every answer goes to the sender alone. */
export function apart<C extends Call>(call: C): C {
  const { place } = call.ctx
  return place ? { ...call, ctx: { ...call.ctx, place: { ...place, apart: true } } } : call
}

/**
 * The outcome, for the sender alone; to somebody of these departments with where the matter belongs.
 * @param departments those that the order concerns; none where what was said was not about the order
 */
export function aside(ctx: Ctx, no: OrderNo, departments: readonly string[], outcome: Outcome): Outcome {
  if (outcome.kind === 'silent' || outcome.kind === 'refused') return outcome
  const guide = guideFor(ctx, no, departments)
  if (outcome.kind === 'done') return guide ? alone(say(guide)) : outcome
  const { message, purpose } = outcome
  return alone(guide ? below(message, guide) : message, purpose)
}

function below(message: Message, line: string): Message {
  return { ...message, lines: [...message.lines, line] }
}

/** `undefined` for leaders and the office: they know what they issued. */
function guideFor({ actor, bureau }: Ctx, no: OrderNo, departments: readonly string[]): string | undefined {
  const { posts } = actor
  if (isLeader(posts) || mayDo('approve', { posts, staff: bureau.settings.staff }).ok) return undefined
  const own = answersFor(posts).find((d) => departments.includes(d))
  if (own === undefined) return undefined
  const unit = departmentOf(bureau.roster, own)?.kind === 'unit'
  return `${printNo(no)}限定知悉，请在${unit ? '本单位' : '本科室'}群或私信中办理；群内所发内容请撤回`
}
