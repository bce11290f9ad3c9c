/** The ledger: a table people would print. */
import { html } from 'hono/html'
import { plainDay, sayFullMoment, sayMoment } from '../../chat/words/dates.ts'
import { type Frame, frame, type Html, timeHtml } from './frame.ts'
import type { Ledger, LedgerPart, LedgerRow } from './port.ts'
import {
  countShown,
  type LedgerQuery,
  PAGE_ROWS,
  pick,
  SHOWN,
  type Shown,
  SORTS,
  type Sort,
  URGENCIES,
  writeQuery,
} from './query.ts'

export function ledgerPage(
  parts: Pick<Frame, 'assets' | 'large' | 'practice'>,
  ledger: Ledger,
  query: LedgerQuery,
) {
  const rows = pick(ledger.rows, query)
  const pages = Math.max(1, Math.ceil(rows.length / PAGE_ROWS))
  const page = Math.min(query.page, pages)
  const shown = rows.slice((page - 1) * PAGE_ROWS, page * PAGE_ROWS)
  return frame(
    { ...parts, title: '台账', bureau: ledger.bureau, viewer: ledger.viewer, page: 'ledger' },
    html`<h1>${ledger.group}督办台账</h1>
<p class="asof"><span class="quiet">截至 ${sayFullMoment(ledger.asOf)}　共 ${rows.length} 件</span>${
      rows.length === 0
        ? ''
        : html`<a class="export" href="${writeQuery({ ...query, page: 1 }, '/ledger.xlsx')}" download>导出表格</a>`
    }</p>
${filters(ledger, query)}
${rows.length === 0 ? html`<p class="none">没有符合条件的事项。${query.shown === 'all' ? '' : html`<a href="/?state=all">查看全部</a>`}</p>` : table(shown, query)}
${pages > 1 ? pager({ ...query, page }, pages) : ''}`,
  )
}

function pager(query: LedgerQuery, pages: number): Html {
  const to = (page: number, label: string) => html`<a href="${writeQuery({ ...query, page })}">${label}</a>`
  return html`<nav class="pages" aria-label="分页">${query.page > 1 ? to(query.page - 1, '上一页') : ''}<span>第 ${query.page} 页，共 ${pages} 页</span>${query.page < pages ? to(query.page + 1, '下一页') : ''}</nav>`
}

function filters(ledger: Ledger, query: LedgerQuery): Html {
  const names = [...new Set(ledger.rows.flatMap((row) => row.parts.map((part) => part.name)))]
  const kinds = [...new Set(ledger.rows.map((row) => row.kind))]
  const counts = countShown(ledger.rows, query)
  return html`<nav class="shown" aria-label="按状态查看"><ul>${(Object.keys(SHOWN) as Shown[]).map(
    (shown) =>
      html`<li><a href="${writeQuery({ ...query, shown, page: 1 })}"${shown === query.shown ? html` aria-current="page"` : ''}>${SHOWN[shown]} <span>${counts[shown]}</span></a></li>`,
  )}</ul></nav>
<form class="find" method="get" action="/" role="search">
  <input type="hidden" name="state" value="${query.shown}">
  <label>查找 <input type="search" name="q" value="${query.q}" placeholder="编号、事项、科室"></label>
  <label>科室 ${choice('department', names, query.department)}</label>
  <label>种类 ${choice('kind', kinds, query.kind)}</label>
  <label>缓急 <select name="urgency"><option value="">全部</option>${Object.entries(URGENCIES).map(
    ([value, label]) =>
      html`<option value="${value}"${value === query.urgency ? html` selected` : ''}>${label}</option>`,
  )}</select></label>
  <label>排序 <select name="sort">${(Object.keys(SORTS) as Sort[]).map(
    (sort) =>
      html`<option value="${sort}"${sort === query.sort ? html` selected` : ''}>${SORTS[sort]}</option>`,
  )}</select></label>
  <button type="submit">查看</button>
</form>`
}

function choice(name: string, values: readonly string[], chosen: string): Html {
  return html`<select name="${name}"><option value="">全部</option>${values.map(
    (value) => html`<option${value === chosen ? html` selected` : ''}>${value}</option>`,
  )}</select>`
}

function table(rows: readonly LedgerRow[], query: LedgerQuery): Html {
  return html`<table role="table">
<caption class="sr">督办台账，${SHOWN[query.shown]}，${rows.length} 件</caption>
<thead role="rowgroup"><tr role="row">
  ${sorted('编号', 'number', query)}<th scope="col" role="columnheader">事项</th><th scope="col" role="columnheader">承办科室、单位</th>
  ${sorted('期限', 'due', query)}<th scope="col" role="columnheader">状态</th>${sorted('最近动态', 'last', query)}
</tr></thead>
<tbody role="rowgroup">${rows.map(rowHtml)}</tbody>
</table>`
}

function sorted(label: string, sort: Sort, query: LedgerQuery): Html {
  const here = query.sort === sort
  const next = writeQuery({ ...query, sort, down: here ? !query.down : sort !== 'due', page: 1 })
  const order = here ? html` aria-sort="${query.down ? 'descending' : 'ascending'}"` : ''
  return html`<th scope="col" role="columnheader"${order}><a href="${next}">${label}${here ? (query.down ? ' ↓' : ' ↑') : ''}</a></th>`
}

function rowHtml(row: LedgerRow): Html {
  return html`<tr role="row" data-state="${row.state}">
<th scope="row" role="rowheader" class="number"><a href="/orders/${row.year}/${row.no}">${row.number}</a><span class="quiet">${row.kind}</span></th>
<td role="cell" class="subject"><span class="hostile">${row.subject}</span>${marksHtml(row)}<span class="quiet">${plainDay(row.issuedOn)}下发${row.parent === undefined ? '' : html`　属${row.parent}`}</span></td>
<td role="cell" class="parts">${partsHtml(row)}</td>
<td role="cell" class="due">${row.due}</td>
<td role="cell" class="state">${stateHtml(row)}${(row.asks ?? []).map((ask) => html`<span class="ask">${ask}</span>`)}</td>
<td role="cell" class="last"><span class="hostile">${row.lastWord}</span>${timeHtml(row.lastAt, sayMoment(row.lastAt))}</td>
</tr>`
}

/** 加急, 特急, 限定知悉: words in a frame, never colour. */
export function marksHtml({ urgency, restricted }: Pick<LedgerRow, 'urgency' | 'restricted'>): Html {
  return html`${urgency === undefined ? '' : html` <b class="stamp">${urgency}</b>`}${restricted ? html` <b class="stamp">限定知悉</b>` : ''}`
}

/** More departments than this are counted, and only those still owing are named. */
const MOST_NAMED = 4

function partsHtml(row: LedgerRow): Html {
  const { parts } = row
  if (parts.length <= MOST_NAMED) return html`<ul>${parts.map((part) => partHtml(part, row))}</ul>`
  const named = row.separate ? [] : parts.filter((part) => part.lead).slice(0, MOST_NAMED)
  const counted = parts.filter((part) => !named.includes(part) && !part.gone)
  const owing = counted.filter((part) => part.owes)
  const ended = row.state === 'closed' || row.state === 'revoked'
  return html`<ul>${named.map((part) => partHtml(part, row))}<li class="many">${named.length > 0 ? '配合 ' : ''}${counted.length} 个${collective(counted)}　<span class="quiet">已反馈 ${counted.length - owing.length}</span>${
    ended
      ? ''
      : [...Map.groupBy(owing, (part) => part.state)].map(
          ([state, some]) =>
            html`<span class="owing"><span class="${some[0]!.late ? 'late' : 'quiet'}">${state} ${some.length}</span>：${some.map((part) => part.name).join('、')}</span>`,
        )
  }</li></ul>`
}

function collective(parts: readonly LedgerPart[]): string {
  if (parts.every((part) => part.unit)) return '单位'
  return parts.some((part) => part.unit) ? '科室、单位' : '科室'
}

function partHtml(part: LedgerPart, row: LedgerRow): Html {
  const leads = part.lead && !row.separate && !part.gone && row.parts.length > 1
  return html`<li class="${part.gone ? 'gone' : ''}">${part.name}${leads ? html`<span class="quiet">（牵头）</span>` : ''} <span class="${part.late ? 'late' : 'quiet'}">${part.state}</span></li>`
}

export function stateHtml(row: LedgerRow): Html {
  const tone = row.state === 'late' ? 'late' : row.soon ? 'soon' : row.state === 'closed' ? 'done' : ''
  const sign = row.state === 'late' ? '▲ ' : row.soon ? '△ ' : row.state === 'closed' ? '✓ ' : ''
  return html`<span class="${tone}"><span aria-hidden="true">${sign}</span>${row.stateText}</span>`
}
