/** The page is a frame; `practice.js` fills it. Without scripts it says so. */
import { html } from 'hono/html'
import type { Assets } from '../assets.ts'

interface PageParts {
  readonly assets: Assets
  readonly large: boolean
  readonly me: string
}

const STYLES = [
  'practice.css',
  'practice/talk.css',
  'practice/compose.css',
  'practice/dialog.css',
  'practice/narrow.css',
  'practice/paper.css',
]

export function practicePage({ assets, large, me }: PageParts) {
  return html`<!doctype html>
<html lang="zh-CN" data-type="${large ? 'large' : 'plain'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<title>练习室 · 督办</title>
<link rel="icon" href="${assets.url('seal.svg')}">
<link rel="stylesheet" href="${assets.url('base.css')}">
${STYLES.map(
  (name) => html`<link rel="stylesheet" href="${assets.url(name)}">
`,
)}<script type="module" src="${assets.url('practice.js')}"></script>
</head>
<body class="practice" data-me="${me}" data-view="talk">
<a class="skip" href="#say">跳到输入框</a>
<header class="top">
  <p class="name"><b>督办</b><span id="bureau">练习室</span></p>
  <div class="clock" role="group" aria-label="业务时钟">
    <button type="button" id="clock" class="now" aria-haspopup="dialog"><span class="sr">业务时间</span><time id="now">…</time></button>
    <span class="moves" id="moves"></span>
  </div>
  <div class="who">
    <button type="button" id="me" aria-haspopup="dialog"><span class="quiet">我是</span> <b id="me-name">…</b> <span id="me-post" class="quiet"></span></button>
    <button type="button" id="large" class="plain" aria-pressed="${large ? 'true' : 'false'}">大字</button>
    <a href="/" class="plain">台账</a>
  </div>
</header>
<p id="line" class="line" role="status" hidden></p>
<main class="columns">
  <nav class="rooms" aria-label="会话">
    <h2>会话</h2>
    <ul id="rooms"></ul>
    <h2>换个人</h2>
    <ul id="cast"></ul>
  </nav>
  <section class="talk" aria-label="会话内容"></section>
  <aside class="thread" aria-label="话题"></aside>
</main>
<div id="announce" class="sr" aria-live="polite"></div>
<div id="toast" class="toast" role="status" hidden></div>
<noscript><p class="line">练习室需要启用 JavaScript。台账不需要：<a href="/">打开台账</a></p></noscript>
</body>
</html>`
}

export function loginPage({ assets, said }: { readonly assets: Assets; readonly said?: string }) {
  return html`<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>练习室 · 督办</title>
<link rel="icon" href="${assets.url('seal.svg')}">
<link rel="stylesheet" href="${assets.url('base.css')}">
</head>
<body class="notice">
<main>
  <h1>练习室</h1>
  <p>请输入练习室口令。口令由部署本系统的同志保管。</p>
  ${said === undefined ? '' : html`<p role="alert" class="late">${said}</p>`}
  <form method="post" action="/practice/login">
    <label for="password">口令</label>
    <input id="password" name="password" type="password" required autofocus autocomplete="current-password">
    <button type="submit" class="primary">进入</button>
  </form>
</main>
</body>
</html>`
}
