/** What a person sees of a message, mark-up resolved the way the client does it. */
import type { SimMessage } from './world.ts'

export interface Seen {
  readonly text: string
  readonly title?: string
  readonly buttons: readonly string[]
  readonly mentions: readonly string[]
  readonly links: readonly string[]
}

export type Node = { readonly tag?: string; readonly [key: string]: unknown }

export function see(message: SimMessage): Seen {
  if (message.deleted) return { text: '此消息已撤回', buttons: [], mentions: [], links: [] }
  const value = JSON.parse(message.content) as Node
  if (message.type === 'interactive') return seeCard(value)
  if (message.type === 'text') {
    const resolved = seeText(String(value.text))
    const named = message.mentions.reduce(
      (text, one) => text.replaceAll(one.key, `@${one.name}`),
      resolved.text,
    )
    return { ...resolved, text: named, buttons: [] }
  }
  return { text: `[${message.type}]`, buttons: [], mentions: [], links: [] }
}

/** Text messages know `<at user_id="…">`, four styles and `[words](address)`. */
function seeText(raw: string): Omit<Seen, 'buttons'> {
  const mentions: string[] = []
  const links: string[] = []
  const text = raw
    .replace(/<at user_id="([^"]*)">(.*?)<\/at>/g, (_, id: string, name: string) => {
      mentions.push(id)
      return `@${name}`
    })
    .replace(/@_all\b/g, () => {
      mentions.push('all')
      return '@所有人'
    })
    .replace(/<\/?[bius]>/g, '')
    .replace(/\[([^\]]*)\]\((https?:[^)]*)\)/g, (_, words: string, address: string) => {
      links.push(address)
      return words
    })
  return { text, mentions, links }
}

/** Card markdown: tags, emphasis and links first, entities last. */
export function seeMarkdown(raw: string): Omit<Seen, 'buttons'> {
  const mentions: string[] = []
  const links: string[] = []
  const text = raw
    .replace(/<at\s+id=['"]?([^\s'">]*)['"]?\s*>(?:.*?<\/at>)?/gi, (_, id: string) => {
      mentions.push(id)
      return `@${id}`
    })
    .replace(/<link[^>]*url=["']?([^"'\s>]*)[^>]*>(.*?)<\/link>/gi, (_, address: string, words: string) => {
      links.push(address)
      return words
    })
    .replace(/!?\[([^\]\n]*)\]\(([^)\s]*)\)/g, (_, words: string, address: string) => {
      links.push(address)
      return words
    })
    .replace(/<[a-z/][^>]*>/gi, '')
    .replace(/^[ \t]*(#{1,6}[ \t]+|[-+*][ \t]+|>[ \t]?)/gm, '')
    .replace(/(\*\*|~~|`|\*|(?<!\w)_|_(?!\w))/g, '')
    .replace(/:[A-Za-z_]\w*:/g, '[表情]')
    .replace(/&#(\d+);|&(lt|gt|amp|nbsp|quot);/g, (_, code?: string, name?: string) =>
      code
        ? String.fromCodePoint(Number(code))
        : { lt: '<', gt: '>', amp: '&', nbsp: '\u00a0', quot: '"' }[name!]!,
    )
  // Our own links are expected where they were asked for; only foreign ones are reported as dangerous by the tests.
  return { text, mentions, links }
}

function seeCard(card: Node): Seen {
  const parts: string[] = []
  const buttons: string[] = []
  const mentions: string[] = []
  const links: string[] = []
  const title = ((card.header as Node)?.title as Node)?.content as string | undefined
  if (title) parts.push(title)
  walk((card.body as Node)?.elements, (node) => {
    if (node.tag === 'markdown' || node.tag === 'lark_md') {
      const seen = seeMarkdown(String(node.content))
      parts.push(seen.text)
      mentions.push(...seen.mentions)
      links.push(...seen.links)
    } else if (node.tag === 'button') buttons.push(String((node.text as Node).content))
    else if (node.tag === 'div') parts.push(String((node.text as Node)?.content ?? ''))
    else if (node.tag === 'collapsible_panel')
      parts.push(String(((node.header as Node).title as Node).content))
  })
  return { text: parts.join('\n'), ...(title && { title }), buttons, mentions, links }
}

/** Every element of a card, containers before what is in them. */
export function walk(value: unknown, visit: (node: Node, form: Node | undefined) => void, form?: Node): void {
  if (Array.isArray(value)) for (const one of value) walk(one, visit, form)
  else if (typeof value === 'object' && value !== null) {
    const node = value as Node
    if (node.tag) visit(node, form)
    for (const key of ['elements', 'columns']) walk(node[key], visit, node.tag === 'form' ? node : form)
  }
}
