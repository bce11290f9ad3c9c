/** What an order's page lists beside the thread: sub-orders, requests, corrections, 催办. Nothing to list, no heading. */
import { html } from 'hono/html'
import { sayMoment } from '../../chat/words/dates.ts'
import { type Html, timeHtml } from './frame.ts'
import type { AskedLine, CorrectedLine, SubOrder, UrgedLine } from './port.ts'

export function subsHtml(subs: readonly SubOrder[]): Html | '' {
  if (subs.length === 0) return ''
  return html`<section aria-labelledby="h-subs"><h2 id="h-subs">子单　${subs.length} 件</h2><ul class="records">${subs.map(
    (sub) =>
      html`<li><a href="${sub.href}">${sub.number}</a> <span class="hostile">${sub.subject}</span><span class="note ${sub.late ? 'late' : ''}">${sub.late ? html`<span aria-hidden="true">▲ </span>` : ''}${sub.stateText}</span></li>`,
  )}</ul></section>`
}

export function askedHtml(asked: readonly AskedLine[]): Html | '' {
  if (asked.length === 0) return ''
  return html`<section aria-labelledby="h-asked"><h2 id="h-asked">申请、请示</h2><ul class="records">${asked.map(
    (one) =>
      html`<li>${one.what}<span class="note hostile">${one.reason}　${one.who} ${timeHtml(one.at, sayMoment(one.at))}</span><span class="${one.open ? 'soon' : ''} hostile">${one.open ? html`<span aria-hidden="true">△ </span>` : ''}${one.outcome}</span></li>`,
  )}</ul></section>`
}

export function correctedHtml(corrected: readonly CorrectedLine[]): Html | '' {
  if (corrected.length === 0) return ''
  return html`<section aria-labelledby="h-corrected"><h2 id="h-corrected">更正</h2><ul class="records">${corrected.map(
    (one) =>
      html`<li>${one.what}<dl class="change"><dt>原</dt><dd><del class="hostile">${one.from}</del></dd><dt>现</dt><dd><ins class="hostile">${one.to}</ins></dd></dl><span class="note hostile">理由　${one.why}　${one.who} ${timeHtml(one.at, sayMoment(one.at))}</span></li>`,
  )}</ul></section>`
}

export function urgedHtml(urged: readonly UrgedLine[]): Html | '' {
  if (urged.length === 0) return ''
  return html`<section aria-labelledby="h-urged"><h2 id="h-urged">催办　${urged.length} 条</h2><table class="journal"><thead><tr><th scope="col">时间</th><th scope="col">催办人</th><th scope="col">对象</th><th scope="col">途径与结果</th></tr></thead><tbody>${urged.map(
    (one) =>
      html`<tr><td class="quiet">${timeHtml(one.at, sayMoment(one.at))}</td><td>${one.by}</td><td>${one.to}</td><td>${one.road} <span class="${one.failed ? 'strong' : 'quiet'}">${one.result}</span></td></tr>`,
  )}</tbody></table></section>`
}
