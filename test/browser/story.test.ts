/** The whole life of an order, as its people do it, in a real browser over the whole house. */
import { mkdirSync } from 'node:fs'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { chromiumPath, openChromium } from '../support/chromium.ts'
import { serveHouse } from '../support/practice-house.ts'

const ASSIGN = '/assign 人事科牵头、计财科配合 更新权责清单 5个工作日内'
const DESK = { viewport: { width: 1440, height: 900 }, locale: 'zh-CN' }
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, locale: 'zh-CN' }
/** Set it to a folder to look at what the pages look like. */
const { SHOTS } = process.env

describe.skipIf(chromiumPath === undefined)('the life of an order', { timeout: 60_000 }, () => {
  let browser: Browser
  let server: Awaited<ReturnType<typeof serveHouse>>
  let troubles: string[]
  const contexts: { close(): Promise<void> }[] = []

  beforeAll(async () => {
    browser = await openChromium()
    if (SHOTS) mkdirSync(SHOTS, { recursive: true })
  }, 30_000)
  afterAll(() => browser?.close())
  beforeEach(async () => {
    troubles = []
    server = await serveHouse()
  })
  afterEach(async () => {
    for (const context of contexts.splice(0)) await context.close()
    await server.close()
    expect([...troubles, ...server.house.troubles]).toEqual([])
  })

  async function open(me: string, options: BrowserContextOptions = DESK): Promise<Page> {
    const context = await browser.newContext(options)
    contexts.push(context)
    const page = await context.newPage()
    page.setDefaultTimeout(10_000)
    page.on('pageerror', (error) => troubles.push(error.message))
    page.on('console', (line) => {
      if (/Content.Security.Policy|Refused to/i.test(line.text())) troubles.push(line.text())
    })
    await page.goto(`${server.url}/practice?as=${me}`)
    await page.locator('#me-name').filter({ hasNotText: '…' }).waitFor()
    await be(page, me)
    return page
  }
  async function be(page: Page, code: string) {
    const { name } = server.house.bureau.roster.people.get(code)!
    if ((await page.locator('#me-name').textContent()) !== name) {
      await page.locator('#me').click()
      await page.getByRole('searchbox', { name: /查找姓名/ }).fill(name)
      await page.keyboard.press('Enter')
    }
    await page.locator('#me-name', { hasText: name }).waitFor()
  }
  const shot = async (page: Page, name: string) => {
    if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png` })
  }
  const input = (page: Page) => page.getByRole('combobox', { name: '输入消息' })
  const reply = (page: Page) => page.getByRole('combobox', { name: '在话题中回复' })
  const messages = (page: Page) => page.locator('.talk .message')
  const card = (page: Page) =>
    messages(page)
      .filter({ hasText: /^.*交办单〔2026〕1号　更新权责清单/ })
      .first()
  const thread = (page: Page) => page.locator('.thread .message')

  async function send(page: Page, text: string) {
    await input(page).fill(text)
    await input(page).press('Enter')
  }
  async function openThread(page: Page) {
    const order = messages(page)
      .filter({ has: page.getByText('办理结果请回复本消息') })
      .first()
    await order.hover()
    await order.getByRole('button', { name: '回复', exact: true }).click()
    await reply(page).waitFor()
  }
  async function issue(page: Page) {
    await send(page, ASSIGN)
    await page.getByRole('button', { name: '确认下发' }).click()
    await messages(page).filter({ hasText: '办理结果请回复本消息' }).waitFor()
  }

  test('given, signed, answered with a file, approved, closed; the board tells the same', async () => {
    const page = await open('li-na')
    await page.locator('.welcome').waitFor()
    await shot(page, '01-newcomer')
    await page.getByRole('group', { name: '可以这样做' }).getByRole('button', { name: ASSIGN }).click()
    await input(page).press('Enter')
    const preview = messages(page).filter({ hasText: '拟下发 交办单' })
    await preview.getByText('仅你可见').waitFor()
    expect(await preview.textContent()).toContain('3月9日（周一）17:30')
    await page.getByText('核对上面的预览').waitFor()
    await shot(page, '02-preview')

    const other = await open('zhang-ming')
    await messages(other).filter({ hasText: ASSIGN }).waitFor()
    expect(await messages(other).filter({ hasText: '拟下发' }).count()).toBe(0)

    await preview.getByRole('button', { name: '确认下发' }).click()
    await page.getByRole('status').filter({ hasText: '已下发 〔2026〕1号' }).waitFor()
    await messages(other).filter({ hasText: '交办单〔2026〕1号　更新权责清单' }).waitFor()
    await shot(page, '03-issued')

    await page.getByRole('button', { name: '换成王强，看人事科收到什么' }).click()
    await page.locator('#me-name', { hasText: '王强' }).waitFor()
    expect(await messages(page).filter({ hasText: '仅你可见' }).count()).toBe(0)
    await messages(page).getByRole('button', { name: '签收' }).click()
    await page.getByRole('status').filter({ hasText: '已签收' }).waitFor()
    await messages(page)
      .filter({ hasText: /人事科（牵头，王强）\s*已签收/ })
      .waitFor()
    await openThread(page)
    await page.setInputFiles('.thread input[type=file]', {
      name: '权责清单.docx',
      mimeType: '',
      buffer: Buffer.from('权责'),
    })
    await page.locator('.thread .chips').getByText('6 字节').waitFor()
    await page.locator('.thread').getByRole('button', { name: '已办结，见附件' }).click()
    await reply(page).press('Enter')
    await thread(page)
      .filter({ hasText: /已登记　人事科反馈 3月2日 .*附件 1 个/ })
      .waitFor()
    await shot(page, '04-answered')

    await page.locator('.thread').getByRole('button', { name: '换成李娜，审核反馈' }).click()
    await page.locator('#me-name', { hasText: '李娜' }).waitFor()
    await page.locator('.thread').getByRole('button', { name: '/审核通过 人事科' }).click()
    await reply(page).press('Enter')
    await thread(page).filter({ hasText: '审核通过' }).first().waitFor()

    await be(page, 'liu-chang')
    await page.locator('.thread').getByRole('button', { name: '已办结，见附件' }).click()
    await reply(page).press('Enter')
    await messages(page).filter({ hasText: '已办结　3月2日' }).waitFor()
    expect(await card(page).getByRole('button', { name: '签收' }).count()).toBe(0)
    await shot(page, '05-closed')

    await page.reload()
    await messages(page).filter({ hasText: '已办结　3月2日' }).waitFor()
    await thread(page).getByRole('link', { name: '权责清单.docx' }).first().waitFor()
    await be(page, 'li-na')
    expect(
      await messages(page).filter({ hasText: '已下发　交办单〔2026〕1号' }).getByText('仅你可见').count(),
    ).toBe(1)

    await page.goto(`${server.url}/?state=all`)
    await page
      .getByRole('row', { name: /〔2026〕1号.*更新权责清单/ })
      .getByText('已办结')
      .first()
      .waitFor()
    await shot(page, '06-board')
    await page.getByRole('link', { name: '〔2026〕1号' }).click()
    await page.getByText('第1日 3月3日').first().waitFor()
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '权责清单.docx' }).last().click(),
    ])
    expect(file.suggestedFilename()).toBe('权责清单.docx')
    await shot(page, '07-order')
  })

  test('the clock brings reminders to whom they concern, and the board its red', async () => {
    const page = await open('li-na')
    await issue(page)
    await page.getByRole('button', { name: '推进 3 个工作日，看提醒' }).click()
    await page.locator('#now', { hasText: '3月5日（周四）' }).waitFor()
    await page
      .getByRole('navigation')
      .getByRole('button', { name: /王强.*新/ })
      .waitFor()
    await shot(page, '08-after-three-days')
    await page.getByRole('navigation').getByRole('button', { name: /王强/ }).click()
    await page.getByRole('link', { name: /督办（私信）/ }).click()
    await messages(page).filter({ hasText: '还有 2 个工作日' }).waitFor()
    await shot(page, '09-reminder')
    for (const _ of [1, 2, 3]) {
      const before = await page.locator('#now').textContent()
      await page.getByRole('button', { name: '＋1个工作日' }).click()
      await page
        .locator('#now')
        .filter({ hasNotText: before!.slice(0, 8) })
        .waitFor()
    }
    await messages(page).filter({ hasText: '逾期 1 个工作日' }).waitFor()
    await shot(page, '10-overdue')
    await be(page, 'qian-weidong')
    await page.getByRole('link', { name: /督办（私信）/ }).click()
    await messages(page).filter({ hasText: '政务公开办理日报' }).last().waitFor()
    await shot(page, '11-brief')
    await page.getByRole('link', { name: /工作群/ }).click()
    expect(await messages(page).filter({ hasText: '逾期' }).count()).toBe(0)
    await page.goto(`${server.url}/`)
    await page
      .getByRole('row', { name: /〔2026〕1号/ })
      .getByText('逾期 1 个工作日')
      .waitFor()
    await shot(page, '12-board-late')
    await page.getByRole('link', { name: '〔2026〕1号' }).click()
    await shot(page, '13-order-late')
  })

  test('a number that must not be there is spoken of to its sender alone', async () => {
    const page = await open('li-na')
    const other = await open('zhang-ming')
    await send(page, '/assign 人事科 核对 11010519491231002X 的档案 本周五前')
    const stopped = messages(page).filter({ hasText: '未予下发' })
    await stopped.getByText('仅你可见').waitFor()
    await stopped.getByText('身份证号 1 处').waitFor()
    await shot(page, '14-gate')
    await messages(other).first().waitFor()
    expect(
      await messages(other)
        .filter({ hasText: /未予下发|11010519491231002X/ })
        .count(),
    ).toBe(0)
    expect(await page.locator('body').textContent()).not.toContain('11010519491231002X')
  })

  test('pressed twice is issued once; pressed by the wrong person is refused with its reason', async () => {
    const page = await open('li-na')
    await send(page, ASSIGN)
    await page.getByRole('button', { name: '确认下发' }).dblclick()
    await messages(page).filter({ hasText: '办理结果请回复本消息' }).waitFor()
    await page
      .getByRole('navigation')
      .getByRole('button', { name: /钱卫东/ })
      .click()
    await page.locator('#me-name', { hasText: '钱卫东' }).waitFor()
    await messages(page).getByRole('button', { name: '签收' }).click()
    const refused = page.getByRole('status').filter({ hasText: /科室/ })
    await refused.waitFor()
    await shot(page, '15-wrong-person')
    expect((await server.house.board.ledger('li-na')).rows).toMatchObject([{ lastWord: '已下发' }])
  })

  test('on a phone', async () => {
    const page = await open('li-na', PHONE)
    await shot(page, '20-phone-newcomer')
    const fits = () => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)
    await page.getByRole('group', { name: '可以这样做' }).getByRole('button', { name: ASSIGN }).click()
    await page.getByRole('button', { name: '发送' }).click()
    await page.getByRole('button', { name: '确认下发' }).waitFor()
    await shot(page, '21-phone-preview')
    await page.getByRole('button', { name: '确认下发' }).click()
    await messages(page).filter({ hasText: '办理结果请回复本消息' }).waitFor()
    await shot(page, '22-phone-issued')
    expect(await fits()).toBe(true)
    await page.getByRole('button', { name: '换成王强，看人事科收到什么' }).click()
    await page.locator('#me-name', { hasText: '王强' }).waitFor()
    await messages(page).getByRole('button', { name: '签收' }).click()
    await messages(page)
      .filter({ hasText: /人事科（牵头，王强）\s*已签收/ })
      .waitFor()
    await shot(page, '23-phone-signed')
    await openThread(page)
    await page.locator('.thread').getByRole('button', { name: '已办结，见附件' }).click()
    await page.locator('.thread').getByRole('button', { name: '发送' }).click()
    await thread(page).filter({ hasText: '已登记　人事科反馈' }).waitFor()
    await shot(page, '24-phone-thread')
    expect(await fits()).toBe(true)
    await page.goto(`${server.url}/`)
    expect(await fits()).toBe(true)
    await shot(page, '25-phone-board')
    await page.getByRole('link', { name: '〔2026〕1号' }).click()
    expect(await fits()).toBe(true)
    if (SHOTS) await page.screenshot({ path: `${SHOTS}/26-phone-order.png`, fullPage: true })
  })
})
