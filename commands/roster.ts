import { rest } from '../src/chat/args.ts'
import { alone, type Call, defineCommand, type Outcome, refused } from '../src/chat/command.ts'
import { readDeadlines } from '../src/chat/deadline/index.ts'
import { say } from '../src/chat/message.ts'
import { normalize } from '../src/chat/normalize.ts'
import { sayDay } from '../src/chat/words/dates.ts'
import { POST_NAMES } from '../src/chat/words/names.ts'
import { DEPARTMENT_POSTS } from '../src/domain/authority.ts'
import {
  type Appointment,
  holdersOf,
  inForce,
  leadersOn,
  POSTS,
  type Post,
  postsOf,
} from '../src/domain/roster.ts'
import { type Day, dayFrom, dayOf, yearOf } from '../src/domain/time.ts'
import { appoint, endPost, findPerson, replaceHolder } from '../src/services/roster/change-roster.ts'

/** 名单: who holds which post, today or on a day; additions, successions and ends by document. */
export const roster = defineCommand({
  name: 'roster',
  aliases: ['名单', '通讯录'],
  for: 'everybody',
  args: { text: rest },
  words: {
    zh: {
      summary: '查看或变更名单',
      usage: '/roster [科室|姓名] [日期]；/roster 增加|更换|结束 姓名 科室 职务 文号 [日期]',
      example: '/名单 更换 王芳 人事科 科室负责人 示教办〔2026〕8号 自4月1日起',
    },
    en: {
      summary: 'show or change who holds which post',
      usage: '/roster [DEPARTMENT|PERSON] [DATE]; /roster add|replace|end …',
    },
  },
  async run(call): Promise<Outcome> {
    const words = normalize(call.args.text).text.trim()
    const verb = /^(增加|新增|add|更换|替换|replace|结束|免去|end)(?=\s|$)/i.exec(words)?.[1]?.toLowerCase()
    if (!verb) return show(call, words)
    const read = readChange(call, call.args.text.trim().slice(verb.length))
    if ('say' in read) return alone(say(...read.say, `例：${roster.words.zh.example}`))
    if (/^(结束|免去|end)$/.test(verb)) {
      const done = await endPost(call.ctx, read.person, read.post, read.day, read.document)
      if (!done.ok) return refused(done)
      return alone(
        say(
          `已记录　${done.value.person.name}任${POST_NAMES[read.post]}至 ${sayDay(read.day, thisYear(call))}`,
        ),
      )
    }
    const department = read.department ?? officeOf(call, read.post)
    if (!department) return alone(say('请写明科室、单位。', `例：${roster.words.zh.example}`))
    const wanted = {
      person: read.person,
      post: read.post,
      department,
      from: read.day,
      document: read.document,
    }
    const done = await (/^(更换|替换|replace)$/.test(verb)
      ? replaceHolder(call.ctx, wanted)
      : appoint(call.ctx, wanted))
    if (!done.ok) return refused(done)
    const { person, ended, isNew } = done.value
    return alone(
      say(
        `已记录　${call.book.nameOf(department)}　${POST_NAMES[read.post]}　${person.name}，自 ${sayDay(read.day, thisYear(call))}起`,
        ...(ended.length > 0 ? [`原任　${ended.map((p) => p.name).join('、')}，任至前一日`] : []),
        `依据　${read.document}`,
        ...(isNew ? ['该同志为新增人员，请其本人发送 /bind 绑定账号'] : []),
      ),
    )
  },
})

function show(call: Call, words: string): Outcome {
  const { bureau, now } = call.ctx
  const on = dayIn(call, words) ?? dayOf(now)
  const title = `名单　${sayDay(on, thisYear(call))}`
  const person = words === '' ? undefined : findPerson(call.ctx, words.split(/\s+/)[0] ?? '')
  if (person) {
    const held = bureau.roster.appointments.filter((a) => a.person === person.code)
    return alone({
      title: `${person.name}　任职`,
      lines: held.length > 0 ? held.map((a) => term(call, a)) : ['名单中无任职记录'],
    })
  }
  const asked = postNamed(words)
  if (asked && words.replace(/[\d年月日\s-]/g, '').length === asked.length) {
    const people = holdersOf(bureau.roster, asked.post, on)
    const names = people.map((p) => `${p.name}（${call.book.nameOf(p.department)}）`).join('、')
    return alone({ title, lines: [`${POST_NAMES[asked.post]}　${names || '暂缺'}`] })
  }
  const named = call.book.scan(words).flatMap((d) => (d.group ? [] : d.codes))
  const departments = named.length > 0 ? bureau.roster.departments.filter((d) => named.includes(d.code)) : []
  if (words !== '' && departments.length === 0 && dayIn(call, words) === undefined) {
    return alone(
      say(
        `名单中没有“${words.slice(0, 20)}”。`,
        '可写科室名或姓名，例：/名单 人事科',
        '查某日任职，例：/名单 人事科 2026-03-01',
      ),
    )
  }
  if (departments.length > 0) {
    const lines = departments.flatMap((d) => {
      const posts = POSTS.flatMap((post) => {
        const people = holdersOf(bureau.roster, post, on, d.code)
        const acting = (code: string) =>
          bureau.roster.appointments.some(
            (a) =>
              a.person === code &&
              a.post === post &&
              a.department === d.code &&
              a.actingFor &&
              inForce(a, on),
          )
        const names = people.map((p) => `${p.name}${acting(p.code) ? '（代理）' : ''}`)
        return names.length > 0 && !LEADING.includes(post) ? [`${POST_NAMES[post]}　${names.join('、')}`] : []
      })
      return [`${d.name}`, ...(posts.length > 0 ? posts : ['暂无任职记录'])]
    })
    return alone({ title, lines })
  }
  const leaders = leadersOn(bureau.roster, on).map((p) => {
    const posts = postsOf(bureau.roster, p.code, on).map((a) => POST_NAMES[a.post])
    return `${p.name}（${[...new Set(posts)].join('、')}）`
  })
  const heads = bureau.roster.departments.map((d) => {
    const [head] = holdersOf(bureau.roster, 'department_head', on, d.code)
    return `${d.name}${head ? `（${head.name}）` : '（暂缺）'}`
  })
  return alone({
    title,
    lines: [
      `局领导　${leaders.join('、') || '未录入'}`,
      `成员单位 ${heads.length} 个　${heads.join('、')}`,
      '查某科室或某人：/名单 人事科　查某日：/名单 人事科 2026-03-01',
    ],
  })
}

function term(call: Call, a: Appointment): string {
  const until = a.until ? `至 ${sayDay(a.until, thisYear(call))}` : '至今'
  return `${call.book.nameOf(a.department)}　${POST_NAMES[a.post]}　${sayDay(a.from, thisYear(call))}${until}　${a.document}`
}

/** The office looks after posts that belong to no department. */
function officeOf(call: Call, post: Post): string | undefined {
  if (DEPARTMENT_POSTS.includes(post) || post === 'member') return undefined
  return call.ctx.bureau.roster.departments.find((d) => d.code === 'office')?.code
}

function thisYear(call: Call) {
  return { year: yearOf(dayOf(call.ctx.now)) }
}

interface Change {
  readonly person: string
  readonly post: Post
  readonly department?: string
  readonly day: Day
  readonly document: string
}

/** Words of a change in any order: 姓名 科室 职务 文号 日期. */
function readChange(call: Call, text: string): Change | { readonly say: readonly string[] } {
  const words = normalize(text)
  let left = words.text
  const take = (start: number, length: number) => {
    left = left.slice(0, start) + ' '.repeat(length) + left.slice(start + length)
  }
  const document = /\S{2,20}[〔[(【]\d{4}[〕\])】]\d{1,4}号/.exec(left)
  if (document) take(document.index, document[0].length)
  const day = dayIn(call, left)
  left = left.replace(
    /(?:自|从|至|于)?\s*(?:\d{4}(?:年|-)\d{1,2}(?:月|-)\d{1,2}日?|\d{1,2}月\d{1,2}[日号]|今天|明天|昨天)\s*(?:起|止)?/g,
    (m) => ' '.repeat(m.length),
  )
  const named = postNamed(left)
  if (named) take(named.start, named.length)
  const department = call.book.scan(left).find((d) => !d.group && d.codes.length === 1)
  if (department) take(department.start, department.end - department.start)
  const person = left.trim().split(/\s+/).filter(Boolean)
  if (!named) return { say: ['未能识别职务。', `可写：${Object.values(POST_NAMES).join('、')}`] }
  if (person.length !== 1)
    return {
      say: [person.length === 0 ? '请写明姓名。' : `未能识别“${person.slice(1).join(' ').slice(0, 20)}”。`],
    }
  if (!document) return { say: ['请写明任免依据的文号，如 示教办〔2026〕8号。'] }
  return {
    person: words.cut(words.text.indexOf(person[0]!), words.text.indexOf(person[0]!) + person[0]!.length),
    post: named.post,
    day: day ?? dayOf(call.ctx.now),
    document: words.cut(document.index, document.index + document[0].length),
    ...(department ? { department: department.codes[0]! } : {}),
  }
}

/** A day said in the words of a roster line; the past is as good as the future here. */
function dayIn(call: Call, words: string): Day | undefined {
  const { now, bureau } = call.ctx
  const full = /(\d{4})(?:年|-|\/)(\d{1,2})(?:月|-|\/)(\d{1,2})/.exec(words)
  if (full) return dayFrom(Number(full[1]), Number(full[2]), Number(full[3]))
  const short = /(\d{1,2})月(\d{1,2})[日号]/.exec(words)
  if (short) return dayFrom(yearOf(dayOf(now)), Number(short[1]), Number(short[2]))
  const due = readDeadlines(words, now, bureau.calendar).find((r) => r.kind === 'due' && !r.term)
  return due?.kind === 'due' ? due.date : undefined
}

/** Posts as people call them, longest first where one contains another. */
/** Leaders stand on a line of their own, not among the people of the department that looks after them. */
const LEADING: readonly Post[] = ['principal_leader', 'group_leader', 'vice_group_leader', 'leader_in_charge']

const SPOKEN: readonly (readonly [string, Post])[] = [
  ...(Object.entries(POST_NAMES).map(([post, name]) => [name, post]) as [string, Post][]),
  ['主要负责同志', 'principal_leader'],
  ['科室负责人', 'department_head'],
  ['单位负责人', 'department_head'],
  ['副科长', 'deputy_head'],
  ['科长', 'department_head'],
  ['负责人', 'department_head'],
  ['管理员', 'administrator'],
]

function postNamed(text: string): { post: Post; start: number; length: number } | undefined {
  const found = SPOKEN.map(([name, post]) => ({ post, start: text.indexOf(name), length: name.length }))
    .filter((f) => f.start >= 0)
    .sort((a, b) => b.length - a.length)
  return found[0]
}
