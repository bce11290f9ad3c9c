// The business clock: shown, and moved.
import { el, fullText, isoDay, modal, timeText } from './dom.js'
import { bus, now, world } from './world.js'

const MOVES = [
  { label: '＋1小时', move: { kind: 'hours', count: 1 } },
  { label: '＋1个工作日', move: { kind: 'working-days', count: 1 } },
]

export function createClock({ shown, moves, opener, advance }) {
  const show = () => {
    const text = fullText(now()) + (world.clock.dayNote ? ` ${world.clock.dayNote}` : '')
    if (shown.textContent !== text) shown.textContent = text
  }
  const buttons = () => [
    ...MOVES.map(({ label, move }) => el('button', { type: 'button', onclick: () => advance(move) }, label)),
    el('button', { type: 'button', onclick: open }, '到某日某时'),
  ]
  moves.replaceChildren(...buttons())
  opener.addEventListener('click', open)
  bus.addEventListener('clock', show)
  setInterval(show, 1000)

  function open() {
    const day = el('input', {
      id: 'to-day',
      type: 'date',
      required: true,
      value: isoDay(now()),
      min: isoDay(now()),
    })
    const time = el('input', { id: 'to-time', type: 'time', required: true, value: timeText(now()) })
    const form = el(
      'form',
      { class: 'ask' },
      el('p', {}, '现在是 ', el('b', {}, shown.textContent)),
      el('p', { class: 'quiet' }, '时间只能向后拨；期间到期的提醒、催办和日报会依次发生。'),
      el(
        'div',
        { class: 'buttons' },
        [...MOVES, { label: '＋3个工作日', move: { kind: 'working-days', count: 3 } }].map(
          ({ label, move }) =>
            el(
              'button',
              {
                type: 'button',
                onclick: () => {
                  box.close()
                  advance(move)
                },
              },
              label,
            ),
        ),
      ),
      el('label', { htmlFor: 'to-day' }, '拨到'),
      el('div', { class: 'pair' }, day, el('label', { class: 'sr', htmlFor: 'to-time' }, '时间'), time),
      el('div', { class: 'buttons' }, el('button', { type: 'submit', class: 'primary' }, '拨到这一刻')),
    )
    form.addEventListener('submit', (event) => {
      event.preventDefault()
      box.close()
      advance({ kind: 'until', day: day.value, time: time.value })
    })
    const box = modal('业务时钟', form)
    day.focus()
  }
}
