import { rest } from '../src/chat/args.ts'
import { alone, type Call, defineCommand, type Outcome, refused } from '../src/chat/command.ts'
import { say } from '../src/chat/message.ts'
import { normalize } from '../src/chat/normalize.ts'
import { dayInRoster, postIn, readRosterChange } from '../src/chat/understand/roster-words.ts'
import { sayDay } from '../src/chat/words/dates.ts'
import { POST_NAMES } from '../src/chat/words/names.ts'
import { holdersLine, personsPosts, postsByDepartment, rosterSummary } from '../src/chat/words/roster.ts'
import { DEPARTMENT_POSTS, type Post } from '../src/domain/roster.ts'
import { dayOf, yearOf } from '../src/domain/time.ts'
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
    const read = readRosterChange(call.args.text.trim().slice(verb.length), sceneOf(call))
    if ('say' in read) return alone(say(...read.say, `例：${roster.words.zh.example}`))
    if (/^(结束|免去|end)$/.test(verb)) {
      const done = await endPost(call.ctx, read.person, read.post, read.day, read.document, read.department)
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

/** One person's posts, one post's holders, some departments, or the whole of it; on the day said, else today. */
function show(call: Call, words: string): Outcome {
  const { bureau, now } = call.ctx
  const said = dayInRoster(words, sceneOf(call))
  const on = said ?? dayOf(now)
  const title = `名单　${sayDay(on, thisYear(call))}`
  const person = words === '' ? undefined : findPerson(call.ctx, words.split(/\s+/)[0] ?? '')
  if (person)
    return alone({
      title: `${person.name}　任职`,
      lines: personsPosts(bureau.roster, person, yearOf(dayOf(now))),
    })
  const asked = postIn(words)
  if (asked && words.replace(/[\d年月日\s-]/g, '').length === asked.length)
    return alone({ title, lines: [holdersLine(bureau.roster, asked.post, on)] })
  const named = call.book.scan(words).flatMap((d) => (d.group ? [] : d.codes))
  const departments = bureau.roster.departments.filter((d) => named.includes(d.code))
  if (departments.length > 0)
    return alone({ title, lines: postsByDepartment(bureau.roster, departments, on) })
  if (words !== '' && said === undefined) {
    return alone(
      say(
        `名单中没有“${words.slice(0, 20)}”。`,
        '可写科室名或姓名，例：/名单 人事科',
        '查某日任职，例：/名单 人事科 2026-03-01',
      ),
    )
  }
  return alone({ title, lines: rosterSummary(bureau.roster, on) })
}

/** The office looks after posts that belong to no department. */
function officeOf(call: Call, post: Post): string | undefined {
  if (DEPARTMENT_POSTS.includes(post) || post === 'member') return undefined
  return call.ctx.bureau.roster.departments.find((d) => d.code === 'office')?.code
}

function thisYear(call: Call) {
  return { year: yearOf(dayOf(call.ctx.now)) }
}

function sceneOf({ ctx, book }: Call) {
  return { now: ctx.now, calendar: ctx.bureau.calendar, book }
}
