// Questions asked before a button is sent.
import { el, isoDay, modal } from './dom.js'
import { now } from './world.js'

/** Resolves with the answers by field name, or undefined when the person thinks better of it. */
export function ask(label, fields, about) {
  return new Promise((resolve) => {
    const form = el('form', { method: 'dialog', class: 'ask' })
    if (about) form.append(el('p', { class: 'quiet hostile' }, about))
    for (const field of fields) {
      const id = `f-${field.name}`
      form.append(
        el(
          'label',
          { for: id, htmlFor: id },
          field.label,
          field.required || field.label.includes('可不填')
            ? ''
            : el('span', { class: 'quiet' }, '（可不填）'),
        ),
        control(field, id),
      )
    }
    form.append(
      el(
        'div',
        { class: 'buttons' },
        el('button', { type: 'submit', class: 'primary' }, label),
        el('button', { type: 'button', onclick: () => box.close() }, '取消'),
      ),
    )
    let answers
    form.addEventListener('submit', () => {
      const given = [...new FormData(form)].map(([name, value]) => [name, String(value).trim()])
      answers = Object.fromEntries(given.filter(([, value]) => value !== ''))
    })
    const box = modal(label, form)
    box.addEventListener('close', () => resolve(answers))
    form.querySelector('input, textarea, select')?.focus()
  })
}

function control(field, id) {
  const common = { id, name: field.name, required: field.required, placeholder: field.placeholder ?? '' }
  if (field.kind === 'lines') return el('textarea', { ...common, rows: 4 })
  if (field.kind === 'date') return el('input', { ...common, type: 'date', value: '', min: isoDay(now()) })
  if (field.kind === 'choice')
    return el(
      'select',
      { id, name: field.name, required: field.required },
      el('option', { value: '' }, '请选择'),
      (field.options ?? []).map((option) => el('option', { value: option.value }, option.label)),
    )
  return el('input', { ...common, type: 'text' })
}
