/**
 * One answer out of several messages, in every order in which they arrive: a file that is lost and sent again, a return or an
 * approval in between, two people of one department, a recall of all of it.
 */
import { and, asc, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { NoticeFacts } from '../../../src/domain/notices.ts'
import { assignmentOf } from '../../../src/domain/order.ts'
import type { Ctx } from '../../../src/services/context.ts'
import { fileFailed } from '../../../src/services/files/keep-files.ts'
import { answerOrder, gatherFiles } from '../../../src/services/orders/answer-order.ts'
import { editMessage } from '../../../src/services/orders/edit-message.ts'
import { filePauses } from '../../../src/services/orders/file-pauses.ts'
import { issueOrder } from '../../../src/services/orders/issue-order.ts'
import { joinOpenAnswer } from '../../../src/services/orders/join-answer.ts'
import { approveAnswers, returnAnswers } from '../../../src/services/orders/review-answer.ts'
import { recallMessage } from '../../../src/services/orders/withdraw-answer.ts'
import type { Database } from '../../../src/store/database.ts'
import { loadOrder } from '../../../src/store/orders.ts'
import { answer, file, outbox } from '../../../src/store/schema/index.ts'
import { act, withBureau } from '../../support/bureau.ts'
import { testDatabase } from '../../support/database.ts'

describe('one answer out of several messages', () => {
  let database: Database
  let messages = 0
  beforeAll(async () => {
    database = await testDatabase()
    await withBureau(database)
  })
  afterAll(() => database.close())

  const issued = (): Promise<string> =>
    act(database, '2026-03-02 10:00', 'li-na', async (ctx) => {
      const done = await issueOrder(ctx, {
        kind: 'task',
        subject: '更新权责清单',
        term: { kind: 'workdays', workdays: 5 },
        departments: [{ code: 'personnel', role: 'lead' }],
      })
      if (!done.ok) throw new Error(done.refusal.code)
      return done.value.order.id
    })
  /** Somebody says something in the order's thread; `at` a time of 2 March. @returns the message */
  async function says(
    order: string,
    at: string,
    who: string,
    text: string,
    names: readonly string[] = [],
  ): Promise<string> {
    const message = `m${++messages}`
    await act(database, `2026-03-02 ${at}`, who, async (ctx) => {
      const there = placed(ctx, who, message)
      const files = names.map((name) => ({ key: name, name, kind: 'file' }))
      const saying = { text, files, inThread: true }
      const done = text
        ? await answerOrder(there, { id: order }, saying)
        : await gatherFiles(there, { id: order }, saying)
      expect(done.ok, `${at} ${text}`).toBe(true)
    })
    return message
  }
  const placed = (ctx: Ctx, account: string, message: string): Ctx => ({
    ...ctx,
    place: { platform: 'web', chat: { id: 'group', kind: 'group' }, account, message },
  })
  const recalls = (at: string, message: string) =>
    act(database, `2026-03-02 ${at}`, 'duban', (ctx) => recallMessage(placed(ctx, '', message)))
  const edits = (at: string, message: string, text: string) =>
    act(database, `2026-03-02 ${at}`, 'wang-qiang', (ctx) =>
      editMessage(placed(ctx, 'wang-qiang', message), message, text),
    )
  const answersOf = (order: string) =>
    database.db
      .select()
      .from(answer)
      .where(eq(answer.order, order))
      .orderBy(asc(answer.at), asc(answer.lastAt))
  const stateOf = async (order: string) =>
    assignmentOf((await loadOrder(database.db, { id: order }))!.order, 'personnel')!.state
  /** The receipt as it stands now, and how many messages of that kind were sent, not edited. */
  async function receiptOf(id: string) {
    const rows = await database.db
      .select()
      .from(outbox)
      .where(eq(outbox.purpose, `receipt:${id}`))
      .orderBy(asc(outbox.seq))
    return {
      facts: rows.at(-1)!.notice.facts as NoticeFacts['answer.receipt'],
      sent: rows.filter((row) => row.verb === 'post').length,
    }
  }
  const filesOf = (id: string) => database.db.select().from(file).where(eq(file.answer, id))
  const lose = (name: string, order: string) =>
    act(database, '2026-03-02 10:30', 'duban', async (ctx) => {
      const [row] = await ctx.tx.db
        .select()
        .from(file)
        .where(and(eq(file.name, name), eq(file.order, order)))
      await fileFailed(ctx, row!, 0, true)
    })

  it('words, files, words again: one receipt, edited', async () => {
    const order = await issued()
    await says(order, '10:01', 'wang-qiang', '已办结')
    await says(order, '10:05', 'wang-qiang', '', ['清单.docx'])
    await says(order, '10:14', 'wang-qiang', '已补充说明', ['说明.docx'])
    const [row, ...more] = await answersOf(order)
    expect(more).toEqual([])
    expect(row).toMatchObject({ state: 'filed', text: '已办结\n已补充说明' })
    const { facts, sent } = await receiptOf(row!.id)
    expect([facts.files, sent]).toEqual([2, 1])
  })

  it('eleven minutes later it is a further answer, and the first keeps its time', async () => {
    const order = await issued()
    await says(order, '10:01', 'wang-qiang', '已办结')
    await says(order, '10:12', 'wang-qiang', '已补充说明')
    const [first, second] = await answersOf(order)
    expect((await receiptOf(first!.id)).facts.further).toBe(false)
    expect((await receiptOf(second!.id)).facts.further).toBe(true)
  })

  it('a lost file is asked for, and takes its place when it is sent again hours later', async () => {
    const order = await issued()
    await says(order, '10:01', 'wang-qiang', '已办结', ['清单.docx', '说明.docx'])
    const [row] = await answersOf(order)
    await lose('清单.docx', order)
    expect((await receiptOf(row!.id)).facts).toMatchObject({ files: 1, lost: 1 })
    await says(order, '15:00', 'wang-qiang', '', ['清单.docx'])
    expect((await answersOf(order)).length).toBe(1)
    const { facts, sent } = await receiptOf(row!.id)
    expect([facts.files, facts.lost, sent]).toEqual([2, 0, 1])
    expect((await filesOf(row!.id)).map((f) => f.name).toSorted()).toEqual(['清单.docx', '说明.docx'])
  })

  it('also after approval, without touching what was approved', async () => {
    const order = await issued()
    await says(order, '10:01', 'wang-qiang', '已办结', ['清单.docx'])
    const [row] = await answersOf(order)
    await act(database, '2026-03-02 10:20', 'li-na', (ctx) =>
      approveAnswers(ctx, { id: order }, { departments: [] }),
    )
    await lose('清单.docx', order)
    const joined = await act(database, '2026-03-02 11:00', 'wang-qiang', (ctx) =>
      joinOpenAnswer(
        placed(ctx, 'wang-qiang', 'again'),
        { id: order },
        { text: '', files: [{ key: 'k', name: '清单.docx', kind: 'file' }] },
      ),
    )
    expect(joined?.answer).toBe(row!.id)
    expect(await stateOf(order)).toBe('approved')
    // Without a loss nothing joins what is approved.
    const late = await act(database, '2026-03-02 11:01', 'wang-qiang', (ctx) =>
      joinOpenAnswer(placed(ctx, 'wang-qiang', 'late'), { id: order }, { text: '再补一句', files: [] }),
    )
    expect(late).toBeUndefined()
  })

  it('what follows a return is an answer of its own', async () => {
    const order = await issued()
    await says(order, '10:01', 'wang-qiang', '已办结')
    await act(database, '2026-03-02 10:03', 'li-na', (ctx) =>
      returnAnswers(ctx, { id: order }, { departments: [] }, '缺依据'),
    )
    await says(order, '10:05', 'wang-qiang', '', ['依据.pdf'])
    await says(order, '10:06', 'wang-qiang', '已补齐')
    const rows = await answersOf(order)
    expect(rows.map((r) => [r.state, r.text])).toEqual([
      ['returned', '已办结'],
      ['filed', '已补齐'],
    ])
    expect((await receiptOf(rows[1]!.id)).sent).toBe(1)
  })

  it('two people of one department have an answer each', async () => {
    const order = await issued()
    await says(order, '10:01', 'wang-qiang', '', ['清单.docx'])
    await says(order, '10:02', 'li-ming', '已办结')
    const rows = await answersOf(order)
    expect(rows.map((r) => [r.person, r.state]).toSorted()).toEqual([
      ['li-ming', 'filed'],
      ['wang-qiang', 'gathering'],
    ])
    await act(database, '2026-03-02 10:11', 'duban', filePauses)
    expect((await answersOf(order)).every((r) => r.state === 'filed')).toBe(true)
  })

  it('files that waited until the part was approved are not filed, and their notice says so', async () => {
    const order = await issued()
    await says(order, '10:01', 'wang-qiang', '已办结')
    await says(order, '10:12', 'li-ming', '', ['附表.xlsx'])
    await act(database, '2026-03-02 10:14', 'li-na', (ctx) =>
      approveAnswers(ctx, { id: order }, { departments: [] }),
    )
    await act(database, '2026-03-02 10:22', 'duban', filePauses)
    const row = (await answersOf(order)).find((r) => r.person === 'li-ming')!
    expect(row.state).toBe('withdrawn')
    const [told] = await database.db
      .select()
      .from(outbox)
      .where(and(eq(outbox.purpose, `gather:${row.id}`), eq(outbox.verb, 'edit')))
    expect(told!.notice.facts).toMatchObject({ dropped: 'closed', files: 1 })
  })

  it('a recalled message takes its words and files with it; the last one puts the part back to owing', async () => {
    const order = await issued()
    const first = await says(order, '10:01', 'wang-qiang', '已办结', ['清单.docx'])
    const second = await says(order, '10:03', 'wang-qiang', '已补充说明')
    const [row] = await answersOf(order)
    await recalls('10:04', first)
    expect((await answersOf(order))[0]).toMatchObject({ state: 'filed', text: '已补充说明' })
    expect((await receiptOf(row!.id)).facts).toMatchObject({ files: 0, recalled: 'some' })
    expect(await stateOf(order)).toBe('answered')
    await recalls('10:05', second)
    expect((await answersOf(order))[0]!.state).toBe('withdrawn')
    expect((await receiptOf(row!.id)).facts.recalled).toBe('all')
    expect(await stateOf(order)).toBe('signed')
    await recalls('10:06', second)
    expect(await stateOf(order)).toBe('signed')
  })

  it('after a return, taking back puts the part where the return had put it', async () => {
    const order = await issued()
    await says(order, '10:01', 'wang-qiang', '已办结')
    await act(database, '2026-03-02 10:03', 'li-na', (ctx) =>
      returnAnswers(ctx, { id: order }, { departments: [] }, '缺依据'),
    )
    await recalls('10:05', await says(order, '10:04', 'wang-qiang', '已补齐'))
    expect(await stateOf(order)).toBe('returned')
  })

  it('while another answer of the department stands, the part stays answered', async () => {
    const order = await issued()
    const first = await says(order, '10:01', 'wang-qiang', '已办结')
    await says(order, '10:02', 'li-ming', '已办结，见附件')
    await recalls('10:03', first)
    expect(await stateOf(order)).toBe('answered')
  })

  it('what is approved stays as registered when its message is recalled or edited', async () => {
    const order = await issued()
    const said = await says(order, '10:01', 'wang-qiang', '已办结', ['清单.docx'])
    await act(database, '2026-03-02 10:20', 'li-na', (ctx) =>
      approveAnswers(ctx, { id: order }, { departments: [] }),
    )
    expect(await edits('10:21', said, '已办结，另有说明')).toMatchObject({ what: 'noted' })
    await recalls('10:22', said)
    const [row] = await answersOf(order)
    expect(row).toMatchObject({ state: 'approved', text: '已办结' })
    expect((await filesOf(row!.id)).length).toBe(1)
    expect(await stateOf(order)).toBe('approved')
  })

  it('an edited message keeps both wordings, and its recall takes both', async () => {
    const order = await issued()
    const said = await says(order, '10:01', 'wang-qiang', '已办结，共11项')
    await says(order, '10:02', 'wang-qiang', '', ['清单.docx'])
    expect(await edits('10:03', said, '已办结，共12项')).toMatchObject({ what: 'added' })
    expect((await answersOf(order))[0]!.text).toBe('已办结，共11项\n已办结，共12项')
    expect(await edits('10:03', said, '已办结，共12项')).toBeUndefined()
    await recalls('10:04', said)
    expect((await answersOf(order))[0]).toMatchObject({ state: 'filed', text: '' })
  })
})
