import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { chromiumPath, openChromium } from '../support/chromium.ts'
import { serveHouse } from '../support/practice-house.ts'

const DESK = { viewport: { width: 1440, height: 900 }, locale: 'zh-CN' }
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, locale: 'zh-CN' }

describe.skipIf(chromiumPath === undefined)('the practice room in a browser', { timeout: 30_000 }, () => {
  let browser: Browser
  let server: Awaited<ReturnType<typeof serveHouse>>
  let troubles: string[]
  const contexts: { close(): Promise<void> }[] = []

  beforeAll(async () => {
    browser = await openChromium()
  }, 30_000)
  afterAll(() => browser?.close())
  beforeEach(async () => {
    troubles = []
    server = await serveHouse()
    await morning()
  })
  afterEach(async () => {
    for (const context of contexts.splice(0)) await context.close()
    await server.close()
    expect(troubles).toEqual([])
  })

  /** An order half signed for, and an answer with its receipt: something to look at. */
  async function morning() {
    const { house } = server
    await house.say('li-na', '/assign 人事科牵头、计财科配合 更新权责清单 5个工作日内')
    await house.press('li-na', '确认下发')
    const { id } = await house.find('wang-qiang', '交办单〔2026〕1号')
    await house.press('liu-chang', '签收')
    await house.say('wang-qiang', '已办结，清单另附', { replyTo: id })
  }
  async function open(options: BrowserContextOptions = DESK, path = '/practice'): Promise<Page> {
    const context = await browser.newContext(options)
    contexts.push(context)
    const page = await context.newPage()
    page.setDefaultTimeout(8000)
    page.on('pageerror', (error) => troubles.push(error.message))
    page.on('console', (line) => {
      if (/Content.Security.Policy|Refused to/i.test(line.text())) troubles.push(line.text())
    })
    await page.goto(`${server.url}${path}`)
    if (path.startsWith('/practice')) await page.locator('.talk .message').first().waitFor()
    return page
  }
  const input = (page: Page) => page.getByRole('combobox', { name: '输入消息' })
  const messages = (page: Page) => page.locator('.talk .message')

  test('all of it by the keyboard alone', async () => {
    const page = await open()
    await input(page).blur()
    await page.keyboard.press('/')
    expect(await input(page).evaluate((el) => el === document.activeElement)).toBe(true)
    await page.keyboard.type('/as')
    await page.getByRole('option', { name: /assign.*交办/ }).waitFor()
    expect(await input(page).getAttribute('aria-expanded')).toBe('true')
    await page.keyboard.press('Enter')
    expect(await input(page).inputValue()).toBe('/assign ')
    await page.keyboard.type('@计财')
    await page.keyboard.press('Tab')
    expect(await input(page).inputValue()).toBe('/assign @计财科 ')
    await page.keyboard.press('Shift+Enter')
    await page.keyboard.type('本周五前')
    expect(await input(page).inputValue()).toBe('/assign @计财科 \n本周五前')
    await input(page).fill('/assign @计财科 更新收费清单 本周五前')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: '确认下发' }).focus()
    await page.keyboard.press('Enter')
    await messages(page).filter({ hasText: '已下发　交办单〔2026〕2号' }).waitFor()
    await page.locator('#me').focus()
    await page.keyboard.press('Enter')
    await page.keyboard.type('刘畅')
    await page.keyboard.press('Enter')
    await page.locator('#me-name', { hasText: '刘畅' }).waitFor()
  })

  test('commands are offered by what they are for, with an example each', async () => {
    const page = await open(DESK, '/practice?as=zhang-ming')
    await page.locator('#me-name', { hasText: '张明' }).waitFor()
    await input(page).fill('/')
    await page.getByRole('option', { name: /assign.*交办/ }).waitFor()
    const headings = await page.locator('.talk .offers .heading').allTextContents()
    expect(headings.slice(0, 3)).toEqual(['下发', '办理', '审核'])
    const options = page.locator('.talk .offers [role=option]')
    expect(await options.filter({ hasText: '例 /' }).count()).toBe(await options.count())
    await page.keyboard.press('ArrowUp')
    const last = options.last()
    expect(await last.getAttribute('aria-selected')).toBe('true')
    expect(await last.evaluate((el) => el.getBoundingClientRect().bottom <= innerHeight)).toBe(true)
  })

  test('a department’s card stands at the top of its room and can be used there', async () => {
    const page = await open(DESK, '/practice?as=wang-qiang')
    await page
      .getByRole('navigation')
      .getByRole('link', { name: /人事科/ })
      .click()
    const pin = page.locator('.talk .pin')
    await pin.getByText('本科室待办　人事科').waitFor()
    await server.house.say('li-na', '/assign 人事科 公开人员招录信息 3个工作日内')
    await server.house.press('li-na', '确认下发')
    await pin.locator('summary').click()
    await pin.getByText('公开人员招录信息　待签收').waitFor()
    await pin.getByRole('button', { name: '签收' }).click()
    await pin.getByText('待签收').waitFor({ state: 'detached' })
    await messages(page).filter({ hasText: '已更新' }).first().waitFor()
  })

  test('a form is filled in by keyboard; the request stands in the ledger, and its table is handed out', async () => {
    const page = await open(DESK, '/practice?as=wang-qiang')
    await server.house.say('li-na', '/assign 人事科 公开人员招录信息 3个工作日内 加急')
    await server.house.press('li-na', '确认下发')
    const card = messages(page).filter({ hasText: '交办单〔2026〕2号（加急）' })
    await card.getByRole('button', { name: '申请延期' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog', { name: '申请延期' }).waitFor()
    await page.keyboard.type('2')
    await page.keyboard.press('Tab')
    await page.keyboard.type('等考试中心数据')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.locator('.replies', { hasText: '人事科申请延期 2 个工作日' }).waitFor()

    await page.getByRole('link', { name: '台账' }).click()
    await page.getByText('王强').first().waitFor()
    await page.getByRole('link', { name: '申请待定 1' }).click()
    const row = page.getByRole('row', { name: /〔2026〕2号/ })
    await row.getByText('人事科申请延期，待张明决定').waitFor()
    await row.getByText('加急').waitFor()
    const [table] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '导出表格' }).click(),
    ])
    expect(table.suggestedFilename()).toMatch(/^督办台账 申请待定 \d{8}-\d{4}\.xlsx$/)
    await page.getByRole('link', { name: '〔2026〕2号' }).click()
    await page.getByRole('heading', { name: '申请、请示' }).waitFor()
    await page.getByText('△ 待张明决定').waitFor()
    await page.getByRole('link', { name: '练习室' }).click()
    await page.locator('#me-name', { hasText: '王强' }).waitFor()
  })

  test('Tab goes from the top through the rooms and the conversation to the input, and shows where it is', async () => {
    const page = await open()
    await page.locator('#me').focus()
    const order: string[] = []
    for (let i = 0; i < 40; i += 1) {
      await page.keyboard.press('Tab')
      const [where, outline] = await page.evaluate(() => {
        const el = document.activeElement as HTMLElement
        const place = el.closest('.compose')
          ? 'input'
          : el.closest('.talk')
            ? 'talk'
            : el.closest('.rooms')
              ? 'rooms'
              : 'top'
        return [place, getComputedStyle(el).outlineStyle] as const
      })
      expect(outline).not.toBe('none')
      if (order.at(-1) !== where) order.push(where)
      if (where === 'input') break
    }
    expect(order).toEqual(['top', 'rooms', 'talk', 'input'])
  })

  test('Enter while an input method composes sends nothing', async () => {
    const page = await open()
    const before = await messages(page).count()
    await input(page).fill('/list')
    await input(page).evaluate((el) => {
      el.dispatchEvent(
        new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true, cancelable: true }),
      )
    })
    expect(await input(page).inputValue()).toBe('/list')
    expect(await messages(page).count()).toBe(before)
  })

  test('every control has a name, every page its landmarks', async () => {
    const page = await open()
    for (const role of ['banner', 'navigation', 'main', 'complementary'] as const)
      expect(await page.getByRole(role).count()).toBeGreaterThan(0)
    expect(await page.getByRole('log').count()).toBe(1)
    const nameless = await page
      .locator('button, a, input:not([aria-hidden]), textarea, select')
      .evaluateAll((all) =>
        all
          .filter(
            (el) =>
              !el.textContent?.trim() &&
              !el.getAttribute('aria-label') &&
              !(el as HTMLInputElement).labels?.length,
          )
          .map((el) => el.outerHTML),
      )
    expect(nameless).toEqual([])
  })

  test('what another says arrives without reload, is announced, and marks the room unread', async () => {
    const page = await open()
    const other = await open(DESK, '/practice?as=zhang-ming')
    await other.locator('#me-name', { hasText: '张明' }).waitFor()
    await input(other).fill('请各科室注意时限')
    await input(other).press('Enter')
    await messages(page).filter({ hasText: '请各科室注意时限' }).waitFor()
    await page.locator('#announce').getByText('请各科室注意时限').waitFor({ state: 'attached' })
    await other.getByRole('link', { name: '办公室', exact: true }).click()
    await other.locator('[aria-current=page]', { hasText: '办公室' }).waitFor()
    await input(other).fill('内部提醒')
    await input(other).press('Enter')
    await page.getByRole('navigation').getByRole('link', { name: '办公室 新' }).waitFor()
  })

  test('a message that cannot be sent stays, says so, and is sent once when tried again', async () => {
    const page = await open()
    server.failNext(3)
    await input(page).fill('再试一次')
    await input(page).press('Enter')
    await messages(page).getByText('未送出').waitFor()
    await page.getByRole('button', { name: '重试' }).click()
    await messages(page).getByText('未送出').waitFor({ state: 'detached' })
    await page.reload()
    await messages(page).filter({ hasText: '再试一次' }).waitFor()
    expect(await messages(page).filter({ hasText: '再试一次' }).count()).toBe(1)
  })

  test('edited and taken back are marked', async () => {
    const page = await open()
    await input(page).fill('初稿')
    await input(page).press('Enter')
    const own = messages(page).filter({ hasText: '初稿' })
    await own.hover()
    await own.getByRole('button', { name: '编辑' }).click()
    await input(page).fill('定稿')
    await input(page).press('Enter')
    const edited = messages(page).filter({ hasText: '定稿' })
    await edited.getByText('已编辑').waitFor()
    await edited.hover()
    await edited.getByRole('button', { name: '撤回' }).click()
    await messages(page).filter({ hasText: '消息已撤回' }).waitFor()
  })

  test('a button with questions asks them first', async () => {
    const page = await open(DESK, '/practice?as=li-na')
    await page.getByRole('link', { name: /督办（私信）/ }).click()
    await messages(page).getByRole('button', { name: '退回' }).first().click()
    const dialog = page.getByRole('dialog', { name: '退回' })
    await dialog.getByRole('button', { name: '退回' }).click()
    expect(await dialog.isVisible()).toBe(true)
    await dialog.getByLabel('退回理由').fill('缺少附件二')
    await dialog.getByLabel('重新反馈期限').fill('2个工作日内')
    await dialog.getByRole('button', { name: '退回' }).click()
    await messages(page).filter({ hasText: '缺少附件二' }).first().waitFor()
  })

  test('the clock is moved from the top', async () => {
    const page = await open()
    await page.getByRole('button', { name: '＋1个工作日' }).click()
    await page.locator('#now', { hasText: '3月3日（周二）' }).waitFor()
    await page.getByRole('button', { name: '到某日某时' }).click()
    const dialog = page.getByRole('dialog', { name: '业务时钟' })
    await dialog.getByLabel('拨到').fill('2026-03-09')
    await dialog.getByLabel('时间').fill('17:30')
    await dialog.getByRole('button', { name: '拨到这一刻' }).click()
    await page.locator('#now', { hasText: '3月9日（周一）17:30' }).waitFor()
  })

  test('hostile words are shown as words', async () => {
    const page = await open()
    const hostile = `<img src=x onerror="document.title='pwned'"> <script>document.title='pwned'</script> \u202egnp.exe\u200b${'长'.repeat(9900)}`
    await input(page).fill(hostile)
    await input(page).press('Enter')
    const shown = messages(page).filter({ hasText: '<img src=x' })
    await shown.waitFor()
    expect(await shown.locator('.said').textContent()).toBe(hostile)
    expect(await shown.locator('img, script').count()).toBe(0)
    expect(await page.title()).not.toContain('pwned')
    await shown.getByRole('button', { name: '展开全文' }).click()
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  })

  test('large type really enlarges, and stays', async () => {
    const page = await open()
    const size = () =>
      page
        .locator('.talk .words')
        .first()
        .evaluate((el) => Number.parseFloat(getComputedStyle(el).fontSize))
    const before = await size()
    await page.getByRole('button', { name: '大字' }).click()
    expect(await size()).toBeGreaterThanOrEqual(before * 1.3)
    await page.reload()
    await messages(page).first().waitFor()
    expect(await size()).toBeGreaterThanOrEqual(before * 1.3)
    await page.goto(`${server.url}/`)
    expect(await page.locator('html').getAttribute('data-type')).toBe('large')
  })

  test('a phone shows one column, goes back, and never scrolls sideways', async () => {
    const page = await open(PHONE)
    const shown = async () =>
      page.evaluate(() =>
        ['.rooms', '.talk', '.thread'].filter(
          (s) => document.querySelector<HTMLElement>(s)!.offsetParent !== null,
        ),
      )
    const fits = () => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)
    expect(await shown()).toEqual(['.talk'])
    expect(await fits()).toBe(true)
    await page.locator('.replies').first().click()
    await page.locator('.thread .message').first().waitFor()
    expect(await shown()).toEqual(['.thread'])
    expect(await fits()).toBe(true)
    await page.goBack()
    await page.getByRole('link', { name: '返回' }).click()
    await page.locator('.rooms').waitFor()
    expect(await shown()).toEqual(['.rooms'])
    for (const path of ['/', '/orders/2026/1']) {
      await page.goto(`${server.url}${path}`)
      expect(await fits()).toBe(true)
    }
  })

  test('a lost connection is said, and mends itself', async () => {
    const page = await open()
    await page.route('**/practice/events*', (route) => route.abort())
    await page.reload()
    await page.getByText('正在重新连接').waitFor()
    await page.unroute('**/practice/events*')
    await page.getByText('正在重新连接').waitFor({ state: 'hidden' })
  })

  test('paper shows the conversation without its controls, the ledger with its table', async () => {
    const page = await open()
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('.compose').first().isVisible()).toBe(false)
    expect(await messages(page).first().isVisible()).toBe(true)
    await page.goto(`${server.url}/?state=all`)
    expect(await page.locator('form').isVisible()).toBe(false)
    expect(await page.getByRole('table').isVisible()).toBe(true)
    const pdf = await page.pdf({ preferCSSPageSize: true })
    expect(pdf.toString('latin1')).toMatch(/MediaBox\s*\[0 0 84[12]/)
  })
})
