import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { run } from '../../src/cli.ts'

interface Answer {
  readonly to: string
  readonly text: string
}

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'duban-say-'))
  vi.stubEnv('DATA_DIR', folder)
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await rm(folder, { recursive: true, force: true })
})

async function say(...args: string[]): Promise<Answer[]> {
  const out: unknown[] = []
  const complaints: string[] = []
  const printer = {
    print: (v: unknown) => void out.push(v),
    complain: (w: string) => void complaints.push(w),
  }
  expect([await run(['say', ...args], printer), complaints]).toEqual([0, []])
  return out[0] as Answer[]
}

describe('say', () => {
  it('is answered every time, presses buttons, and stands in the order’s thread', async () => {
    const [preview] = await say('--as', '李娜', '--in', 'group', '/assign 人事科 更新权责清单 5个工作日内')
    expect(preview).toMatchObject({ to: '李娜', text: expect.stringContaining('拟下发') })
    const issued = await say('--as', '李娜', '--in', 'group', '[确认下发]')
    expect(issued.map((a) => a.to)).toContain('group')
    const [signed] = await say('--as', '王强', '--reply-to', '#1', '收到')
    expect(signed!.text).toContain('人事科已签收')
  })
})
