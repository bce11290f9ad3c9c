// Beside the conversation, while no thread is open: what one can say here.
import { el } from './dom.js'
import { world } from './world.js'

export function drawGuide(host, fill) {
  const commandItem = (one) =>
    el(
      'li',
      {},
      el(
        'button',
        { type: 'button', class: 'plain', title: '填入输入框', onclick: () => fill(one.example) },
        el('b', {}, one.chinese),
        el('span', {}, one.about),
        el('span', { class: 'quiet' }, one.example),
      ),
    )
  host.replaceChildren(
    el('header', { class: 'bar' }, el('h2', {}, '怎么用')),
    el(
      'div',
      { class: 'guide' },
      el(
        'ol',
        { class: 'steps' },
        el('li', {}, '在输入框写一句话，或点输入框上方的建议，按 Enter 发送。'),
        el('li', {}, '核对只有你能看到的预览，按“确认下发”，交办单即发到群里。'),
        el('li', {}, '换成承办科室的人，点交办单的“回复”，写“已办结”并附上材料；办不了的，申请延期或改派。'),
        el('li', {}, '换成局领导，在群里问一句“1号到哪一步了”，报告只给本人。'),
        el('li', {}, '把时钟往后拨，看提醒、催办、日报和周五的本周办理情况如何到来。'),
      ),
      el('h3', {}, '可以说的话（点开可见例句，点例句即填入）'),
      ...[...Map.groupBy(world.commands, (one) => one.group)].map(([group, some], index) =>
        el(
          'details',
          { class: 'group', open: index === 0 },
          el('summary', {}, group, el('span', { class: 'quiet' }, some.map((one) => one.chinese).join('、'))),
          el('ul', { class: 'commands' }, some.map(commandItem)),
        ),
      ),
      el('p', { class: 'quiet' }, '键盘：/ 到输入框，Esc 关闭话题，Alt+↑↓ 换会话，空行按 ↑ 编辑上一条。'),
    ),
  )
}
