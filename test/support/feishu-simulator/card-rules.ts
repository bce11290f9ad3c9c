/**
 * What the platform says to a card, JSON 2.0: unknown properties, colours, counts, sizes, forms, tables, names.
 * Built from its component pages; stricter where they leave doubt.
 */

export interface CardFault {
  readonly code: number
  readonly msg: string
}

type Json = Record<string, unknown>

const list = (words: string) => new Set(words.split(' '))

const ANY = 'tag element_id margin'
const PICKER = `${ANY} name required disabled placeholder width behaviors value confirm`
const BOX = 'direction padding horizontal_spacing horizontal_align vertical_spacing vertical_align'
const CHOICE = `${PICKER} type options initial_option initial_index selected_values`

const PROPERTIES: Readonly<Record<string, ReadonlySet<string>>> = {
  markdown: list(`${ANY} content text_align text_size icon`),
  div: list(`${ANY} text icon width`),
  plain_text: list('tag content text_size text_color text_align lines i18n_content'),
  lark_md: list('tag content text_size text_color text_align lines i18n_content'),
  column_set: list(`${ANY} columns flex_mode horizontal_spacing horizontal_align background_style action`),
  column: list(`${ANY} ${BOX} elements width weight background_style action`),
  button: list(
    `${ANY} text type size width icon hover_tips disabled disabled_tips confirm behaviors name required form_action_type`,
  ),
  form: list(`${ANY} ${BOX} name elements confirm`),
  input: list(
    `${PICKER} default_value max_length input_type rows auto_resize max_rows label label_position show_icon`,
  ),
  date_picker: list(`${PICKER} initial_date`),
  picker_time: list(`${PICKER} initial_time`),
  picker_datetime: list(`${PICKER} initial_datetime`),
  select_static: list(CHOICE),
  multi_select_static: list(CHOICE),
  select_person: list(CHOICE),
  multi_select_person: list(CHOICE),
  checker: list(`${ANY} name checked text overall_checkable button_area checked_style disabled behaviors`),
  collapsible_panel: list(`${ANY} ${BOX} expanded header elements background_color border`),
  hr: list(ANY),
  img: list(`${ANY} img_key alt title mode preview scale_type size transparent corner_radius`),
  table: list(`${ANY} columns rows page_size row_height header_style freeze_first_column row_max_height`),
  chart: list(`${ANY} chart_spec aspect_ratio color_theme preview height`),
  person_list: list(`${ANY} persons size lines show_name show_avatar drop_invalid_user_id icon`),
  interactive_container: list(
    `${ANY} ${BOX} elements width height behaviors background_style has_border border_color corner_radius disabled confirm`,
  ),
  standard_icon: list('tag token color'),
  text_tag: list(`${ANY} text color`),
}

const CARD = list('schema config card_link header body')
const CONFIG = list(
  'streaming_mode streaming_config summary locales enable_forward update_multi width_mode use_custom_translation enable_forward_interaction style',
)
const HEADER = list('title subtitle text_tag_list i18n_text_tag_list template icon padding')
const BODY = list(`${BOX} elements`)
const TEMPLATES = list(
  'blue wathet turquoise green yellow orange red carmine violet purple indigo grey default',
)
const BUTTON_TYPES = list(
  'default primary danger text primary_text danger_text primary_filled danger_filled laser',
)
const CONTROLS = list(
  'input date_picker picker_time picker_datetime select_static multi_select_static select_person multi_select_person checker',
)
const FONT_COLOURS = list(
  'default neutral blue wathet turquoise green lime yellow orange red carmine violet purple indigo grey white black',
)

export const CARD_BYTES = 30 * 1024
export const CARD_ELEMENTS = 200

/** What is wrong with it, or `undefined`. @param content the `content` of the request, a JSON text */
export function cardFault(content: string): CardFault | undefined {
  if (Buffer.byteLength(content) > CARD_BYTES)
    return { code: 230025, msg: 'The length of the message content reaches its limit.' }
  let card: unknown
  try {
    card = JSON.parse(content)
  } catch {
    return rejected(200621, 'parse card json err')
  }
  try {
    checkCard(card)
    return undefined
  } catch (fault) {
    if (fault instanceof Rejected) return rejected(fault.sub, fault.message)
    throw fault
  }
}

class Rejected extends Error {
  readonly sub: number
  constructor(sub: number, message: string) {
    super(message)
    this.sub = sub
  }
}

function rejected(sub: number, text: string): CardFault {
  return { code: 230099, msg: `Failed to create card content, ext=ErrCode: ${sub}; ErrMsg: ${text}; ` }
}

function need(condition: unknown, text: string, sub = 200621): asserts condition {
  if (!condition) throw new Rejected(sub, text)
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function only(object: Json, allowed: ReadonlySet<string>, where: string): void {
  for (const key of Object.keys(object))
    need(allowed.has(key), `unknown property, property: ${key}, path: ${where}`)
}

interface Seen {
  elements: number
  tables: number
  readonly names: Set<string>
  readonly ids: Set<string>
}

function checkCard(card: unknown): void {
  need(isObject(card), 'card is not an object')
  need(card.schema === '2.0', 'schema is not 2.0')
  only(card, CARD, 'card')
  const seen: Seen = { elements: 0, tables: 0, names: new Set(), ids: new Set() }
  if (card.config !== undefined) {
    need(isObject(card.config), 'config is not an object')
    only(card.config, CONFIG, 'config')
    need(
      card.config.update_multi === undefined || card.config.update_multi === true,
      'update_multi must be true',
    )
    const summary = card.config.summary
    need(summary === undefined || (isObject(summary) && typeof summary.content === 'string'), 'summary')
  }
  if (card.header !== undefined) {
    need(isObject(card.header), 'header is not an object')
    only(card.header, HEADER, 'header')
    need(isObject(card.header.title), 'header without title')
    checkNode(card.header.title, 'header.title', 0, undefined, seen)
    const { template } = card.header
    need(template === undefined || TEMPLATES.has(String(template)), `invalid template ${String(template)}`)
  }
  need(isObject(card.body) && Array.isArray(card.body.elements), 'body without elements')
  only(card.body, BODY, 'body')
  for (const [i, one] of card.body.elements.entries()) checkNode(one, `body.elements[${i}]`, 1, 'body', seen)
  need(seen.elements <= CARD_ELEMENTS, 'element exceeds the limit', 11310)
  need(seen.tables <= 5, 'card table number over limit', 11310)
}

/** @param inside the tag of the container it stands in */
function checkNode(
  node: unknown,
  where: string,
  depth: number,
  inside: string | undefined,
  seen: Seen,
): void {
  need(isObject(node) && typeof node.tag === 'string', `not an element, path: ${where}`)
  const allowed = PROPERTIES[node.tag]
  need(allowed, `not support tag: ${node.tag}, path: ${where}`)
  only(node, allowed, where)
  seen.elements++
  need(depth <= 6, `nested too deep, path: ${where}`)
  if (node.element_id !== undefined) {
    need(/^[A-Za-z]\w{0,19}$/.test(String(node.element_id)), `invalid element_id ${String(node.element_id)}`)
    need(!seen.ids.has(String(node.element_id)), 'duplicate element_id')
    seen.ids.add(String(node.element_id))
  }
  checkColours(node, where)
  if ('name' in node || (inside === 'form' && (CONTROLS.has(node.tag) || node.tag === 'button'))) {
    need(typeof node.name === 'string' && node.name !== '', `name is empty, path: ${where}`, 200530)
    need(!seen.names.has(node.name), `duplicate name ${node.name}, path: ${where}`, 200530)
    seen.names.add(node.name)
  }
  const check = RULES[node.tag]
  check?.(node, where, inside)
  if (node.tag === 'table') seen.tables++
  const next = node.tag === 'form' || inside === 'form' ? 'form' : node.tag
  for (const key of ['text', 'placeholder', 'label', 'hover_tips', 'disabled_tips', 'icon', 'alt'])
    if (isObject(node[key])) checkNode(node[key], `${where}.${key}`, depth, next, seen)
  for (const key of ['elements', 'columns'])
    if (Array.isArray(node[key]) && node.tag !== 'table')
      for (const [i, one] of (node[key] as unknown[]).entries())
        checkNode(one, `${where}.${key}[${i}]`, depth + (key === 'columns' ? 0 : 1), next, seen)
  if (Array.isArray(node.options))
    for (const [i, one] of node.options.entries()) {
      need(isObject(one) && typeof one.value === 'string', `option, path: ${where}`)
      if (one.text !== undefined) checkNode(one.text, `${where}.options[${i}].text`, depth, next, seen)
    }
  if (node.tag === 'collapsible_panel') {
    need(isObject(node.header) && isObject(node.header.title), `panel without title, path: ${where}`)
    checkNode(node.header.title, `${where}.header.title`, depth, next, seen)
  }
}

const RULES: Readonly<Record<string, (node: Json, where: string, inside: string | undefined) => void>> = {
  markdown: (node, where) =>
    need(typeof node.content === 'string' && node.content !== '', `content is empty, path: ${where}`),
  plain_text: (node, where) => need(typeof node.content === 'string', `content, path: ${where}`),
  column_set: (node, where) => {
    need(Array.isArray(node.columns), `columns, path: ${where}`)
    for (const one of node.columns)
      need(isObject(one) && one.tag === 'column', `only columns, path: ${where}`)
  },
  form(node, where, inside) {
    need(inside === 'body', `form must stand at the root, path: ${where}`)
    const text = JSON.stringify(node.elements)
    need(!/"tag":"(form|table)"/.test(text), `form or table in form, path: ${where}`)
    need(/"form_action_type":"submit"/.test(text), `form without submit button, path: ${where}`)
    need(/"tag":"(?!button|plain_text|markdown|column)/.test(text), `form without control, path: ${where}`)
  },
  table(node, where, inside) {
    need(inside === 'body', `table must stand at the root, path: ${where}`)
    need(Array.isArray(node.columns) && node.columns.length <= 50, `table columns, path: ${where}`)
    const size = node.page_size
    need(size === undefined || (Number(size) >= 1 && Number(size) <= 10), `page_size, path: ${where}`)
  },
  input(node, where, inside) {
    need(node.required !== true || inside === 'form', `required outside a form, path: ${where}`)
    need(node.max_length === undefined || Number(node.max_length) <= 1000, `max_length, path: ${where}`)
    const kinds = [undefined, 'text', 'password', 'multiline_text']
    need(kinds.includes(node.input_type as string | undefined), `input_type, path: ${where}`)
  },
  button(node, where, inside) {
    need(isObject(node.text), `button without text, path: ${where}`)
    need(node.type === undefined || BUTTON_TYPES.has(String(node.type)), `button type, path: ${where}`)
    need(
      node.form_action_type === undefined || inside === 'form',
      `form_action_type outside a form, path: ${where}`,
    )
    if (node.behaviors === undefined) return
    need(Array.isArray(node.behaviors), `behaviors, path: ${where}`)
    for (const one of node.behaviors) {
      need(
        isObject(one) && (one.type === 'callback' || one.type === 'open_url'),
        `behavior type, path: ${where}`,
      )
      if (one.type === 'callback')
        need(isObject(one.value), `callback value must be an object, path: ${where}`)
    }
  },
  collapsible_panel(node, where) {
    need(
      !/"tag":"(form|table)"/.test(JSON.stringify(node.elements)),
      `form or table in panel, path: ${where}`,
    )
  },
}

function checkColours(node: Json, where: string): void {
  for (const [key, value] of Object.entries(node))
    if (/color|style/.test(key) && typeof value === 'string')
      need(!/^#[0-9a-f]{3,8}$/i.test(value), `hex colour, path: ${where}.${key}`)
  if (node.tag === 'markdown' && typeof node.content === 'string')
    for (const [, colour] of node.content.matchAll(/<font color=['"]?([^'">]*)/g))
      need(
        FONT_COLOURS.has(colour!.replace(/-\d+$/, '')) || colour!.startsWith('rgba('),
        `font colour ${colour}, path: ${where}`,
      )
}
