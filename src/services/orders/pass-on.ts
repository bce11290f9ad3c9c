/** What somebody wants that only the office can do, passed to the office: never lost, never done by itself. */
import type { Due } from '../../domain/due.ts'
import { answersFor } from '../../domain/roster.ts'
import type { HomedOrder } from '../../store/orders.ts'
import type { Ctx } from '../context.ts'
import { tellPerson } from '../tell.ts'
import { departmentName, dueNote, noted } from './card.ts'
import { orderMatter } from './change-order.ts'
import { keepInstruction } from './instructions.ts'
import { clerk, officeFor } from './office.ts'

const MOST_KEPT = 1000

/** What was read of an instruction, shown to the office beside the leader's own words. */
export interface ReadInstruction {
  readonly departments: readonly string[]
  readonly subject?: string
  readonly due?: Due
}

/** A leader's instruction; about an order it goes to whoever looks after that order. It waits there to be decided about. */
export async function passInstruction(
  ctx: Ctx,
  text: string,
  read: ReadInstruction,
  home?: HomedOrder,
): Promise<void> {
  const said = cut(text)
  const to = (home && officeFor(ctx, home.order)) ?? clerk(ctx)
  if (home) {
    ctx.tx.note({
      matter: orderMatter(home.order.no),
      kind: 'order.instructed',
      actor: ctx.actor.code,
      facts: {},
      personal: { text: said },
    })
  } else {
    ctx.tx.note({
      matter: 'office',
      kind: 'office.instructed',
      actor: ctx.actor.code,
      facts: {},
      personal: { text: said },
    })
  }
  if (!to) return
  const instruction = await keepInstruction(ctx, said, to.code, home)
  const facts = {
    by: ctx.actor.name,
    text: said,
    instruction,
    departments: read.departments.map((code) => departmentName(ctx, code)),
    ...(read.subject ? { subject: read.subject } : {}),
    ...(read.due ? { due: read.due, ...noted(dueNote(ctx, read.due)) } : {}),
    ...(home ? { no: home.order.no, order: home.order.id } : {}),
  }
  tellPerson(
    ctx,
    to.code,
    'leader.instruction',
    facts,
    home ? { platform: home.platform, matter: home.order.id, about: home.order } : {},
  )
}

/** A dispatch that was refused: it makes no order, the office learns who asked for what. @returns who was told */
export function passWish(ctx: Ctx, text: string): string | undefined {
  const to = clerk(ctx)
  if (!to || to.code === ctx.actor.code) return undefined
  const [own] = answersFor(ctx.actor.posts)
  tellPerson(ctx, to.code, 'order.wanted', {
    by: ctx.actor.name,
    text: cut(text),
    ...(own ? { department: departmentName(ctx, own) } : {}),
  })
  return to.name
}

function cut(text: string): string {
  return [...text].slice(0, MOST_KEPT).join('')
}
