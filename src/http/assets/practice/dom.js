// Elements are made, never parsed: whatever people type stays text.

/** @example el('p', { class: 'quiet' }, '…') */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag)
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === false) continue
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value)
    else if (name in node && name !== 'list' && name !== 'form') node[name] = value
    else node.setAttribute(name === 'class' ? 'class' : name, value === true ? '' : value)
  }
  if (props.class) node.className = props.class
  node.append(...children.flat().filter((child) => child !== undefined && child !== false && child !== null))
  return node
}

const WEEKDAYS = '日一二三四五六'
const SHANGHAI = 8 * 3_600_000

function parts(moment) {
  const d = new Date(moment + SHANGHAI)
  const two = (n) => String(n).padStart(2, '0')
  return {
    year: d.getUTCFullYear(),
    month: d.getUTCMonth() + 1,
    day: d.getUTCDate(),
    weekday: WEEKDAYS[d.getUTCDay()],
    time: `${two(d.getUTCHours())}:${two(d.getUTCMinutes())}`,
    iso: `${d.getUTCFullYear()}-${two(d.getUTCMonth() + 1)}-${two(d.getUTCDate())}`,
  }
}

export const timeText = (moment) => parts(moment).time
export const isoDay = (moment) => parts(moment).iso
export function dayText(moment) {
  const p = parts(moment)
  return `${p.month}月${p.day}日（周${p.weekday}）`
}
export function fullText(moment) {
  const p = parts(moment)
  return `${p.year}年${p.month}月${p.day}日（周${p.weekday}）${p.time}`
}
export function sizeText(bytes) {
  if (bytes < 1024) return `${bytes} 字节`
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`
}

let toastTimer
export function toast(text, kind = 'info') {
  const box = document.getElementById('toast')
  box.hidden = false
  box.dataset.kind = kind
  box.textContent = text
  clearTimeout(toastTimer)
  toastTimer = setTimeout(() => {
    box.hidden = true
  }, 5000)
}

export function announce(text) {
  document.getElementById('announce').append(el('p', {}, text))
  while (document.getElementById('announce').childElementCount > 5)
    document.getElementById('announce').firstElementChild.remove()
}

/** A modal with a title and a way out; gives the dialog, already shown. */
export function modal(title, ...children) {
  const opener = document.activeElement
  const heading = el('h2', { id: `t${Math.random().toString(36).slice(2)}` }, title)
  const close = el(
    'button',
    { type: 'button', class: 'plain', 'aria-label': '关闭', onclick: () => box.close() },
    '关闭',
  )
  const box = el('dialog', { 'aria-labelledby': heading.id }, el('header', {}, heading, close), ...children)
  box.addEventListener('close', () => {
    box.remove()
    if (opener?.isConnected) opener.focus()
  })
  box.addEventListener('click', (event) => {
    if (event.target === box) box.close()
  })
  document.body.append(box)
  box.showModal()
  return box
}
