/**
 * Buttons, and buttons that ask first, as card components. A question can only stand in a form, and a form only at the
 * card's root; every control on a card has a name of its own, else the platform answers 200530.
 * https://open.feishu.cn/document/uAjLw4CM/ukzMukzMukzM/feishu-cards/card-json-v2-components/containers/form-container
 */
import type { Button, Field } from '../../chat/message.ts'
import { escapeMarkdown } from './markdown.ts'

export type Element = { readonly tag: string; readonly [property: string]: unknown }

/** Of the card's 200 elements and 24 KB. */
const MOST_ELEMENTS = 150
const MOST_BYTES = 12_000
const MOST_OPTIONS = 50

/** Elements for as many buttons as there is room for, and the names of the others. */
export function operations(buttons: readonly Button[]): { elements: readonly Element[]; note?: string } {
  const asking: Element[] = []
  const columns: Element[] = []
  const without: string[] = []
  let room = MOST_BYTES
  let count = MOST_ELEMENTS
  for (const [i, button] of buttons.entries()) {
    const element =
      button.fields && button.fields.length > 0 ? form(button, button.fields, i) : column(button)
    const size = Buffer.byteLength(JSON.stringify(element))
    const elements = countElements(element)
    if (size > room || elements > count) {
      without.push(button.label)
      continue
    }
    room -= size
    count -= elements
    if (element.tag === 'form') asking.push(element)
    else columns.push(element)
  }
  const row: Element = { tag: 'column_set', flex_mode: 'flow', horizontal_spacing: '8px', columns }
  const elements = [...(columns.length > 0 ? [row] : []), ...asking]
  if (without.length === 0) return { elements }
  return {
    elements,
    note: short(`未能在此显示的操作：${without.map((label) => short(label, 30)).join('、')}`, 300),
  }
}

/** A control's name on the card → the field's own name. */
export function fieldName(controlName: string): string {
  return controlName.replace(/^f\d+(?:d\d+)?_/, '')
}

/** Everything with a `tag` counts, plain text too. */
export function countElements(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, one) => sum + countElements(one), 0)
  if (typeof value !== 'object' || value === null) return 0
  const inside = Object.values(value).reduce((sum: number, one) => sum + countElements(one), 0)
  return inside + ('tag' in value ? 1 : 0)
}

const plain = (content: string) => ({ tag: 'plain_text', content })

function column(button: Button): Element {
  return { tag: 'column', width: 'auto', elements: [pressable(button)] }
}

function pressable({ label, press, style }: Button): Element {
  return {
    tag: 'button',
    text: plain(short(label, 60)),
    type: style ?? 'default',
    behaviors: [{ type: 'callback', value: press }],
  }
}

function form(button: Button, fields: readonly Field[], index: number): Element {
  const names = new Set<string>()
  const controls = fields.flatMap((field) => {
    let name = `f${index}_${field.name}`
    for (let n = 1; names.has(name); n++) name = `f${index}d${n}_${field.name}`
    names.add(name)
    return control(field, name)
  })
  const submit = { ...pressable(button), name: `submit_${index}`, form_action_type: 'submit' }
  return { tag: 'form', name: `form_${index}`, elements: [...controls, submit] }
}

function control(field: Field, name: string): Element[] {
  const { kind, required } = field
  const placeholder = plain(
    short(field.placeholder ?? (kind === 'date' || kind === 'choice' ? '请选择' : '请填写'), 100),
  )
  const label = short(field.label, 60)
  const common = { name, required, placeholder, width: 'fill' }
  const heading: Element = { tag: 'markdown', content: escapeMarkdown(label) || '&#160;' }
  if (kind === 'date') return [heading, { tag: 'date_picker', ...common }]
  const options = field.options ?? []
  if (kind === 'choice' && options.length > 0 && options.length <= MOST_OPTIONS) {
    const offered = options.map(({ value, label: text }) => ({ text: plain(short(text, 60)), value }))
    return [heading, { tag: 'select_static', ...common, options: offered }]
  }
  const type = kind === 'lines' ? { input_type: 'multiline_text', rows: 3 } : { input_type: 'text' }
  return [{ tag: 'input', ...common, ...type, label: plain(label), label_position: 'top', max_length: 1000 }]
}

function short(text: string, chars: number): string {
  const all = [...text]
  return all.length <= chars ? text : `${all.slice(0, chars - 1).join('')}…`
}
