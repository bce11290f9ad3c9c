/** What is wrong with a bureau file, in sentences that name the place and what to do. */
import type { BaseIssue } from 'valibot'
import { PLATFORMS } from '../../domain/bureau.ts'
import type { BureauFile } from './bureau-file.ts'

/** One fault of form: `posts[0].from：缺少此项，请补上`. */
export function complaint(issue: BaseIssue<unknown>): string {
  const where = (issue.path ?? [])
    .map((step) => (typeof step.key === 'number' ? `[${step.key}]` : `.${String(step.key)}`))
    .join('')
    .replace(/^\./, '')
  const missing = issue.received === 'undefined'
  const what =
    issue.type === 'object'
      ? missing
        ? `缺少此项；${WHAT[String(issue.path?.at(-1)?.key)] ?? '请补上'}`
        : '应为 { … } 形式'
      : missing
        ? '缺少此项，请补上'
        : issue.message
  return `${where || '文件'}：${what}${seen(issue)}`
}

/** What each thing that may be missing is for. */
const WHAT: Readonly<Record<string, string>> = {
  code: '请填写代码，如 "personnel"、"li-na"，此后不再更改',
  name: '请填写名称',
  person: '请填写人员代码，即 people 中的 code',
  post: '请填写职务，如 "department_head"',
  from: '请填写任职首日，如 "2026-01-01"',
  document: '请填写任免依据的文号，如 "示教办〔2026〕1号"',
  platform: `请填写平台：${PLATFORMS.join('、')}`,
  id: '请填写群在该平台上的编号',
  title: '请填写群名',
  kind: '请填写类别',
}

function seen(issue: BaseIssue<unknown>): string {
  const { input } = issue
  const plain =
    typeof input === 'number' ||
    typeof input === 'boolean' ||
    (typeof input === 'string' && input.trim() !== '')
  return plain ? `（现为 ${JSON.stringify(input).slice(0, 40)}）` : ''
}

/** What is wrong whatever the roster says: one thing told twice in two ways. */
export function contradictions(file: BureauFile): string[] {
  const found: string[] = []
  const once = (keys: readonly string[], say: (key: string, i: number, first: number) => string) => {
    const first = new Map<string, number>()
    keys.forEach((key, i) => {
      const before = first.get(key)
      if (before === undefined) first.set(key, i)
      else found.push(say(key, i, before))
    })
  }
  once(
    file.departments.map((d) => d.code),
    (key, i, first) => `departments[${i}].code：“${key}”与 departments[${first}] 重复；每个科室用自己的代码`,
  )
  once(
    file.departments.map((d) => d.name),
    (key, i, first) => `departments[${i}].name：“${key}”与 departments[${first}] 同名；请区分名称`,
  )
  once(
    file.people.map((p) => p.code),
    (key, i, first) =>
      `people[${i}].code：“${key}”与 people[${first}] 重复；同一人只写一条，不同的人用不同代码`,
  )
  once(
    file.posts.map((p) => `${p.person} ${p.post} ${p.department ?? ''} ${p.from}`),
    (_, i, first) => `posts[${i}]：与 posts[${first}] 是同一人、同一职务、同一起始日；请删去一条`,
  )
  once(
    file.chats.map((c) => `${c.platform} ${c.id}`),
    (key, i, first) => `chats[${i}].id：“${key.split(' ')[1]}”与 chats[${first}] 重复；一个群只绑定一次`,
  )
  const bound = new Map<string, number>()
  file.people.forEach((p, i) => {
    for (const [on, account] of Object.entries(p.accounts)) {
      if (account === '') continue
      const before = bound.get(`${on} ${account}`)
      if (before === undefined) bound.set(`${on} ${account}`, i)
      else {
        found.push(
          `people[${i}].accounts.${on}：账号“${account}”已写给 people[${before}]（${file.people[before]!.name}）；一个账号只属于一人`,
        )
      }
    }
  })
  file.posts.forEach((p, i) => {
    if (p.until !== undefined && p.until < p.from) {
      found.push(`posts[${i}].until：${p.until} 早于任职首日 ${p.from}；请核对起止`)
    }
    if (p.post === 'leader_in_charge' && !p.departments?.length) {
      found.push(`posts[${i}].departments：分管局领导须写明分管科室，如 ["personnel"]`)
    }
  })
  file.chats.forEach((c, i) => {
    if (c.kind === 'department' && c.department === undefined) {
      found.push(`chats[${i}].department：科室群须写明科室代码，如 "personnel"`)
    }
  })
  return found
}
