import { rest } from '../src/chat/args.ts'
import { alone, type Call, defineCommand, type Outcome, refused } from '../src/chat/command.ts'
import { type Button, type Message, say } from '../src/chat/message.ts'
import { coveredWords, endButton, leaveLine, sayDays } from '../src/chat/notices/leave.ts'
import { type LeaveWords, readLeave, shortDay } from '../src/chat/understand/leave-words.ts'
import { ownName, withCover } from '../src/chat/words/names.ts'
import { fold } from '../src/chat/words/short.ts'
import { answersFor, type Person, postsOf } from '../src/domain/roster.ts'
import { dayOf, parseDay } from '../src/domain/time.ts'
import type { Ctx } from '../src/services/context.ts'
import {
  agreeLeave,
  endLeave,
  type LeaveTaken,
  leavesOfPerson,
  listLeaves,
  objectLeave,
  takeLeave,
} from '../src/services/roster/leave.ts'

const EXAMPLE = '/请假 3月2日至6日 由李明代办'
const VERBS = { end: '销假', agree: '同意', object: '异议' } as const
const MOST_LISTED = 8
const MOST_OFFERED = 4

/** 请假、代办: who is away and who covers; the office is told and may object. */
export const leave = defineCommand({
  name: 'leave',
  aliases: ['请假', '代办', '销假'],
  for: 'working',
  args: { text: rest },
  words: {
    zh: {
      summary: '登记请假和代办人（AB角），或查看、销假',
      usage: '/leave 起止日期 由某某代办；/leave 销假；/leave 查看',
      example: EXAMPLE,
    },
    en: { summary: 'take leave with a cover, list or end it', usage: '/leave DAYS 由PERSON代办' },
  },
  run: (call) =>
    leaveFrom(call, /^\s*[/／]\s*销假/.test(call.said.text) ? `销假 ${call.args.text}` : call.args.text),
  presses: {
    'leave.take': async ({ ctx, press }) => {
      const cover = ctx.bureau.roster.people.get(press.cover ?? '')
      const person = ctx.bureau.roster.people.get(press.person ?? '')
      const [from, until] = [parseDay(press.from ?? ''), parseDay(press.until ?? '')]
      if (!cover || !from || !until) return { kind: 'pressed', toast: '该按钮已失效', tone: 'warning' }
      const done = await takeLeave(ctx, {
        cover,
        from,
        until,
        ...(person && person.code !== ctx.actor.code ? { person } : {}),
      })
      if (!done.ok) return refused(done)
      return { kind: 'pressed', toast: '已登记', becomes: takenMessage(done.value) }
    },
    'leave.agree': async ({ ctx, press }) => {
      const done = await agreeLeave(ctx, press.leave ?? '')
      if (!done.ok) return refused(done)
      return { kind: 'pressed', toast: '已同意代办', becomes: agreedMessage(done.value) }
    },
    'leave.object': async ({ ctx, press, fields }) => {
      const done = await objectLeave(ctx, press.leave ?? '', fields.reason ?? '')
      if (!done.ok) return refused(done)
      return { kind: 'pressed', toast: '已提出异议，代办停止', becomes: objectedMessage(done.value) }
    },
    'leave.end': async ({ ctx, press }) => {
      const done = await endLeave(ctx, press.leave ?? '')
      if (!done.ok) return refused(done)
      return { kind: 'pressed', toast: '已销假', becomes: endedMessage(done.value) }
    },
  },
})

/** What was said of a leave, by command or freely to the bot. */
export async function leaveFrom(call: Pick<Call, 'ctx'>, text: string): Promise<Outcome> {
  const { ctx } = call
  if (/^\s*(?:查看|列表|list)?\s*$/i.test(text)) return listed(ctx)
  const { roster, calendar } = ctx.bureau
  const read = readLeave(text, { now: ctx.now, calendar, roster })
  if (read.verb) return about(ctx, read)
  if (read.unclear) return alone(unclear(read.unclear))
  if (read.from && read.until && read.cover) {
    const done = await takeLeave(ctx, {
      cover: read.cover,
      from: read.from,
      until: read.until,
      ...(read.person ? { person: read.person } : {}),
    })
    return done.ok ? alone(takenMessage(done.value)) : refused(done)
  }
  return alone(half(ctx, read))
}

/** 销假, 同意, 异议: about a leave that is there. */
async function about(ctx: Ctx, read: LeaveWords): Promise<Outcome> {
  if (read.verb === 'object' && read.rest === '')
    return alone(
      say('请写明异议的理由，未办理。', `例：/leave 异议 ${read.person?.name ?? '王强'} 期间有督查任务`),
    )
  const found = await leavesOfPerson(ctx, read.person, read.from)
  if (!found.ok) return refused(found)
  const [only, ...others] = found.value
  if (others.length > 0) {
    return alone({
      title: `${only!.person}有 ${found.value.length} 次请假，请写明日期`,
      lines: [
        ...found.value.slice(0, MOST_LISTED).map(leaveLine),
        `例：/leave ${VERBS[read.verb!]} ${only!.person} ${shortDay(only!.from)}${read.verb === 'object' ? ' 理由' : ''}`,
      ],
    })
  }
  const id = only!.leave
  if (read.verb === 'agree') {
    const done = await agreeLeave(ctx, id)
    return done.ok ? alone(agreedMessage(done.value)) : refused(done)
  }
  if (read.verb === 'object') {
    const done = await objectLeave(ctx, id, read.rest)
    return done.ok ? alone(objectedMessage(done.value)) : refused(done)
  }
  const done = await endLeave(ctx, id)
  return done.ok ? alone(endedMessage(done.value)) : refused(done)
}

async function listed(ctx: Ctx): Promise<Outcome> {
  const done = await listLeaves(ctx)
  if (!done.ok) return refused(done)
  const leaves = done.value
  if (leaves.length === 0) return alone(say('目前没有已登记的请假代办。', `登记请发送：${EXAMPLE}`))
  const { shown, rest: more } = fold(leaves, MOST_LISTED)
  const own = leaves.find((l) => l.person === ctx.actor.name)
  return alone({
    title: `请假代办 ${leaves.length} 项`,
    lines: [
      ...shown.map(leaveLine),
      ...(more > 0 ? [`另有 ${more} 项`] : []),
      '登记请发送 /leave 起止日期 由某某代办；返岗请发送 /leave 销假',
    ],
    ...(own ? { buttons: [endButton(own.leave)], typed: '提前返岗的，请发送 /leave 销假' } : {}),
  })
}

function takenMessage({ leave: { id }, facts, told }: LeaveTaken): Message {
  const office = told.length > 0 ? `，已告办公室${told.join('、')}` : ''
  return {
    title: facts.asks ? '请假代办，待办公室确认' : '已登记请假代办',
    lines: [
      leaveLine({ ...facts, asks: false }),
      facts.asks
        ? `${facts.cover}不是${ownName(facts.department)}人员，经办公室同意后生效${office}`
        : `${coveredWords(facts)}${office}`,
      '返岗后，代办情况汇总发给本人；提前返岗请发送 /leave 销假',
    ],
    buttons: [endButton(id)],
    typed: '提前返岗的，请发送 /leave 销假',
  }
}

function agreedMessage({ facts }: LeaveTaken): Message {
  return { title: '已同意代办', lines: [leaveLine(facts), '已告本人和代办人'] }
}

function objectedMessage({ facts }: LeaveTaken): Message {
  return {
    title: '已提出异议，代办停止',
    lines: [leaveLine({ ...facts, asks: false }), '已告双方，请其另行安排'],
  }
}

function endedMessage({ facts }: LeaveTaken): Message {
  return {
    title: '已销假',
    lines: [
      `${facts.department.name}　${withCover(facts.person, facts.cover)}　原定${sayDays(facts.from, facts.until)}`,
      `提醒和办理事项转回${facts.person}`,
    ],
  }
}

function unclear({ what, text }: NonNullable<LeaveWords['unclear']>): Message {
  return what === 'day'
    ? say(
        `未能识别日期“${text}”，未登记。`,
        '请写明起止日期，如 3月2日至6日、下周一至周三。',
        `例：${EXAMPLE}`,
      )
    : say(
        `未能确定“${text}”是名单中的哪一位，未登记。`,
        '请写代办人全名；名单可发送 /roster 查看。',
        `例：${EXAMPLE}`,
      )
}

/** Half was said: what is missing is asked, with what was understood. */
function half(ctx: Ctx, { from, until, cover, person }: LeaveWords): Message {
  const who = person ? `${person.name}` : '您'
  if (from && until) {
    const days = sayDays(from, until)
    const offered = colleagues(ctx, person).slice(0, MOST_OFFERED)
    return {
      lines: [`${who}请假　${days}`, '请写明由谁代办，未登记。'],
      ...(offered.length > 0
        ? {
            buttons: offered.map(
              (p): Button => ({
                label: `由${p.name}代办`,
                press: {
                  do: 'leave.take',
                  person: person?.code ?? ctx.actor.code,
                  cover: p.code,
                  from,
                  until,
                },
              }),
            ),
          }
        : {}),
      typed: `请发送：/leave ${person ? `${person.name} ` : ''}${shortDay(from)}至${shortDay(until)} 由${offered[0]?.name ?? '某某'}代办`,
    }
  }
  if (cover)
    return say(
      `${who}请假，由${cover.name}代办`,
      '请写明起止日期，未登记。',
      `例：/leave 3月2日至6日 由${cover.name}代办`,
    )
  return say('请写明起止日期和代办人，未登记。', `例：${EXAMPLE}`)
}

/** Those of the own department who hold a post. */
function colleagues(ctx: Ctx, person: Person | undefined): readonly Person[] {
  const { roster } = ctx.bureau
  const today = dayOf(ctx.now)
  const code = person?.code ?? ctx.actor.code
  const departments = new Set(answersFor(postsOf(roster, code, today)))
  return [...roster.people.values()].filter(
    (p) => p.code !== code && answersFor(postsOf(roster, p.code, today)).some((d) => departments.has(d)),
  )
}
