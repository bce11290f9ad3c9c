/** What a client does when a button is pressed: finds it, and fills its form in as the person did. */
import { type Node, walk } from './reader.ts'

export function buttonIn(
  content: string,
  which: string | ((button: Node) => boolean),
): { button: Node; form: Node | undefined } | undefined {
  let found: { button: Node; form: Node | undefined } | undefined
  const fits = (node: Node) =>
    typeof which === 'function' ? which(node) : (node.text as Node | undefined)?.content === which
  walk((JSON.parse(content) as { body?: Node }).body?.elements, (node, form) => {
    if (!found && node.tag === 'button' && node.disabled !== true && fits(node))
      found = { button: node, form }
  })
  return found
}

/** A form's answers by the controls' names, in the formats the client sends. */
export function fillIn(form: Node, fields: Readonly<Record<string, string>>): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  const left = new Set(Object.keys(fields))
  walk(form.elements, (node) => {
    if (typeof node.name !== 'string' || node.tag === 'button') return
    const label = (node.label as Node | undefined)?.content
    const name = node.name
    const key = [...left].find((one) => one === name || one === label || name.endsWith(`_${one}`))
    if (key === undefined) {
      if (node.required === true) throw new Error(`required field ${name} is empty`)
      values[name] = ''
      return
    }
    left.delete(key)
    const value = fields[key]!
    if (node.tag === 'select_static') {
      const offered = (node.options as readonly { value: string }[]).map((one) => one.value)
      if (!offered.includes(value)) throw new Error(`${value} is not offered by ${name}`)
    }
    if (node.tag === 'input' && value.length > Number(node.max_length ?? 1000))
      throw new Error(`${name} is too long`)
    values[name] = node.tag === 'date_picker' || node.tag === 'picker_datetime' ? `${value} +0800` : value
  })
  if (left.size > 0) throw new Error(`the form does not ask for ${[...left].join(', ')}`)
  return values
}
