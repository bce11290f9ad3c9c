/**
 * Presses that no button of ours could have made, restricted orders (限定知悉) for those whom they do not concern, and
 * bureaus that decided otherwise: the same world, tried from its edges.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { commands, listeners } from '../../commands/index.ts'
import type { Press } from '../../src/chat/message.ts'
import type { ActionName } from '../../src/domain/authority.ts'
import { attempt, surfacesOf, troubleOfRefusal } from './judge.ts'
import { ALL_ROLES, type RoleName } from './people.ts'
import { DEEDS } from './table.ts'
import { makeWorld, type Seen, type World } from './world.ts'

let world: World
beforeAll(async () => {
  world = await makeWorld()
}, 120_000)
afterAll(() => world.close())
afterEach(() => {
  world.settings.change = undefined
})

const VERBS = [...commands.commands, listeners].flatMap((c) => Object.keys(c.presses ?? {}))
/** Buttons that stand for themselves: nothing has to be said with them. */
const BARE = ['board', 'list.export', 'sheet.urge', 'red.hurry', 'correct.cancel', 'sentence.drop']

const troubleOfNothing = (seen: Seen): string[] => troubleOfRefusal(seen, /\S/)

describe('a press that none of our buttons makes', () => {
  const KEYS = [
    'order',
    'draft',
    'request',
    'answer',
    'remark',
    'instruction',
    'leave',
    'department',
    'parts',
  ]
  const NOWHERE = '00000000-0000-4000-8000-000000000000'
  const FIELDS = { reason: '理由', workdays: '3', answer: '答复', due: '5个工作日内', to: 'nowhere' }
  const forged: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    'says nothing': {},
    'says something that is no id': Object.fromEntries(KEYS.map((k) => [k, 'x'])),
    'says an id of nothing': Object.fromEntries(KEYS.map((k) => [k, NOWHERE])),
    'says what would break out': Object.fromEntries(KEYS.map((k) => [k, "';--\u0000"])),
  }
  const cells = VERBS.filter((verb) => !BARE.includes(verb)).flatMap((verb) =>
    Object.keys(forged).map((how) => ({ verb, how })),
  )

  it.each(cells)('$verb · $how', async ({ verb, how }) => {
    const press = { do: verb, ...forged[how] }
    for (const role of ['office_director', 'head'] as const) {
      const seen = await world.press(role, press, FIELDS)
      // What a press forgot is asked for, to whoever pressed alone.
      expect([role, troubleOfNothing({ ...seen, beside: [] })]).toEqual([role, []])
    }
  })

  it('is of no kind we know', async () => {
    expect(troubleOfNothing(await world.press('office_director', { do: 'order.destroy' }))).toEqual([])
    expect(troubleOfNothing(await world.press('office_director', { do: 'toString' }))).toEqual([])
  })
})

describe('what waits for a word is not taken for another thing', () => {
  const KEPT = [
    'draft_open',
    'draft_leader',
    'draft_director',
    'draft_cancelled',
    'draft_refused',
    'draft_withdrawn',
    'draft_issued',
    'matter_open',
    'matter',
    'instruction',
    'instruction_kept',
  ]
  /** Verb → what it may be pressed for by whom. Everything else changes nothing. */
  const MAY: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    'draft.confirm': { draft_open: 'office_staff' },
    'draft.submit': { draft_open: 'office_staff' },
    'draft.edit': { draft_open: 'office_staff', matter_open: 'office_staff' },
    'draft.cancel': { draft_open: 'office_staff', matter_open: 'office_staff' },
    'draft.withdraw': { draft_leader: 'office_staff', draft_director: 'office_staff' },
    'draft.grant': { draft_leader: 'group_leader', draft_director: 'group_leader office_director' },
    'draft.refuse': { draft_leader: 'group_leader', draft_director: 'group_leader office_director' },
    'matter.submit': { matter_open: 'office_staff' },
    'matter.agree': { matter: 'group_leader' },
    'matter.study': { matter: 'group_leader' },
    'instruction.keep': { instruction: 'office_staff group_leader office_director' },
    'instruction.urge': { instruction: 'office_staff group_leader office_director' },
    'instruction.assign': { instruction: 'office_staff group_leader office_director' },
    'instruction.supervise': { instruction: 'office_staff group_leader office_director' },
  }
  it.each(Object.keys(MAY).map((verb) => [verb]))('%s', async (verb) => {
    const trouble: string[] = []
    for (const kept of KEPT) {
      for (const role of ['office_staff', 'group_leader', 'office_director'] as const) {
        const press = { do: verb, draft: world.ids[kept]!, instruction: world.ids[kept]!, to: 'leader' }
        const seen = await world.press(role, press, { reason: '暂缓', due: '5个工作日内' })
        const may = MAY[verb]![kept]?.split(' ').includes(role) ?? false
        if (may && (seen.changes.length === 0 || seen.errors.length > 0 || seen.replies.length !== 1))
          trouble.push(`${role} ${kept} not done: ${seen.replies[0]?.text} ${seen.errors.join()}`)
        if (!may) trouble.push(...troubleOfNothing(seen).map((words) => `${role} ${kept} ${words}`))
      }
    }
    expect(trouble).toEqual([])
  })
})

describe('what is not said, or not so', () => {
  const of = (name: string) => world.orders[name]!.id
  const cases: readonly [string, RoleName, () => Press, Record<string, string>, RegExp][] = [
    [
      'a return',
      'office_director',
      () => ({ do: 'review.return', order: of('answered'), department: 'personnel' }),
      {},
      /理由/,
    ],
    [
      'a refused extension',
      'office_director',
      () => ({ do: 'extension.refuse', request: world.ids.extension! }),
      {},
      /理由/,
    ],
    [
      'a refused reroute',
      'office_director',
      () => ({ do: 'reroute.refuse', request: world.ids.reroute! }),
      {},
      /理由/,
    ],
    [
      'a settled dispute',
      'office_director',
      () => ({ do: 'reroute.settle', order: of('disputed') }),
      { to: 'planning_finance' },
      /理由/,
    ],
    [
      'a refused draft',
      'group_leader',
      () => ({ do: 'draft.refuse', draft: world.ids.draft_leader! }),
      {},
      /理由/,
    ],
    ['an objection', 'office_director', () => ({ do: 'leave.object', leave: world.ids.leave! }), {}, /理由/],
    [
      'an answer to a question',
      'office_director',
      () => ({ do: 'question.answer', request: world.ids.question! }),
      {},
      /请写明答复内容/,
    ],
    [
      'an extension without days',
      'head',
      () => ({ do: 'extension.ask', order: of('waiting') }),
      { reason: '等数据' },
      /请补充/,
    ],
    [
      'a reroute without a reason',
      'head',
      () => ({ do: 'reroute.ask', order: of('waiting') }),
      {},
      /请写明理由/,
    ],
    [
      'a reroute to a department that is none',
      'office_director',
      () => ({ do: 'reroute.grant', request: world.ids.reroute! }),
      { to: 'nowhere' },
      /名单中没有/,
    ],
    [
      'a dispute settled on a department that is none',
      'office_director',
      () => ({ do: 'reroute.settle', order: of('disputed') }),
      { to: 'nowhere', reason: '理由' },
      /名单中没有/,
    ],
    [
      'an approval of a department that has no part',
      'office_director',
      () => ({ do: 'review.approve', order: of('answered'), department: 'planning_finance' }),
      {},
      /没有交计财科承办/,
    ],
    [
      'an urge of a department that has no part',
      'office_director',
      () => ({ do: 'overdue.urge', order: of('waiting'), department: 'planning_finance' }),
      {},
      /没有交.*承办/,
    ],
    [
      'a call to a department that has no part',
      'office_director',
      () => ({ do: 'urge.phoned', order: of('waiting'), department: 'planning_finance' }),
      {},
      /没有交.*承办/,
    ],
    [
      'a reason asked about a department that has no part',
      'office_director',
      () => ({ do: 'red.why', order: of('overdue'), department: 'planning_finance' }),
      {},
      /没有交.*承办/,
    ],
    [
      'a leave of days that are none',
      'office_director',
      () => ({ do: 'leave.take', person: 'wang-qiang', cover: 'tan-song', from: 'x', until: '2026-02-30' }),
      {},
      /已失效/,
    ],
    [
      'a leave that ends before it begins',
      'office_director',
      () => ({
        do: 'leave.take',
        person: 'wang-qiang',
        cover: 'tan-song',
        from: '2026-03-18',
        until: '2026-03-16',
      }),
      {},
      /起止日期有误/,
    ],
    [
      'a leave of a bureau leader',
      'office_director',
      () => ({
        do: 'leave.take',
        person: 'sun-li',
        cover: 'tan-song',
        from: '2026-03-16',
        until: '2026-03-18',
      }),
      {},
      /局领导/,
    ],
    [
      'an extension of one’s own',
      'handler',
      () => ({ do: 'sentence.grant', request: world.ids.extension!, workdays: '3' }),
      {},
      /延期由/,
    ],
    [
      'a sentence that returns, by somebody of a department',
      'other_head',
      () => ({ do: 'sentence.return', order: of('answered'), department: 'personnel', reason: '缺附件' }),
      {},
      /由领导小组办公室办理/,
    ],
    [
      'a sentence that returns to a day that is none',
      'office_director',
      () => ({
        do: 'sentence.return',
        order: of('answered'),
        department: 'personnel',
        reason: '缺附件',
        on: '2026-02-30',
      }),
      {},
      /已失效/,
    ],
    [
      'a sentence that urges, by somebody of a department',
      'other_head',
      () => ({ do: 'sentence.urge', order: of('waiting'), departments: 'personnel', seen: '0' }),
      {},
      /由领导小组办公室办理/,
    ],
    [
      'a sentence chosen, by somebody of a department',
      'other_head',
      () => ({
        do: 'sentence.choose',
        intent: 'urge',
        order: of('waiting'),
        text: '催一下人事科',
        departments: 'personnel',
      }),
      {},
      /由领导小组办公室办理/,
    ],
    [
      'a sentence dispatched, by somebody of a department',
      'other_head',
      () => ({ do: 'sentence.dispatch', departments: 'personnel', subject: '报送清单' }),
      {},
      /由领导小组办公室办理/,
    ],
    [
      'a sentence dispatched to a day that is none',
      'office_director',
      () => ({ do: 'sentence.dispatch', departments: 'personnel', subject: '报送清单', on: '2026-02-30' }),
      {},
      /已失效/,
    ],
    [
      'a sentence dispatched to departments that are none',
      'office_director',
      () => ({ do: 'sentence.dispatch', departments: 'nowhere', subject: '报送清单' }),
      {},
      /未写明承办科室/,
    ],
    [
      'another’s words moved',
      'other_head',
      () => ({ do: 'remark.reroute', remark: world.ids.remark!, order: of('asked') }),
      {},
      /由马莉/,
    ],
    [
      'another’s answer taken back',
      'head',
      () => ({ do: 'answer.withdraw', answer: world.ids.gathering!, remark: '' }),
      {},
      /由马莉/,
    ],
  ]
  it.each(cases)('%s', async (_, role, press, fields, says) => {
    const seen = await world.press(role, press(), fields)
    expect(troubleOfRefusal({ ...seen, beside: [] }, says)).toEqual([])
  })
})

describe('a restricted order', () => {
  const SUBJECT = /第23项清单/
  const BLIND: readonly RoleName[] = [
    'administrator',
    'late_cover',
    'named_handler',
    'member',
    'other_head',
    'other_deputy',
    'other_liaison',
    'other_handler',
  ]
  const concerned = ALL_ROLES.filter(
    (role) => !BLIND.includes(role) && !['without_post', 'stranger'].includes(role),
  )
  const about = DEEDS.filter((deed) => deed.order !== undefined)

  it.each(about.map((deed) => ({ deed, name: deed.name })))(
    'cannot be reached by: $name',
    async ({ deed }) => {
      const trouble: string[] = []
      for (const role of BLIND) {
        for (const surface of surfacesOf(deed)) {
          // Buttons that carry another id than the order's are another matter's.
          if (
            surface === 'press' &&
            !('order' in deed.press!(world, 'restricted')) &&
            !deed.press!(world, 'restricted').parts
          )
            continue
          const seen = await attempt(world, deed, surface, role, 'restricted')
          trouble.push(...troubleOfRefusal(seen, /\S/).map((words) => `${role} ${surface} ${words}`))
          if (seen.replies.some((r) => SUBJECT.test(r.text)))
            trouble.push(`${role} ${surface} tells what it is`)
        }
      }
      expect(trouble).toEqual([])
    },
  )

  const LOOKS = [
    '/show #23',
    '/why #23',
    '/history #23',
    '/print #23',
    '/list',
    '/list 全部',
    '/mine',
    '第23项清单到哪一步了',
  ]
  it.each(LOOKS)('is shown to nobody whom it does not concern: %s', async (line) => {
    for (const role of BLIND) {
      for (const where of ['group', 'alone'] as const) {
        const seen = await world.say(role, line, where)
        expect([role, where, seen.errors, seen.changes]).toEqual([role, where, [], []])
        for (const { text } of seen.replies) expect(text).not.toMatch(SUBJECT)
      }
    }
  })

  it('is shown to those whom it concerns, alone', async () => {
    for (const role of concerned) {
      const alone = await world.say(role, '/show #23', 'alone')
      expect([role, alone.replies.map((r) => SUBJECT.test(r.text))]).toEqual([role, [true]])
      const group = await world.say(role, '/show #23', 'group')
      expect([role, group.replies.map((r) => r.alone)]).toEqual([role, [true]])
    }
  })

  it('its buttons for looking tell nothing either', async () => {
    const order = world.orders.restricted!.id
    for (const role of BLIND) {
      for (const press of [
        { do: 'red.why', order, department: 'personnel' },
        { do: 'report.order', order },
        { do: 'sentence.choose', intent: 'urge', order, text: '催一下人事科', departments: 'personnel' },
      ]) {
        const seen = await world.press(role, press)
        expect([role, press.do, troubleOfRefusal(seen, /\S/)]).toEqual([role, press.do, []])
        expect(seen.replies[0]!.text).not.toMatch(SUBJECT)
      }
    }
  })
})

describe('a bureau that has it otherwise', () => {
  /** What a bureau may switch off for its office's staff. */
  const SWITCHED: Readonly<Record<string, ActionName>> = {
    assign: 'assign',
    urge: 'urge',
    'record a telephone call': 'urge',
    approve: 'approve',
    return: 'return',
    excuse: 'excuse',
    'refuse an extension': 'refuseExtension',
    reroute: 'reroute',
    'refuse a reroute': 'reroute',
    split: 'split',
    revoke: 'revoke',
    reopen: 'reopen',
    correct: 'correct',
    'answer a question': 'answerInstruction',
    'object to a cover': 'objectLeave',
    'collect the answers': 'collect',
    'keep an instruction as a record': 'assign',
  }
  it.each(Object.entries(SWITCHED))('%s is not for staff', async (name, action) => {
    const deed = DEEDS.find((d) => d.name === name)!
    world.settings.change = { staff: { [action]: false } }
    const trouble: string[] = []
    for (const surface of surfacesOf(deed)) {
      if (name === 'reroute' && surface !== 'press') continue
      const staff = await attempt(world, deed, surface, 'office_staff')
      trouble.push(...troubleOfRefusal(staff, /\S/).map((words) => `staff ${surface} ${words}`))
      const director = await attempt(world, deed, surface, 'office_director')
      if (director.changes.length === 0 && deed.change.length > 0)
        trouble.push(`director ${surface}: nothing done`)
    }
    expect(trouble).toEqual([])
  })

  it('the director confirms what staff drafts', async () => {
    world.settings.change = { directorConfirms: true }
    const own = { do: 'draft.confirm', draft: world.ids.draft_open! }
    expect(
      troubleOfRefusal(await world.press('office_staff', own), /由办公室主任确认下发，此件未下发/),
    ).toEqual([])
    const sent = await world.press('office_staff', {
      do: 'draft.submit',
      draft: world.ids.draft_open!,
      to: 'director',
    })
    expect(sent.told).toEqual(['draft.submitted → >zhang-ming'])
    const typed = await world.say('office_staff', '/assign 计财科 报送经费清单 5个工作日内')
    expect(typed.changes).toEqual(['+draft'])
    for (const role of [
      'office_director',
      'deputy_office_director',
      'group_leader',
      'principal_leader',
    ] as const) {
      const issued = await world.say(role, '/assign 计财科 报送经费清单 5个工作日内')
      expect([role, issued.changes]).toEqual([role, expect.arrayContaining(['+journal order.issued'])])
    }
    const split = await world.say('office_staff', '/split 计财科 核对编制数 3个工作日内', 'thread', 'waiting')
    expect(split.changes).toEqual(['+draft'])
  })
})
