/** The rooms show a message as it is; only addresses a browser should not follow lose their link. */
import type { Line, Message } from '../../chat/message.ts'
import type { Body } from './rooms.ts'

export function render(message: Message): Body {
  return { kind: 'message', message: { ...message, lines: message.lines.map(safeLine) } }
}

function safeLine(line: Line): Line {
  if (typeof line === 'string') return line
  return line.map((span) => {
    if (span.link === undefined || /^https?:\/\//i.test(span.link)) return span
    const { link: _, ...words } = span
    return words
  })
}
