/** A real browser, where there is one. */
import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const PLACES = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

export const chromiumPath = PLACES.find((place) => place !== undefined && existsSync(place))

if (chromiumPath === undefined)
  console.warn('没有找到 Chromium，浏览器测试已跳过（可用 CHROMIUM_PATH 指明位置）。')

export function openChromium(): Promise<Browser> {
  if (chromiumPath === undefined) throw new Error('no Chromium')
  return chromium.launch({
    executablePath: chromiumPath,
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}
