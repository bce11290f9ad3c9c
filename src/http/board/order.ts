/** One order: its thread on the left; on the right its clock with the derivation, its files and its journal. */
import { html } from 'hono/html'
import { sayFullMoment, sayMoment } from '../../chat/words/dates.ts'
import { type Frame, fileHtml, frame, type Html, lineHtml, timeHtml } from './frame.ts'
import { marksHtml, stateHtml } from './ledger.ts'
import type { ClockView, JournalEntry, OrderPage, OrderPart, ThreadEntry } from './port.ts'
import { askedHtml, correctedHtml, subsHtml, urgedHtml } from './records.ts'

export function orderPage(parts: Pick<Frame, 'assets' | 'large' | 'practice'>, order: OrderPage) {
  const { row } = order
  return frame(
    {
      ...parts,
      title: `${row.kind}${row.number}`,
      bureau: order.bureau,
      viewer: order.viewer,
      page: 'order',
    },
    html`<p class="back"><a href="/">台账</a></p>
<h1>${row.kind}${row.number}　<span class="hostile">${row.subject}</span>${marksHtml({ ...(row.urgency ? { urgency: row.urgency } : {}) })}</h1>${
      row.restricted
        ? html`
<p><b>限定知悉，请勿转发</b></p>`
        : ''
    }
<p class="quiet">${order.issuedBy}　截至 ${sayFullMoment(order.asOf)}</p>
<dl class="about">${order.facts.map(
      (fact) =>
        html`<div><dt>${fact.name}</dt><dd class="hostile">${fact.href === undefined ? fact.text : html`<a href="${fact.href}">${fact.text}</a>`}</dd></div>`,
    )}</dl>
<div class="facts">
  <section aria-labelledby="h-thread">
    <h2 id="h-parts">承办</h2>
    <table class="partstable"><thead class="sr"><tr><th scope="col">科室、单位</th><th scope="col">负责人</th><th scope="col">状态</th></tr></thead>
    <tbody>${order.parts.map(partHtml)}</tbody></table>
    <h2 id="h-thread">话题</h2>
    ${
      order.withheld
        ? html`<p class="quiet">往来、附件和履历由承办科室、单位和办公室、局领导查阅。</p>`
        : html`<ol class="said">${order.thread.map(entryHtml)}</ol>`
    }
  </section>
  <div>
    <section aria-labelledby="h-clock"><h2 id="h-clock">期限　${stateHtml(row)}</h2>${order.clocks.map((clock) => clockHtml(clock, order.clocks.length === 1))}</section>
    ${subsHtml(order.subs)}
    ${order.withheld ? '' : detailHtml(order)}
  </div>
</div>`,
  )
}

function partHtml(part: OrderPart): Html {
  const handler = part.handler !== undefined && part.handler !== part.person ? part.handler : undefined
  return html`<tr><th scope="row">${part.name}${part.role === '' ? '' : html`<span class="quiet">（${part.role}）</span>`}</th><td>${part.person ?? ''}${handler === undefined ? '' : html`<span class="handler">经办 ${handler}</span>`}</td><td><span class="${part.late ? 'late' : part.done ? 'done' : ''}">${part.late ? html`<span aria-hidden="true">▲ </span>` : ''}${part.state}</span>${part.notes.map((note) => html`<span class="note hostile">${note}</span>`)}</td></tr>`
}

function detailHtml(order: OrderPage): Html {
  return html`${askedHtml(order.asked)}${correctedHtml(order.corrected)}<section aria-labelledby="h-files"><h2 id="h-files">附件</h2>${
    order.files.length === 0
      ? html`<p class="quiet">尚无附件。</p>`
      : html`<ul class="files">${order.files.map((file) => fileHtml(file, true))}</ul><p class="quiet">附件未经检测，打开前请自行查验。</p>`
  }</section>
    ${urgedHtml(order.urged)}<section aria-labelledby="h-journal"><h2 id="h-journal">履历</h2><table class="journal"><thead class="sr"><tr><th scope="col">时间</th><th scope="col">何人</th><th scope="col">何事</th></tr></thead><tbody>${folded(order.journal).map(journalHtml)}</tbody></table></section>`
}

function entryHtml(entry: ThreadEntry): Html {
  return html`<li class="${entry.bot ? 'bot' : ''}">
<p class="from"><b>${entry.who}</b>${entry.post === undefined ? '' : html` <span class="quiet">${entry.post}</span>`} ${timeHtml(entry.at, sayMoment(entry.at))}${entry.mark === 'edited' ? html` <span class="quiet">已编辑</span>` : ''}</p>
${entry.mark === 'recalled' ? html`<p class="quiet">消息已撤回</p>` : entry.lines.map(lineHtml)}
${entry.files.length === 0 ? '' : html`<ul class="files">${entry.files.map((file) => fileHtml(file))}</ul>`}
</li>`
}

/** @param only the heading above says its name and its state already */
function clockHtml(clock: ClockView, only: boolean): Html {
  return html`<dl class="clock">
<dt class="${only ? 'sr' : ''}">${clock.title}</dt><dd><b>${clock.due}</b>${clock.provisional ? html` <span class="soon">暂定</span>` : ''}${only ? '' : html`　<span class="${clock.state === 'late' ? 'late' : clock.state === 'soon' ? 'soon' : 'quiet'}">${clock.stateText}</span>`}</dd>
<dt class="sr">计算过程</dt><dd><ol class="steps">${clock.steps.map(stepHtml)}</ol></dd>
<dt class="sr">依据</dt><dd class="quiet">依据　${clock.basis}</dd>
</dl>`
}

/** 第1日 3月3日　第2日 3月4日: a line breaks between them, never inside a date. */
function stepHtml(step: string): Html {
  return html`<li>${step.split('　').map((part) => html`<span>${part}</span>`)}</li>`
}

/** Entries of one kind at one moment stand together: eight reminders of one morning. */
function folded(journal: readonly JournalEntry[]): readonly (readonly JournalEntry[])[] {
  const groups: JournalEntry[][] = []
  for (const entry of journal) {
    const last = groups.at(-1)
    const first = last?.[0]
    if (last && first?.kind !== undefined && first.kind === entry.kind && first.at === entry.at)
      last.push(entry)
    else groups.push([entry])
  }
  return groups
}

function journalHtml(entries: readonly JournalEntry[]): Html {
  const [entry] = entries
  const words =
    entries.length < 3
      ? html`${entries.map((one) => html`<p>${wordsHtml(one)}</p>`)}`
      : html`<details><summary>${entry!.what} 等 ${entries.length} 条</summary>${entries.map((one) => html`<p>${wordsHtml(one)}</p>`)}</details>`
  return html`<tr><td class="quiet">${timeHtml(entry!.at, sayMoment(entry!.at))}</td><td>${entry!.who}</td><td>${words}</td></tr>`
}

function wordsHtml(entry: JournalEntry): Html {
  return html`<span class="hostile">${entry.what}</span>${entry.mark === undefined ? '' : html` <code class="quiet" title="本条校验值的前几位">${entry.mark}</code>`}`
}
