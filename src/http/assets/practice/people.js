// Who I am: everybody of the bureau by department, and a few close at hand.
import { el, modal } from './dom.js'
import { department, hasNews, world } from './world.js'

export function choosePerson(be) {
  const search = el('input', {
    type: 'search',
    placeholder: '查找姓名、科室或职务',
    'aria-label': '查找姓名、科室或职务',
  })
  const groups = el('div', { class: 'people' })
  const box = modal('我是谁', search, groups)

  box.classList.add('wide')

  function draw() {
    const word = search.value.trim()
    groups.replaceChildren(
      ...world.departments.flatMap((dept) => {
        const people = world.people.filter(
          (one) =>
            one.department === dept.code && `${one.name}${one.post}${dept.name}${one.code}`.includes(word),
        )
        if (!people.length) return []
        return [
          el(
            'section',
            {},
            el('h3', {}, dept.name),
            el(
              'ul',
              {},
              people.map((one) => el('li', {}, personButton(one, pick))),
            ),
          ),
        ]
      }),
    )
    if (!groups.childElementCount) groups.append(el('p', { class: 'quiet' }, '名单中没有相符的人员。'))
  }
  function pick(code) {
    box.close()
    be(code)
  }
  search.addEventListener('input', draw)
  search.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.isComposing) return
    // Or the same Enter, now on the button that opened this, would open it again.
    event.preventDefault()
    groups.querySelector('button')?.click()
  })
  draw()
  search.focus()
}

export function drawCast(host, be) {
  const codes = world.cast.includes(world.me) ? world.cast : [world.me, ...world.cast]
  const people = codes.map((code) => world.people.find((one) => one.code === code)).filter(Boolean)
  host.replaceChildren(...people.map((one) => el('li', {}, personButton(one, be, shortPost(one)))))
}

/** 人事科 科室负责人: in a short list, heads are told apart by their departments. */
function shortPost(one) {
  const [post] = one.post.split('、')
  const dept = department(one.department)
  const said = !dept || dept.kind === 'leaders' || post.includes(dept.name)
  return said ? post : `${dept.name} ${post}`
}

function personButton(one, act, post = one.post) {
  const me = one.code === world.me
  const news = !me && hasNews(one.code)
  return el(
    'button',
    {
      type: 'button',
      class: 'person',
      'aria-current': me ? 'true' : undefined,
      onclick: () => act(one.code),
    },
    el('span', {}, one.name),
    el('span', { class: 'quiet' }, post),
    news ? el('span', { class: 'new' }, '新') : undefined,
  )
}
