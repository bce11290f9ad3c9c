/** What all pages of the board share. */
import { html, raw } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'
import type { Line } from '../../chat/message.ts'
import { sayFullMoment, sayMoment } from '../../chat/words/dates.ts'
import { isoOf, type Moment } from '../../domain/time.ts'
import type { Assets } from '../assets.ts'
import type { BoardFile } from './port.ts'

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>

export interface Frame {
  readonly assets: Assets
  readonly large: boolean
  /** Whether the visitor came from the practice room, and may go back there. */
  readonly practice?: boolean
  readonly title: string
  readonly bureau: string
  readonly viewer?: { readonly name: string; readonly post: string }
  readonly page: 'ledger' | 'order' | 'notice'
}

export function frame(parts: Frame, body: Html) {
  const { assets, large, practice, title, bureau, viewer, page } = parts
  return html`<!doctype html>
<html lang="zh-CN" data-type="${large ? 'large' : 'plain'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · 督办</title>
<link rel="icon" href="${assets.url('seal.svg')}">
<link rel="stylesheet" href="${assets.url('base.css')}">
<link rel="stylesheet" href="${assets.url('board.css')}">
<script type="module" src="${assets.url('base.js')}"></script>
</head>
<body class="${page}">
<a class="skip" href="#main">跳到正文</a>
<header class="top">
  <p class="name"><b>督办</b><span>${bureau}</span></p>
  <div class="who">
    ${viewer === undefined ? '' : html`<span class="quiet">${viewer.name}　${viewer.post}</span>`}
    ${practice ? html`<a href="/practice" class="plain">练习室</a>` : ''}
    <button type="button" class="plain" id="large" aria-pressed="${large ? 'true' : 'false'}">大字</button>
    ${page === 'notice' ? '' : raw('<button type="button" class="plain" id="print">打印</button>')}
  </div>
</header>
<main id="main" tabindex="-1">
${body}
</main>
</body>
</html>`
}

export function lineHtml(line: Line): Html {
  if (typeof line === 'string') return html`<p class="hostile">${line}</p>`
  return html`<p>${line.map((span) => html`<span class="hostile ${span.tone ?? ''}">${span.text}</span>`)}</p>`
}

export function timeHtml(moment: Moment, text: string): Html {
  return html`<time datetime="${isoOf(moment)}" title="${sayFullMoment(moment)}">${text}</time>`
}

/** @param from with who sent it, and when */
export function fileHtml(file: BoardFile, from = false): Html {
  const whose = from ? html`　${file.from} ${timeHtml(file.at, sayMoment(file.at))}` : ''
  return html`<li><a class="hostile" href="/files/${encodeURIComponent(file.id)}" download="${file.name}">${file.name}</a> <span class="quiet">${sizeText(file.size)}${from ? whose : '，未经检测'}</span></li>`
}

/** Said to somebody the board does not know. */
export function noSession(parts: Pick<Frame, 'assets' | 'large' | 'bureau'>, said?: string) {
  return frame(
    { ...parts, title: '请先取得链接', page: 'notice' },
    html`<h1>督办台账</h1>
${said === undefined ? '' : html`<p role="alert">${said}</p>`}
<p>查看台账，请在飞书、钉钉或企业微信中向督办机器人发送：</p>
<p class="command"><kbd>/board</kbd></p>
<p>机器人将只向您本人回复一个链接，10 分钟内有效，限用一次。</p>`,
  )
}

/** Said to somebody the board knows: there is no such order, or it is not for them; the two look alike. */
export function noOrder(parts: Pick<Frame, 'assets' | 'large' | 'practice' | 'bureau'>) {
  return frame(
    { ...parts, title: '没有这一件', page: 'notice' },
    html`<h1>没有这一件</h1>
<p role="alert">没有这一件，或您不在知悉范围。如需了解情况，请联系领导小组办公室。</p>
<p><a href="/">返回台账</a></p>`,
  )
}

function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} 字节`
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`
}
