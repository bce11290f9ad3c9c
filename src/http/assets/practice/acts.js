// What one can do in the room: say, press, edit, take back, move the clock.
import { ask } from './ask.js'
import { announce, toast } from './dom.js'
import { excerpt } from './message.js'
import { call, callUntil, Offline } from './net.js'
import * as w from './world.js'

const { world } = w

export async function tried(act) {
  try {
    return await act()
  } catch (error) {
    toast(error instanceof Offline ? `${error.message}，请稍后再试。` : error.message, 'error')
    return undefined
  }
}

/** `go`, `be`, `load` and `refresh` are the page's own; `panes` are the conversations open now. */
export function createActs({ panes, go, be, load, refresh }) {
  const acts = {
    openThread: (message) => go({ room: message.room, root: message.root ?? message.id }),
    be,
    advance,
    edit: (message) => (message.root && panes.thread ? panes.thread : panes.talk).say.edit(message),
    lastOwn: (place) =>
      w.inPlace(place).findLast((m) => m.by === world.me && m.body.kind === 'text' && !m.recalledAt),
    drop(message) {
      world.pending = world.pending.filter((p) => p !== message)
      w.changed('messages')
    },
    say(place, text, files) {
      const id = crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`
      const message = {
        ...place,
        id: `pending:${id}`,
        key: id,
        seq: Number.MAX_SAFE_INTEGER,
        version: 0,
        by: world.me,
        body: { kind: 'text', text },
        files,
        at: w.now(),
        pending: true,
      }
      world.pending.push(message)
      w.changed('messages')
      acts.retry(message)
    },
    async retry(message) {
      message.failed = undefined
      w.changed('messages')
      const { room, root, body, files, key: sendKey } = message
      const said = {
        room,
        text: body.text,
        files: files.map((file) => file.id),
        key: sendKey,
        ...(root && { replyTo: root }),
      }
      try {
        await callUntil('say', said)
      } catch (error) {
        message.failed = error.message
        announce(`未送出：${error.message}`)
      }
      w.changed('messages')
      refresh()
    },
    async press(message, index, element) {
      const button = message.body.message.buttons[index]
      const fields = button.fields?.length ? await ask(button.label, button.fields, excerpt(message)) : {}
      if (!fields) return
      const all = [...element.parentElement.children]
      for (const one of all) one.disabled = true
      element.setAttribute('aria-busy', 'true')
      const pressed = {
        message: message.id,
        button: index,
        label: button.label,
        fields,
        key: String(Date.now()),
      }
      const answer = await tried(() => callUntil('press', pressed))
      if (answer?.toast) toast(answer.toast.text, answer.toast.kind)
      for (const one of all) one.disabled = false
      element.removeAttribute('aria-busy')
      refresh()
    },
    async sendEdit(message, text) {
      if (text !== message.body.text) await tried(() => callUntil('edit', { message: message.id, text }))
    },
    async recall(message) {
      await tried(() => callUntil('recall', { message: message.id }))
    },
    async older(place) {
      const [first] = w.inPlace(place)
      await load(place, first?.seq)
    },
  }

  async function advance(move) {
    document.body.setAttribute('aria-busy', 'true')
    toast('时间正在推进，期间到期的事项依次办理…')
    const moved = await tried(() => call('clock', move))
    document.body.removeAttribute('aria-busy')
    if (!moved) return
    w.setClock(moved.clock)
    toast(`时间已到 ${document.getElementById('now').textContent}`)
    refresh()
  }

  return acts
}
