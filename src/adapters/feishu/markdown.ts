/**
 * Words of people as card markdown that shows them and obeys nothing in them.
 * The vendor's way to show a character of the syntax is its numeric entity.
 * https://open.feishu.cn/document/uAjLw4CM/ukzMukzMukzM/feishu-cards/card-json-v2-components/content-components/rich-text
 *
 * Only what could be read as syntax is written so: dates, numbers and 〔〕 stay as they are, and searchable.
 */
import type { Line, Span, Tone } from '../../chat/message.ts'

const entity = (text: string) => text.replace(/./gsu, (char) => `&#${char.codePointAt(0)};`)

/** @param text may hold line breaks; each line is made safe by itself */
export function escapeMarkdown(text: string): string {
  return text
    .split(/\r\n|[\r\n\u2028\u2029]/)
    .map((line) =>
      line
        .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '')
        .replace(/[&<>*~`[\]\\|$_]/g, entity)
        // An emoji by its name, `:OK:`.
        .replace(/:(?=[A-Za-z_]\w*:)/g, entity)
        // What means something at the beginning of a line only.
        .replace(/^[ \t]+/, (blank) => '&#160;'.repeat(blank.length))
        .replace(/^((?:&#160;)*)([-+]|#+)(?=\s|$)/, (_, blank: string, sign: string) => blank + entity(sign))
        .replace(/^((?:&#160;)*)([-=])(?=[-=\s]*$)/, (_, blank: string, sign: string) => blank + entity(sign))
        .replace(
          /^((?:&#160;)*\d+)([.)])(?=\s|$)/,
          (_, number: string, sign: string) => number + entity(sign),
        ),
    )
    .join('\n')
}

const COLOURS: Readonly<Record<Exclude<Tone, 'strong'>, string>> = {
  late: 'red',
  soon: 'orange',
  done: 'green',
  quiet: 'grey',
}

export function lineMarkdown(line: Line): string {
  if (typeof line === 'string') return escapeMarkdown(line)
  return line.map((span, i) => spanMarkdown(span, line[i - 1]?.text.at(-1), line[i + 1]?.text.at(0))).join('')
}

function spanMarkdown(
  { text, tone, link }: Span,
  before: string | undefined,
  after: string | undefined,
): string {
  const words = escapeMarkdown(text)
  const address = link === undefined ? undefined : safeAddress(link)
  const shown =
    address === undefined || words.trim() === '' ? words : `[${words.replace(/\n/g, ' ')}](${address})`
  if (tone === undefined || text.trim() === '') return shown
  if (tone === 'strong') return canBeBold(text, before, after) && !address ? `**${shown}**` : shown
  return `<font color='${COLOURS[tone]}'>${shown}</font>`
}

/**
 * `**` makes bold only beside letters or blanks: `事项**“更新”**及` would show its stars. Then the words stay plain.
 * https://spec.commonmark.org/0.31.2/#left-flanking-delimiter-run
 */
function canBeBold(text: string, before: string | undefined, after: string | undefined): boolean {
  if (/[\r\n]/.test(text) || text !== text.trim()) return false
  const outside = /^[\s\p{P}\p{S}]?$/u
  const inside = /[\p{P}\p{S}]/u
  const opens = !inside.test(text.at(0)!) || outside.test(before ?? '')
  const closes = !inside.test(text.at(-1)!) || outside.test(after ?? '')
  return opens && closes
}

/** An http address that cannot break out of `[…](…)`; anything else is not made a link. */
function safeAddress(link: string): string | undefined {
  if (!URL.canParse(link)) return undefined
  const url = new URL(link)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return undefined
  return url.href.replace(/[()<>"'\s\\]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
}
