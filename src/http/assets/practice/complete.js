// `/` offers commands, `@` departments and people. Arrow keys choose, Enter or Tab takes, Escape closes.
import { el } from './dom.js'
import { postOf } from './message.js'
import { world } from './world.js'

const MOST = 9
let count = 0

export function createCompletion(input, host, done) {
  count += 1
  const id = `offers-${count}`
  const list = el('ul', { id, class: 'offers', role: 'listbox', 'aria-label': '可选项', hidden: true })
  host.prepend(list)
  for (const [name, value] of Object.entries({
    role: 'combobox',
    'aria-autocomplete': 'list',
    'aria-controls': id,
    'aria-expanded': 'false',
  }))
    input.setAttribute(name, value)
  let offers = []
  let chosen = 0

  function look() {
    const before = input.value.slice(0, input.selectionStart)
    offers = commandsFor(before) ?? namesFor(before) ?? []
    chosen = 0
    draw()
  }

  function draw() {
    list.hidden = offers.length === 0
    input.setAttribute('aria-expanded', String(!list.hidden))
    list.replaceChildren(
      ...offers
        .flatMap((offer, index) => [
          offer.group && offer.group !== offers[index - 1]?.group
            ? el('li', { class: 'heading', role: 'presentation' }, offer.group)
            : undefined,
          el(
            'li',
            {
              id: `${id}-${index}`,
              role: 'option',
              'aria-selected': String(index === chosen),
              onmousedown: (event) => {
                event.preventDefault()
                take(offer)
              },
            },
            el('b', {}, offer.label),
            el('span', {}, offer.about),
            offer.example ? el('span', { class: 'quiet' }, `例 ${offer.example}`) : undefined,
          ),
        ])
        .filter(Boolean),
    )
    if (list.hidden) input.removeAttribute('aria-activedescendant')
    else input.setAttribute('aria-activedescendant', `${id}-${chosen}`)
    const seen = list.querySelector('[aria-selected="true"]')
    // The first of a group brings its heading along.
    const from = chosen === 0 ? list.firstElementChild : seen
    from?.scrollIntoView({ block: 'nearest' })
  }

  function close() {
    offers = []
    draw()
  }

  function take(offer) {
    const caret = input.selectionStart
    input.setRangeText(offer.insert, caret - offer.typed.length, caret, 'end')
    close()
    done()
    input.focus()
  }

  input.addEventListener('input', look)
  input.addEventListener('click', look)
  input.addEventListener('blur', close)

  return {
    close,
    key(event) {
      if (!offers.length) return false
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        chosen = (chosen + (event.key === 'ArrowDown' ? 1 : offers.length - 1)) % offers.length
        draw()
      } else if (event.key === 'Enter' || event.key === 'Tab') take(offers[chosen])
      else if (event.key === 'Escape') {
        event.stopPropagation()
        close()
      } else return false
      event.preventDefault()
      return true
    },
  }
}

function commandsFor(before) {
  const typed = /^[/／](\S*)$/.exec(before)
  if (!typed) return undefined
  const word = typed[1].toLowerCase()
  // A whole name needs no offer: Enter then sends it.
  if (world.commands.some((one) => one.name === word || one.chinese === word)) return []
  return world.commands
    .filter((one) => one.name.startsWith(word) || one.chinese.includes(word))
    .map((one) => ({
      label: `/${one.name}　${one.chinese}`,
      about: one.about,
      example: one.example,
      group: one.group,
      insert: `/${one.name} `,
      typed: before,
    }))
}

function namesFor(before) {
  const typed = /@([^\s@，。；：、]{0,12})$/.exec(before)
  if (!typed) return undefined
  const word = typed[1].toLowerCase()
  const names = [
    { name: '督办', about: '机器人', code: 'duban' },
    ...world.departments
      .filter((one) => one.kind !== 'leaders')
      .map((one) => ({ name: one.name, about: '科室、单位', code: one.code })),
    ...world.people.map((one) => ({ name: one.name, about: postOf(one.code), code: one.code })),
  ]
  const fits = (one) =>
    one.name.includes(word) || one.code.replaceAll('-', '').startsWith(word.replaceAll('-', ''))
  // Whoever's name begins so comes first; a name already whole is not offered again.
  return names
    .filter((one) => fits(one) && one.name !== word)
    .sort((a, b) => Number(b.name.startsWith(word)) - Number(a.name.startsWith(word)))
    .slice(0, word === '' ? 24 : MOST)
    .map((one) => ({ label: `@${one.name}`, about: one.about, insert: `@${one.name} `, typed: typed[0] }))
}
