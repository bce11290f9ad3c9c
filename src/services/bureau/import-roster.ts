/**
 * The roster from a file: a bureau file (all of it or only people and posts), or a table with the columns 姓名、科室、职务、起、止、文号.
 * What ends a post waits for a confirmation; everything else is merged as `init` does.
 */
import { createHash } from 'node:crypto'
import { POSTS, type Post } from '../../domain/roster.ts'
import { type Day, dayFrom } from '../../domain/time.ts'
import type { Ctx } from '../context.ts'
import { readCsv } from '../csv.ts'
import { type BureauFile, BureauFileError, parseBureauFile, parseBureauText } from './bureau-file.ts'
import { applyPlan } from './load-bureau.ts'
import { type BureauChanges, planBureau } from './plan-bureau.ts'

export interface RosterImport {
  readonly done: boolean
  readonly complaints: readonly string[]
  /** What changed, or would. */
  readonly changes?: BureauChanges
}

export async function importRoster(ctx: Ctx, text: string, confirm: boolean): Promise<RosterImport> {
  try {
    const file = /^\uFEFF?\s*[{[]/.test(text) ? parseBureauText(text) : fromTable(ctx, text)
    const plan = await planBureau(ctx.tx, file, ctx.actor.code)
    const { changes } = plan
    if (changes.ended.length > 0 && !confirm) {
      return {
        done: false,
        complaints: [
          `未导入：有 ${changes.ended.length} 项任职将结束，请核对后加 --confirm`,
          ...changes.ended,
        ],
        changes,
      }
    }
    await applyPlan(ctx.tx, plan)
    return { done: true, complaints: [], changes }
  } catch (error) {
    if (error instanceof BureauFileError) return { done: false, complaints: error.complaints }
    throw error
  }
}

/** What a column may be called. */
const COLUMNS = {
  name: ['姓名', '人员'],
  department: ['科室', '单位', '科室（单位）', '部门'],
  post: ['职务', '岗位'],
  from: ['起', '任职日期', '起始日期', '任职时间'],
  until: ['止', '免职日期', '截止日期', '终止日期'],
  document: ['文号', '依据', '任免文号'],
} as const
type Column = keyof typeof COLUMNS

/** What a post may be called in such a table. */
const SAID: Readonly<Record<string, Post>> = {
  局主要领导: 'principal_leader',
  主要领导: 'principal_leader',
  主要负责同志: 'principal_leader',
  组长: 'group_leader',
  副组长: 'vice_group_leader',
  分管局领导: 'leader_in_charge',
  办公室主任: 'office_director',
  办公室副主任: 'deputy_office_director',
  办公室人员: 'office_staff',
  科室负责人: 'department_head',
  单位负责人: 'department_head',
  负责人: 'department_head',
  科长: 'department_head',
  分管负责同志: 'deputy_head',
  副科长: 'deputy_head',
  联络员: 'liaison',
  经办人: 'handler',
  成员: 'member',
  系统管理员: 'administrator',
  管理员: 'administrator',
}

interface Row {
  readonly line: number
  readonly cells: Readonly<Record<Column, string>>
}

function fromTable({ bureau }: Ctx, text: string): BureauFile {
  const complaints: string[] = []
  const rows = rowsOf(text, complaints)
  if (complaints.length > 0) throw new BureauFileError(complaints)

  const { departments, people, appointments } = bureau.roster
  const departmentNamed = (name: string) =>
    departments.find((d) => d.name === name || d.code === name) ??
    departments.find((d) => d.aliases.includes(name))
  const fresh = new Map<string, { code: string; name: string; department: string }>()
  const posts: object[] = []

  for (const { line, cells } of rows) {
    const wrong = (what: string) => void complaints.push(`第 ${line} 行：${what}`)
    const names = list(cells.department)
    const said = names.map((name) => ({ name, found: departmentNamed(name) }))
    for (const { name, found } of said) {
      if (!found) wrong(`名单中没有“${name}”；请写科室全称或别名`)
    }
    const codes = said.flatMap(({ found }) => (found ? [found.code] : []))
    if (names.length === 0) wrong('请写明科室')
    const wanted = list(cells.post).map((name) => {
      const post = SAID[name] ?? POSTS.find((p) => p === name)
      if (!post) wrong(`未能识别职务“${name}”；可写：${Object.keys(SAID).join('、')}`)
      return post
    })
    if (wanted.length === 0) wrong('请写明职务')
    const from = cells.from === '' ? undefined : readDay(cells.from)
    const until = cells.until === '' ? undefined : readDay(cells.until)
    if (cells.from !== '' && !from) wrong(`起“${cells.from}”不是日期；应写成 2026-01-01`)
    if (cells.until !== '' && !until) wrong(`止“${cells.until}”不是日期；应写成 2026-12-31`)
    if (cells.document === '') wrong('请写明任免依据的文号，如 示教办〔2026〕1号')
    if (cells.name === '') wrong('请写明姓名')
    if (cells.name === '' || codes.length === 0) continue

    const inCharge = wanted.includes('leader_in_charge')
    if (codes.length > 1 && !inCharge) {
      wrong('一行只写一个科室；兼任的另起一行')
      continue
    }
    const named = [...people.values()].filter((p) => p.name === cells.name)
    const here = named.filter((p) => codes.includes(p.department))
    const known = named.length === 1 ? named[0] : here.length === 1 ? here[0] : undefined
    if (!known && named.length > 1) {
      wrong(`名单中有 ${named.length} 位“${cells.name}”，无法确定是哪一位；请改用 JSON 名单，以人员代码写明`)
      continue
    }
    const person = known?.code ?? codeFor(cells.name, codes[0]!)
    if (!known) fresh.set(person, { code: person, name: cells.name, department: codes[0]! })
    for (const post of wanted) {
      if (!post) continue
      const department = post === 'leader_in_charge' ? (known?.department ?? codes[0]!) : codes[0]!
      const open = appointments.findLast(
        (a) =>
          a.person === person &&
          a.post === post &&
          a.department === department &&
          (a.until === undefined || a.until === until),
      )
      const begins = from ?? open?.from
      if (!begins) {
        if (cells.from === '') wrong('请写明任职首日（起）')
        continue
      }
      posts.push({
        person,
        post,
        department,
        ...(post === 'leader_in_charge' ? { departments: codes } : {}),
        from: begins,
        ...(until ? { until } : {}),
        document: cells.document,
      })
    }
  }
  if (complaints.length > 0) throw new BureauFileError(complaints)
  return parseBureauFile({ people: [...fresh.values()], posts })
}

function rowsOf(text: string, complaints: string[]): Row[] {
  const [head, ...body] = readCsv(text)
  const at = new Map<Column, number>()
  for (const [column, titles] of Object.entries(COLUMNS) as [Column, readonly string[]][]) {
    const i = head?.findIndex((title) => titles.includes(title.trim())) ?? -1
    if (i >= 0) at.set(column, i)
    else if (column !== 'until')
      complaints.push(`表头缺少“${titles[0]}”列；表头应为 姓名,科室,职务,起,止,文号（文件须为 UTF-8 编码）`)
  }
  return body
    .map((cells, i) => ({
      line: i + 2,
      cells: Object.fromEntries(
        (Object.keys(COLUMNS) as Column[]).map((c) => [c, (cells[at.get(c) ?? -1] ?? '').trim()]),
      ) as Row['cells'],
    }))
    .filter(({ cells }) => Object.values(cells).some((c) => c !== ''))
}

function list(text: string): string[] {
  return text
    .split(/[、，,；;／/\s]+/)
    .map((s) => s.trim())
    .filter(Boolean)
}

/** 2026-01-01, 2026/1/1, 2026.1.1, 2026年1月1日. */
function readDay(text: string): Day | undefined {
  const m = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text)
  return m ? dayFrom(Number(m[1]), Number(m[2]), Number(m[3])) : undefined
}

/** The same new person gets the same code however often the table is read. */
function codeFor(name: string, department: string): string {
  return `p-${createHash('sha256').update(`${name} ${department}`).digest('hex').slice(0, 8)}`
}
