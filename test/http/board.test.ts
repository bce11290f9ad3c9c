import { unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { createAssets } from '../../src/http/assets.ts'
import { pick, readQuery, writeQuery } from '../../src/http/board/query.ts'
import { createBoard } from '../../src/http/board.ts'
import { boardFake, rows } from '../support/board-fake.ts'

const assets = createAssets(
  new Map([
    ['base.css', ''],
    ['board.css', ''],
    ['base.js', ''],
    ['seal.svg', ''],
  ]),
)

function open(me?: string) {
  const app = createBoard({
    port: boardFake(),
    assets,
    sessionKey: 'key',
    ...(me !== undefined && { who: async () => me }),
  })
  const get = (path: string, headers: Record<string, string> = {}) => app.request(path, { headers })
  return { app, get, text: async (path: string) => (await get(path)).text() }
}

const numbers = (query: Record<string, string>) => pick(rows, readQuery(query)).map((row) => row.no)

describe('the address says what is shown', () => {
  test.each([
    [{}, [7, 8, 9, 12, 10, 14]],
    [{ state: 'late' }, [7, 8]],
    [{ state: 'soon' }, [9, 10]],
    [{ state: 'closed' }, [3]],
    [{ state: 'all', sort: 'number' }, [14, 12, 10, 9, 8, 7, 5, 3]],
    [{ state: 'all', sort: 'number', dir: 'asc' }, [3, 5, 7, 8, 9, 10, 12, 14]],
    [{ department: '计财科' }, [9, 12, 10]],
    [{ kind: '督办单' }, [7]],
    [{ urgency: 'urgent' }, [8]],
    [{ urgency: 'most_urgent' }, [10]],
    [{ urgency: 'ordinary' }, [7, 9, 12, 14]],
    [{ state: 'asked' }, [10]],
    [{ q: '清单 人事科' }, [8, 12]],
    [{ q: '#12' }, [12]],
    [{ q: '１２号'.normalize('NFKC') }, [12]],
    [{ state: 'hasOwnProperty', sort: '__proto__', dir: 'x' }, [7, 8, 9, 12, 10, 14]],
  ])('%j', (query, expected) => {
    expect(numbers(query as Record<string, string>)).toEqual(expected)
  })

  test('and is written so that reading it gives the same view', () => {
    for (const query of [
      {},
      { state: 'all', sort: 'last', q: '更新 #12', department: '人事科' },
      { urgency: 'urgent', kind: '办理单' },
      { sort: 'due', dir: 'desc' },
    ]) {
      const read = readQuery(query)
      expect(readQuery(Object.fromEntries(new URL(writeQuery(read), 'http://x').searchParams))).toEqual(read)
    }
  })
})

describe('the ledger', () => {
  test('is a table with headers, an order of sorting and words beside every colour', async () => {
    const html = await open('li-na').text('/?state=all')
    expect(html).toMatch(/<th scope="col"[^>]*aria-sort="ascending"/)
    expect(html).toMatch(/<caption class="sr">/)
    expect(html.match(/<th scope="row"/g)).toHaveLength(rows.length)
    expect(html).toMatch(/class="late">.*逾期 5 个工作日/s)
    expect(html).toContain('aria-current="page"')
  })

  test('marks urgency and what waits for a decision, in words', async () => {
    const html = await open('li-na').text('/')
    expect(html).toContain('<b class="stamp">特急</b>')
    expect(html).toContain('基教科申请延期，待张明决定')
  })

  test('is exported as it is shown, to whom it is shown', async () => {
    const { get, text } = open('li-na')
    expect(await text('/?state=late&department=人事科')).toContain(
      `href="/ledger.xlsx?state=late&amp;department=${encodeURIComponent('人事科')}"`,
    )
    const file = await get('/ledger.xlsx?state=late')
    expect(decodeURIComponent(file.headers.get('content-disposition')!)).toContain(
      '督办台账 逾期 20260306-0910.xlsx',
    )
    const cells = new TextDecoder().decode(
      unzipSync(new Uint8Array(await file.arrayBuffer()))['xl/sharedStrings.xml'] ?? new Uint8Array(),
    )
    expect(cells).toContain('随机抽查事项清单')
    expect(cells).not.toContain('学校名录更新')
    expect((await open().get('/ledger.xlsx')).headers.get('content-type')).toContain('text/html')
  })

  test('shows what people typed as text', async () => {
    const html = await open('li-na').text(`/?q=${encodeURIComponent('"><script>alert(1)</script>')}`)
    expect(html).not.toContain('<script>alert')
    expect(html).toContain('&lt;script&gt;alert(1)')
    expect(html).toContain('没有符合条件的事项')
  })

  test('runs no inline script', async () => {
    const page = await open('li-na').get('/')
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(await page.text()).not.toMatch(/<script(?![^>]*\bsrc=)|\son\w+=/)
  })
})

describe('an order', () => {
  test('has its thread, its clock with the steps, files and journal', async () => {
    const html = await open('li-na').text('/orders/2026/12')
    for (const words of [
      '交办单〔2026〕12号',
      '3月2日（周一）收到，当日不计',
      '办公室指定 5 个工作日',
      '权责清单（2026年修订）.docx',
      '计财科签收',
      '已编辑',
      '<a href="/orders/2026/13">〔2026〕13号</a>',
      '计财科申请延期 3 个工作日',
      '待张明决定',
      '<del class="hostile">更新权力清单</del>',
      '<ins class="hostile">更新权责清单</ins>',
      '人事科 王强',
      '刘畅（宋平川代）',
      '已延期 1 次',
      '附件未经检测',
    ])
      expect(html).toContain(words)
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
  })

  test('none, hidden, or not a number: not there', async () => {
    const { get } = open('li-na')
    expect((await get('/orders/2026/99')).status).toBe(404)
    expect(await (await get('/orders/2026/99')).text()).toMatch(/不在知悉范围.*返回台账/s)
    expect((await get('/orders/2026/abc')).status).toBe(404)
  })

  test('its files are handed out to be kept', async () => {
    const file = await open('li-na').get('/files/f1')
    expect(file.headers.get('content-disposition')).toContain('attachment')
    expect((await open().get('/files/f1')).status).toBe(404)
  })
})

describe('without a session', () => {
  test('the page answers 200 and says to send /board; nothing of the ledger is in it', async () => {
    const page = await open().get('/')
    expect(page.status).toBe(200)
    const html = await page.text()
    expect(html).toContain('/board')
    expect(html).not.toContain('更新权责清单')
    expect(await open().text('/orders/2026/12')).not.toContain('更新权责清单')
  })

  test('a link opens once, and not by a program that only looks', async () => {
    const { app, get } = open()
    expect((await app.request('/board/good-token', { method: 'HEAD' })).status).toBe(204)
    expect((await get('/board/good-token', { 'sec-purpose': 'prefetch' })).status).toBe(204)
    const opened = await get('/board/good-token')
    expect([opened.status, opened.headers.get('location')]).toEqual([303, '/'])
    const cookie = opened.headers.get('set-cookie')!
    expect(cookie).toMatch(/HttpOnly.*SameSite=Lax/)
    expect(await (await get('/', { cookie: cookie.split(';')[0]! })).text()).toContain('更新权责清单')
    expect((await get('/board/good-token')).status).toBe(410)
    const forged = cookie.split(';')[0]!.replace('li-na', 'zhao-jianguo')
    expect(await (await get('/', { cookie: forged })).text()).not.toContain('更新权责清单')
  })
})
