/** A reason somebody typed is theirs: it stands beside the journal's chain, never in it, and can be erased. */
import { expect, it } from 'vitest'
import type { Decision } from '../../../src/domain/decision.ts'
import { answerOrder } from '../../../src/services/orders/answer-order.ts'
import { correctOrder } from '../../../src/services/orders/correct-order.ts'
import { reopenOrder, revokeOrder } from '../../../src/services/orders/end-order.ts'
import { issueOrder } from '../../../src/services/orders/issue-order.ts'
import {
  approveAnswers,
  excuseDepartments,
  returnAnswers,
} from '../../../src/services/orders/review-answer.ts'
import { undoAct } from '../../../src/services/orders/undo-act.ts'
import { answer, journal, personalText } from '../../../src/store/schema/index.ts'
import { act, withBureau } from '../../support/bureau.ts'
import { testDatabase } from '../../support/database.ts'

const NO = { no: { year: 2026, no: 1 } }

function well<T>(done: Decision<T>): T {
  if (!done.ok) throw new Error(done.refusal.code)
  return done.value
}

it('whatever is returned, excused, corrected, reopened, undone or revoked, for however many departments', async () => {
  const database = await withBureau(await testDatabase())
  try {
    const both = { departments: ['personnel', 'planning_finance'] }
    const said = (text: string) => ({ text, files: [] })
    await act(database, '2026-03-02 10:00', 'li-na', async (ctx) =>
      well(
        await issueOrder(ctx, {
          kind: 'task',
          subject: '更新权责清单',
          term: { kind: 'workdays', workdays: 5 },
          departments: ['personnel', 'planning_finance', 'basic_education'].map((code) => ({
            code,
            role: 'lead',
          })),
        }),
      ),
    )
    const answers = (at: string) =>
      Promise.all([
        act(database, at, 'wang-qiang', async (ctx) => well(await answerOrder(ctx, NO, said('已办结，甲')))),
        act(database, at, 'liu-chang', async (ctx) => well(await answerOrder(ctx, NO, said('已办结，乙')))),
      ])
    await answers('2026-03-02 10:01')
    await act(database, '2026-03-02 10:02', 'li-na', async (ctx) =>
      well(await returnAnswers(ctx, NO, both, '琥珀一')),
    )
    await act(database, '2026-03-02 10:03', 'li-na', async (ctx) => well(await undoAct(ctx, NO)))
    const states = async () => (await database.db.select().from(answer)).map((a) => a.state)
    expect(await states()).toEqual(['filed', 'filed'])
    await act(database, '2026-03-02 10:04', 'li-na', async (ctx) =>
      well(await returnAnswers(ctx, NO, both, '琥珀二')),
    )
    await answers('2026-03-02 10:20')
    await act(database, '2026-03-02 10:21', 'li-na', async (ctx) => well(await approveAnswers(ctx, NO, both)))
    await act(database, '2026-03-02 10:22', 'li-na', async (ctx) => well(await undoAct(ctx, NO)))
    expect((await states()).sort()).toEqual(['filed', 'filed', 'returned', 'returned'])
    await act(database, '2026-03-02 10:23', 'li-na', async (ctx) => well(await approveAnswers(ctx, NO, both)))
    await act(database, '2026-03-02 10:24', 'li-na', async (ctx) =>
      well(await excuseDepartments(ctx, NO, { departments: ['basic_education'] }, '琥珀三')),
    )
    await act(database, '2026-03-02 10:25', 'li-na', async (ctx) =>
      well(await reopenOrder(ctx, NO, ['personnel'], '琥珀四')),
    )
    await act(database, '2026-03-02 10:26', 'li-na', async (ctx) =>
      well(await correctOrder(ctx, NO, { field: 'subject', to: '更新责任清单' }, undefined, '琥珀五')),
    )
    await act(database, '2026-03-02 10:27', 'li-na', async (ctx) =>
      well(await revokeOrder(ctx, NO, '琥珀六')),
    )
    const chain = await database.db.select().from(journal)
    expect(chain.map((e) => e.kind)).toEqual(
      expect.arrayContaining(['assignment.returned', 'assignment.excused', 'order.undone', 'order.revoked']),
    )
    expect(chain.filter((e) => e.body.includes('琥珀')).map((e) => e.kind)).toEqual([])
    const kept = (await database.db.select().from(personalText)).map((w) => w.text)
    expect(kept).toEqual(expect.arrayContaining(['琥珀二', '琥珀三', '琥珀四', '琥珀五', '琥珀六']))
    expect(kept.filter((w) => w === '琥珀二')).toHaveLength(2)
  } finally {
    await database.close()
  }
})
