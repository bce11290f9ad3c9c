/**
 * Who may ask, decide, reroute and answer: every role, and every state of the part, through the commands and through the
 * buttons. One order; each cell is a transaction that is taken back.
 */
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ask, respond } from '../../commands/ask.ts'
import { extend } from '../../commands/extend.ts'
import { reroute } from '../../commands/reroute.ts'
import { readArgs } from '../../src/chat/args.ts'
import { departmentBook } from '../../src/chat/assignment/departments.ts'
import type { AnyCommand, Call, Outcome, PressOutcome } from '../../src/chat/command.ts'
import { holidayYears } from '../../src/data/holidays/index.ts'
import { practiceBureau } from '../../src/data/practice-bureau.ts'
import type { Bureau } from '../../src/domain/bureau.ts'
import type { AssignmentState } from '../../src/domain/order.ts'
import { postsOf } from '../../src/domain/roster.ts'
import { dayOf, type Moment, moment } from '../../src/domain/time.ts'
import { parseBureauFile } from '../../src/services/bureau/bureau-file.ts'
import { loadBureau } from '../../src/services/bureau/load-bureau.ts'
import type { Ctx } from '../../src/services/context.ts'
import { askOffice } from '../../src/services/orders/ask-office.ts'
import { issueOrder } from '../../src/services/orders/issue-order.ts'
import { requestExtension } from '../../src/services/orders/request-extension.ts'
import { requestReroute } from '../../src/services/orders/request-reroute.ts'
import { readBureau } from '../../src/store/bureau.ts'
import type { Database } from '../../src/store/database.ts'
import { openRequests } from '../../src/store/requests.ts'
import { assignment } from '../../src/store/schema/index.ts'
import type { Tx } from '../../src/store/transact.ts'
import { onlyWeb } from '../../src/terminal/play.ts'
import { testDatabase } from '../support/database.ts'

const NOW = moment('2026-03-02 10:00')
const ROLES = {
  'head of it': 'wang-qiang',
  'deputy head of it': 'li-ming',
  'head of another': 'liu-chang',
  liaison: 'chen-hao',
  staff: 'li-na',
  'deputy director': 'luo-jing',
  director: 'zhang-ming',
  'group leader': 'qian-weidong',
  'principal leader': 'zhao-jianguo',
  'vice leader in charge': 'sun-li',
  administrator: 'shi-lei',
} as const
type Role = keyof typeof ROLES

const DEPARTMENT: readonly Role[] = ['head of it', 'deputy head of it']
const GRANTING: readonly Role[] = ['deputy director', 'director', 'group leader', 'principal leader']
const OFFICE: readonly Role[] = ['staff', ...GRANTING]

interface Action {
  /** What waits for a decision before. */
  readonly waiting?: 'extension' | 'second extension' | 'reroute' | 'question'
  /** As it is typed, or the button with its fields. */
  readonly types: readonly [AnyCommand, string]
  readonly presses?: readonly [AnyCommand, string, Readonly<Record<string, string>>]
  readonly roles: readonly Role[]
  /** The states of the part in which it is done; where it can be pressed or typed at all. */
  readonly states: readonly AssignmentState[]
  readonly as: Role
}

const OWED: readonly AssignmentState[] = ['waiting', 'signed', 'returned']
const STATES: readonly AssignmentState[] = [
  'waiting',
  'signed',
  'answered',
  'approved',
  'returned',
  'declined',
  'excused',
]

const ACTIONS: Readonly<Record<string, Action>> = {
  'ask for an extension': {
    types: [extend, '#1 3个工作日 等考试中心数据'],
    presses: [extend, 'extension.ask', { workdays: '3', reason: '等考试中心数据' }],
    roles: DEPARTMENT,
    states: OWED,
    as: 'head of it',
  },
  'grant an extension': {
    waiting: 'extension',
    types: [extend, '#1 人事科 同意'],
    presses: [extend, 'extension.grant', {}],
    roles: GRANTING,
    states: OWED,
    as: 'director',
  },
  'grant a second extension': {
    waiting: 'second extension',
    types: [extend, '#1 人事科 同意'],
    presses: [extend, 'extension.grant', {}],
    roles: ['group leader', 'principal leader'],
    states: OWED,
    as: 'group leader',
  },
  'refuse an extension': {
    waiting: 'extension',
    types: [extend, '#1 人事科 不同意 时间要求明确'],
    presses: [extend, 'extension.refuse', { reason: '时间要求明确' }],
    roles: OFFICE,
    states: STATES,
    as: 'staff',
  },
  'ask for another department': {
    // Who is of the office and says so reroutes: this cell is the departments' alone.
    types: [reroute, '#1 应由计财科承办，属经费事项'],
    presses: [reroute, 'reroute.ask', { proper: '计财科', reason: '属经费事项' }],
    roles: DEPARTMENT,
    states: OWED,
    as: 'head of it',
  },
  reroute: {
    waiting: 'reroute',
    types: [reroute, '#1 人事科 → 基教科 涉及学校'],
    presses: [reroute, 'reroute.grant', { to: 'basic_education' }],
    roles: OFFICE,
    states: OWED,
    as: 'staff',
  },
  'refuse a reroute': {
    waiting: 'reroute',
    types: [reroute, '#1 人事科 不予改派 权责清单由人事科汇总'],
    presses: [reroute, 'reroute.refuse', { reason: '权责清单由人事科汇总' }],
    roles: OFFICE,
    states: STATES,
    as: 'staff',
  },
  'ask the office': {
    types: [ask, '#1 口径是否包括直属单位'],
    roles: DEPARTMENT,
    states: STATES,
    as: 'head of it',
  },
  'answer a question': {
    waiting: 'question',
    types: [respond, '#1 人事科 包括直属单位'],
    presses: [respond, 'question.answer', { answer: '包括直属单位' }],
    roles: OFFICE,
    states: STATES,
    as: 'director',
  },
}

let database: Database
let bureau: Bureau
let order: string

beforeAll(async () => {
  database = await testDatabase()
  await database.transact(moment('2024-01-02 09:00'), (tx) =>
    loadBureau(tx, onlyWeb(parseBureauFile(practiceBureau))),
  )
  await database.transact(NOW, async (tx) => {
    bureau = (await readBureau(tx.db, holidayYears))!
    const issued = await issueOrder(ctxOf(tx, 'li-na'), {
      kind: 'task',
      subject: '更新权责清单',
      term: { kind: 'workdays', workdays: 5 },
      departments: [{ code: 'personnel', role: 'lead' }],
    })
    if (!issued.ok) throw new Error(issued.refusal.code)
    order = issued.value.order.id
  })
})
afterAll(() => database.close())

function ctxOf(tx: Tx, person: string): Ctx {
  const { name } = bureau.roster.people.get(person)!
  const posts = postsOf(bureau.roster, person, dayOf(NOW))
  const place = {
    platform: 'web',
    chat: { id: `direct:${person}`, kind: 'direct' as const },
    account: person,
    message: 'm',
  }
  return { tx, now: NOW, bureau, actor: { code: person, name, posts }, place }
}

class TakenBack extends Error {}

/** Plays one cell and takes everything back. @returns `done`, or why not */
async function cell(
  action: Action,
  person: string,
  state: AssignmentState,
  how: 'types' | 'presses',
): Promise<string> {
  let came = ''
  await database
    .transact(NOW, async (tx) => {
      const asker = ctxOf(tx, 'wang-qiang')
      if (action.waiting === 'second extension')
        await tx.db.update(assignment).set({ extended: 1 }).where(eq(assignment.order, order))
      const asked =
        action.waiting === 'reroute'
          ? await requestReroute(asker, { id: order }, { proper: 'planning_finance', reason: '属经费事项' })
          : action.waiting === 'question'
            ? await askOffice(asker, { id: order }, '口径是否包括直属单位')
            : action.waiting
              ? await requestExtension(
                  asker,
                  { id: order },
                  {
                    time: { kind: 'workdays', workdays: 3 },
                    reason: '等考试中心数据',
                  },
                )
              : undefined
      if (asked && !asked.ok) throw new Error(asked.refusal.code)
      const [request] = await openRequests(tx.db)
      await tx.db.update(assignment).set({ state }).where(eq(assignment.order, order))
      const outcome =
        how === 'types' ? await typed(tx, action, person) : await pressed(tx, action, person, request?.id)
      came = wordOf(outcome, (await openRequests(tx.db)).length, action.waiting !== undefined)
      throw new TakenBack()
    })
    .catch((error: unknown) => {
      if (!(error instanceof TakenBack)) throw error
    })
  return came
}

function wordOf(outcome: Outcome | PressOutcome, open: number, waited: boolean): string {
  if (outcome.kind === 'refused') return outcome.refusal.code
  // Done: what waited is decided, what was asked waits.
  return open === (waited ? 0 : 1) ? 'done' : `${outcome.kind}, nothing done`
}

async function typed(tx: Tx, { types: [command, text] }: Action, person: string): Promise<Outcome> {
  const ctx = ctxOf(tx, person)
  const book = departmentBook(bureau.roster.departments)
  const args = readArgs(command.args, text, { book, year: 2026 })
  if (!args.ok) throw new Error('not understood')
  const call = {
    ctx,
    args: args.value,
    said: { chat: { id: 'direct', kind: 'direct' }, text, files: [], mentions: [] },
    text,
    book,
    machineNow: NOW,
    publicUrl: '',
  }
  return command.run(call as unknown as Call)
}

async function pressed(
  tx: Tx,
  { presses }: Action,
  person: string,
  request: string | undefined,
): Promise<PressOutcome> {
  const [command, verb, fields] = presses!
  return command.presses![verb]!({
    ctx: ctxOf(tx, person),
    press: { do: verb, order, ...(request ? { request } : {}) },
    fields,
    message: 'm',
    book: departmentBook(bureau.roster.departments),
    machineNow: NOW as Moment,
    publicUrl: '',
  })
}

describe.each(Object.entries(ACTIONS))('%s', (name, action) => {
  const ways = action.presses ? (['types', 'presses'] as const) : (['types'] as const)

  it.each(ways)('is for some roles alone (%s)', async (how) => {
    const may: Role[] = []
    for (const [role, person] of Object.entries(ROLES) as [Role, string][]) {
      const came = await cell(action, person, 'waiting', how)
      // 人事科 → 基教科 said by a department is a request, and one waits already.
      if (came === 'request.already-open' && name === 'reroute' && how === 'types') continue
      // 改派 typed by the office is no request: it reroutes.
      if (name === 'ask for another department' && how === 'types' && OFFICE.includes(role)) continue
      if (came === 'done') may.push(role)
      else expect(came, role).toMatch(/^authority\.|^extension\.leader-decides$|^reroute\./)
    }
    expect(may.sort()).toEqual([...action.roles].sort())
  })

  it.each(ways)('is for some states alone (%s)', async (how) => {
    const may: AssignmentState[] = []
    for (const state of STATES) {
      const came = await cell(action, ROLES[action.as], state, how)
      if (came === 'done') may.push(state)
      else expect(came, state).toMatch(/^assignment\./)
    }
    expect(may).toEqual(STATES.filter((s) => action.states.includes(s)))
  })
})

it('an open request stands until it is decided, and only one of a kind', async () => {
  await database
    .transact(NOW, async (tx) => {
      const asker = ctxOf(tx, 'wang-qiang')
      const wish = { time: { kind: 'workdays' as const, workdays: 2 }, reason: '等数据' }
      expect((await requestExtension(asker, { id: order }, wish)).ok).toBe(true)
      expect(await openRequests(tx.db)).toMatchObject([
        { kind: 'extension', department: 'personnel', workdays: 2, approver: 'zhang-ming', no: { no: 1 } },
      ])
      expect(await requestExtension(ctxOf(tx, 'li-ming'), { id: order }, wish)).toMatchObject({
        refusal: { code: 'request.already-open', facts: { by: '王强', approver: '张明' } },
      })
      throw new TakenBack()
    })
    .catch((error: unknown) => {
      if (!(error instanceof TakenBack)) throw error
    })
})
