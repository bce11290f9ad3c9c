/** What the bot said in a talk, as its checks look at it. */
import type { RoomMessage } from '../../adapters/web/rooms.ts'
import { plainText } from '../../chat/message.ts'
import type { Pattern, Scope } from './read-talk.ts'
import { buttonsOf, type Stage } from './stage.ts'

export interface SaidLine {
  /** `group`, `@人事科`, `~李娜`. */
  readonly to: string
  /** The order's number when it stands in a thread. */
  readonly thread: string | null
  readonly text: string
  readonly buttons: readonly string[]
}

/** What the bot said and edited since the last look. */
export async function newWords(stage: Stage): Promise<{ said: SaidLine[]; edited: SaidLine[] }> {
  const all = stage.rooms.everything()
  const fresh = all.filter((m) => m.by === undefined && m.version > stage.seen)
  const said: SaidLine[] = []
  const edited: SaidLine[] = []
  for (const m of fresh.toSorted((a, b) => a.version - b.version)) {
    const line = await saidLine(stage, m)
    if (m.seq > stage.seen) said.push(line)
    else edited.push(line)
  }
  stage.seen = Math.max(stage.seen, ...all.map((m) => m.version), ...all.map((m) => m.seq))
  return { said, edited }
}

async function saidLine(stage: Stage, m: RoomMessage): Promise<SaidLine> {
  const text = wordsOf(m)
  const root = m.root === undefined ? undefined : await stage.rooms.get(m.root)
  const title = root?.body.kind === 'message' ? root.body.message.title : undefined
  return {
    to: nameOfRoom(stage, m),
    thread: m.root === undefined ? null : (/〔\d{4}〕\d+号/.exec(title ?? '')?.[0] ?? ''),
    text,
    buttons: buttonsOf(m.body).map((b) => b.label),
  }
}

/** What a message says, files by their names. */
export function wordsOf(m: Pick<RoomMessage, 'body' | 'files'>): string {
  const words = m.body.kind === 'text' ? m.body.text : plainText(m.body.message)
  return [words, ...m.files.map((file) => `〔文件〕${file.name}`)].filter(Boolean).join('\n')
}

function nameOfRoom(stage: Stage, m: RoomMessage): string {
  const account = m.onlyFor ?? (m.room.startsWith('direct:') ? m.room.slice('direct:'.length) : undefined)
  if (account !== undefined) {
    const person = stage.bureau.accounts.find((a) => a.platform === 'web' && a.account === account)?.person
    return `~${stage.bureau.roster.people.get(person ?? account)?.name ?? account.replace(/^stranger:/, '')}`
  }
  const chat = stage.bureau.chats.find((c) => c.id === m.room)
  if (chat?.kind === 'department')
    return `@${stage.bureau.roster.departments.find((d) => d.code === chat.department)?.name ?? m.room}`
  return chat?.kind === 'leaders' ? 'leaders' : 'group'
}

export function inScope(said: SaidLine, scope: Scope): boolean {
  switch (scope.to) {
    case 'anybody':
      return true
    case 'person':
      return said.to === `~${scope.name}`
    case 'department':
      return said.to === `@${scope.name}`
  }
}

export function matches(said: SaidLine, pattern: Pattern): boolean {
  const text = [said.text, ...said.buttons.map((b) => `〔${b}〕`)].join('\n')
  return pattern.regex ? pattern.regex.test(text) : text.includes(pattern.text)
}
