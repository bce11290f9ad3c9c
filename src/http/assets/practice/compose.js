// The line one types in: suggestions, `/` and `@`, files, drafts.
import { createCompletion } from './complete.js'
import { el, sizeText, toast } from './dom.js'
import { call } from './net.js'
import { key } from './pane.js'
import { world } from './world.js'

const drafts = new Map()
const MOST_BYTES = 30 * 1024 * 1024

export function composer(place, acts) {
  const draftKey = () => `${world.me} ${key(place)}`
  const narrow = matchMedia('(max-width: 760px)').matches
  const name = place.root ? 'say-thread' : 'say'
  const input = el('textarea', {
    id: name,
    rows: 1,
    maxLength: 20000,
    placeholder: place.root ? '在话题中回复' : narrow ? '输入 / 或 @' : '输入 / 选择命令，@ 提及科室或人员',
    'aria-label': place.root ? '在话题中回复' : '输入消息',
    'aria-describedby': `${name}-keys`,
  })
  const suggest = el('div', { class: 'suggest', role: 'group', 'aria-label': '可以这样做' })
  const chips = el('ul', { class: 'chips', 'aria-label': '待发送附件' })
  const picker = el('input', {
    type: 'file',
    multiple: true,
    class: 'sr',
    tabIndex: -1,
    'aria-hidden': 'true',
  })
  const send = el('button', { type: 'submit', class: 'primary' }, '发送')
  const editing = el('p', { class: 'editing', hidden: true })
  const example = el('p', { class: 'example quiet', hidden: true })
  const form = el(
    'form',
    { class: 'compose' },
    suggest,
    editing,
    chips,
    example,
    el(
      'div',
      { class: 'row' },
      el('button', { type: 'button', class: 'attach', onclick: () => picker.click() }, '附件'),
      input,
      send,
    ),
    picker,
    el('p', { class: 'keys quiet', id: `${name}-keys` }, 'Enter 发送，Shift+Enter 换行'),
  )
  const completion = createCompletion(input, form, () => grow())
  let files = []
  let edited

  function grow() {
    input.style.height = 'auto'
    input.style.height = `${Math.min(input.scrollHeight + 2, window.innerHeight / 3)}px`
    drafts.set(draftKey(), input.value)
    const word = /^[/／](\S+)/.exec(input.value)?.[1]?.toLowerCase()
    const command = world.commands.find((one) => one.name === word || one.chinese === word)
    example.hidden = !command
    if (command)
      example.replaceChildren(
        `${command.chinese}：${command.about}　例：`,
        el(
          'button',
          { type: 'button', class: 'plain', onclick: () => fill(command.example) },
          command.example,
        ),
      )
  }

  function fill(text) {
    input.value = text
    grow()
    completion.close()
    input.focus()
    input.setSelectionRange(text.length, text.length)
  }

  function submit() {
    const text = input.value
    if (edited) {
      if (text.trim()) acts.sendEdit(edited, text)
      stopEditing()
      return
    }
    const ready = files.filter((file) => file.id)
    if (files.some((file) => !file.id && !file.failed)) return toast('附件还在上传，请稍候。')
    if (text.trim() === '' && !ready.length) return
    acts.say(place, text, ready)
    files = []
    drawChips()
    input.value = ''
    completion.close()
    grow()
  }

  function edit(message) {
    edited = message
    fill(message.body.text)
    editing.hidden = false
    editing.replaceChildren(
      '正在编辑已发送的消息',
      el('button', { type: 'button', class: 'plain', onclick: stopEditing }, '取消'),
    )
    send.textContent = '保存'
  }
  function stopEditing() {
    edited = undefined
    editing.hidden = true
    send.textContent = '发送'
    input.value = ''
    grow()
  }

  async function add(chosen) {
    for (const file of chosen) {
      if (file.size > MOST_BYTES) {
        toast(`“${file.name}”超过 30 MB，未添加。`, 'warning')
        continue
      }
      const entry = { name: file.name, size: file.size }
      files.push(entry)
      drawChips()
      const data = new FormData()
      data.append('file', file, file.name)
      try {
        Object.assign(entry, await call('files', data))
      } catch (error) {
        entry.failed = error.message
      }
      drawChips()
    }
  }
  function drawChips() {
    chips.replaceChildren(
      ...files.map((file) =>
        el(
          'li',
          {},
          el('span', { class: 'hostile' }, file.name),
          el(
            'span',
            { class: file.failed ? 'late' : 'quiet' },
            file.failed ?? (file.id ? sizeText(file.size) : '上传中…'),
          ),
          el(
            'button',
            {
              type: 'button',
              class: 'plain',
              'aria-label': `移除 ${file.name}`,
              onclick: () => remove(file),
            },
            '移除',
          ),
        ),
      ),
    )
  }
  function remove(file) {
    files = files.filter((one) => one !== file)
    drawChips()
    input.focus()
  }

  async function refresh() {
    const root = place.root ? `&root=${encodeURIComponent(place.root)}` : ''
    const list = await call(`suggestions?room=${encodeURIComponent(place.room)}${root}`).catch(() => [])
    suggest.scrollLeft = 0
    suggest.replaceChildren(
      ...list.map((one) =>
        one.do === 'look'
          ? el('span', { class: 'look' }, one.text)
          : el('button', { type: 'button', class: one.do, onclick: () => take(one) }, one.label ?? one.text),
      ),
    )
  }
  function take(one) {
    if (one.do === 'fill') fill(one.text)
    else if (one.do === 'be') acts.be(one.person)
    else acts.advance(one.move)
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault()
    submit()
  })
  input.addEventListener('input', grow)
  input.addEventListener('keydown', (event) => {
    // While an input method composes, Enter chooses a candidate.
    if (event.isComposing || event.keyCode === 229) return
    if (completion.key(event)) return
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault()
      submit()
    } else if (event.key === 'Escape' && edited) {
      event.preventDefault()
      event.stopPropagation()
      stopEditing()
    } else if (event.key === 'ArrowUp' && input.value === '' && !edited) {
      const last = acts.lastOwn(place)
      if (last) {
        event.preventDefault()
        edit(last)
      }
    }
  })
  picker.addEventListener('change', () => {
    add([...picker.files])
    picker.value = ''
  })
  input.addEventListener('paste', (event) => {
    if (!event.clipboardData.files.length) return
    event.preventDefault()
    add([...event.clipboardData.files])
  })

  input.value = drafts.get(draftKey()) ?? ''
  queueMicrotask(grow)
  refresh()
  return {
    element: form,
    fill,
    edit,
    add,
    refresh,
    focus: () => input.focus(),
    leave: () => completion.close(),
  }
}
