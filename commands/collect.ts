import { departments, orderNo, rest } from '../src/chat/args.ts'
import { alone, defineCommand, refused } from '../src/chat/command.ts'
import { say } from '../src/chat/message.ts'
import { collected } from '../src/chat/words/collected.ts'
import { collectionTable, indexTable } from '../src/chat/words/collection.ts'
import { nameMoment } from '../src/chat/words/table.ts'
import { mayDo } from '../src/domain/authority.ts'
import { printNo } from '../src/domain/serial.ts'
import { type Collection, collectAnswers } from '../src/services/collect/collect-answers.ts'
import { noteCollected } from '../src/services/collect/note-collected.ts'
import { fitsOneFile, packFiles, placeFiles, weightOf } from '../src/services/collect/pack-files.ts'
import type { Ctx } from '../src/services/context.ts'
import { MOST_BYTES, mayMakeFiles, sendFile } from '../src/services/documents/send-file.ts'
import { writeSheet } from '../src/services/documents/xlsx.ts'
import { departmentName, departmentNames } from '../src/services/orders/card.ts'
import { seeOrder } from '../src/services/orders/seen.ts'
import { whichOrder } from './which-order.ts'

/** 汇总: an order's answers in one table, its files in one zip, sent alone. */
export const collect = defineCommand({
  name: 'collect',
  aliases: ['汇总', '汇总反馈'],
  for: 'office',
  args: { order: orderNo, departments, text: rest },
  words: {
    zh: {
      summary: '汇总反馈为一张表，附件打成一包',
      usage: '/collect #编号 [科室]',
      example: '/汇总 #12',
    },
    en: { summary: 'all answers in one table, their files in one zip', usage: '/collect #NO [DEPARTMENT]' },
  },
  async run(call) {
    const { ctx, publicUrl } = call
    const key = await whichOrder(call, '汇总', 'toReview', 'collect')
    if (!key.ok) return refused(key)
    const home = await seeOrder(ctx, key.value)
    if (!home.ok) return refused(home)
    const { order } = home.value
    const may = mayDo('collect', { posts: ctx.actor.posts, staff: ctx.bureau.settings.staff })
    if (!may.ok) return refused(may)
    const can = mayMakeFiles(ctx)
    if (!can.ok) return refused(can)
    const all = order.assignments.map((a) => a.department)
    const stranger = call.args.departments.find((d) => !all.includes(d))
    if (stranger !== undefined) {
      return refused({
        ok: false,
        refusal: {
          code: 'assignment.not-in-order',
          facts: {
            no: order.no,
            department: departmentName(ctx, stranger).name,
            departments: departmentNames(ctx, all),
          },
        },
      })
    }

    const collection = await collectAnswers(ctx, home.value, call.args.departments)
    const made = { by: ctx.actor.name, at: ctx.now }
    const stem = `${printNo(order.no)}${only(ctx, call.args.departments)}`
    const table = await sendFile(ctx, {
      name: `${stem} 反馈汇总表 ${nameMoment(ctx.now)}.xlsx`,
      bytes: await writeSheet(collectionTable(collection, made)),
      no: order.no,
      publicUrl,
    })
    if (!table.ok) return refused(table)
    const files = await sendFiles(ctx, collection, stem, publicUrl)
    if ('refusal' in files) return refused(files)
    noteCollected(ctx, collection, files.packed)
    return alone(say(...collected({ ...collection, ...files })))
  },
})

/** The zip, where there is anything to pack and it is not too large. */
async function sendFiles(ctx: Ctx, collection: Collection, stem: string, publicUrl: string) {
  const { card, parts } = collection
  const placed = placeFiles(parts)
  const weight = weightOf(parts)
  if (!placed.some((f) => f.path)) return { packed: 0, missing: placed.length, weight, most: MOST_BYTES }
  if (!fitsOneFile(parts)) return { packed: 0, missing: 0, weight, most: MOST_BYTES, tooLarge: true }
  const made = { by: ctx.actor.name, at: ctx.now }
  const { bytes, packed } = await packFiles(ctx.shelf!, placed, ctx.now, async (indexed) => ({
    name: '目录.xlsx',
    bytes: await writeSheet(indexTable(card, indexed, made)),
  }))
  const done = await sendFile(ctx, {
    name: `${stem} 附件 ${nameMoment(ctx.now)}.zip`,
    bytes,
    no: card.no,
    publicUrl,
  })
  if (!done.ok) return done
  const inside = packed.filter((f) => f.path).length
  return { packed: inside, missing: packed.length - inside, weight, most: MOST_BYTES }
}

/** Beside the number in a file's name, where not all departments are in it. */
function only(ctx: Ctx, codes: readonly string[]): string {
  if (codes.length === 0) return ''
  const names = departmentNames(ctx, codes)
  return ` ${names.length > 3 ? `${names.slice(0, 3).join('、')}等` : names.join('、')}`
}
