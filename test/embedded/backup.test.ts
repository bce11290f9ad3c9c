/** At the terminal: backed up while `serve` runs, through its control socket; restored elsewhere; `doctor` knows of it. */
import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { run } from '../../src/cli.ts'
import { openConnection } from '../../src/store/session.ts'

const ENTRY = new URL('../../src/node.ts', import.meta.url).pathname
const BUREAU = new URL('../fixtures/feishu-bureau.json', import.meta.url).pathname

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'duban-backup-'))
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await rm(folder, { recursive: true, force: true })
})

/** One verb over one data folder: exit code, what it printed, what it complained of. */
async function duban(data: string, ...args: string[]) {
  vi.stubEnv('DATA_DIR', join(folder, data))
  const out: unknown[] = []
  const complaints: string[] = []
  const code = await run(args, { print: (v) => void out.push(v), complain: (w) => void complaints.push(w) })
  return { code, out: out[0] as Record<string, unknown>, complaints: complaints.join('\n') }
}

test('backed up while it is served, restored elsewhere, and never over what is there', {
  timeout: 90_000,
}, async () => {
  const child = spawn(process.execPath, [ENTRY], {
    env: { PATH: process.env.PATH, DATA_DIR: join(folder, 'served'), PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise((resolve) => child.on('exit', resolve))
  const file = join(folder, 'practice.tar.gz')
  try {
    await new Promise<void>((resolve, reject) => {
      child.on('exit', () => reject(new Error('it did not start')))
      child.stdout.on('data', (chunk) => String(chunk).includes('督办已启动') && resolve())
    })
    await duban('served', 'say', '--as', '李娜', '--in', 'group', '/assign 人事科 更新权责清单 5个工作日内')
    await duban('served', 'say', '--as', '李娜', '--in', 'group', '[确认下发]')
    const made = await duban('served', 'backup', file)
    expect(made).toMatchObject({ code: 0, complaints: '', out: { file, orders: 1, files: 0 } })
    expect((await stat(file)).size).toBe(made.out.bytes)
    const again = await duban('served', 'backup', file)
    expect(again).toMatchObject({ code: 1, complaints: expect.stringContaining('--overwrite') })
    expect((await duban('served', 'backup', file, '--overwrite')).code).toBe(0)
    expect(await duban('served', 'restore', file)).toMatchObject({
      code: 1,
      complaints: expect.stringContaining('正在运行'),
    })
  } finally {
    child.kill('SIGTERM')
    await ended
  }
  const over = await duban('served', 'restore', file)
  expect(over).toMatchObject({ code: 1, complaints: expect.stringMatching(/已有数据（.*单 1.*），未恢复/) })
  const restored = await duban('elsewhere', 'restore', file)
  expect(restored).toMatchObject({ code: 0, out: { orders: 1, equal: true, into: 'pglite' } })
  expect(restored.out.head).toBe(restored.out.headOfBackup)
  expect(restored.complaints).toMatch(/编号接〔\d{4}〕1号继续/)
  const shown = await duban('elsewhere', 'say', '--as', '李娜', '/list')
  expect(JSON.stringify(shown.out)).toContain('更新权责清单')
})

test('doctor misses a backup once there is something to lose', { timeout: 60_000 }, async () => {
  expect((await duban('real', 'backup', join(folder, 'none.tar.gz'))).complaints).toMatch(/没有可备份的数据/)
  expect((await duban('real', 'init', BUREAU)).code).toBe(0)
  const line = async () =>
    ((await duban('real', 'doctor')).out as unknown as { what: string; ok: boolean; detail: string }[]).find(
      (l) => l.what === '备份',
    )
  expect(await line()).toMatchObject({ ok: true })
  await duban('real', 'say', '--as', '李娜', '/assign 人事科 更新权责清单 5个工作日内')
  await duban('real', 'say', '--as', '李娜', '[确认下发]')
  expect(await line()).toMatchObject({ ok: false, detail: expect.stringContaining('backup') })
  const file = join(folder, 'real.tar.gz')
  expect((await duban('real', 'backup', file)).code).toBe(0)
  expect(await line()).toMatchObject({ ok: true, detail: expect.stringContaining('最近一次') })

  const cut = join(folder, 'cut.tar.gz')
  await writeFile(cut, (await readFile(file)).subarray(0, 5000))
  const refused = await duban('later', 'restore', cut)
  expect(refused).toMatchObject({ code: 1, complaints: expect.stringMatching(/^未恢复：.*不完整/) })
  await expect(stat(join(folder, 'later', 'db'))).rejects.toThrow('ENOENT')

  // Upgraded by a later program: this one says so and touches nothing.
  const connection = await openConnection({ folder: join(folder, 'real', 'db') })
  await connection.transaction((session) =>
    session.run(`insert into migration values ('9999_later', '${'0'.repeat(64)}')`),
  )
  await connection.close()
  const older = await duban('real', 'doctor')
  expect(older).toMatchObject({
    code: 1,
    complaints: expect.stringMatching(/更新的版本.*9999_later.*升级程序/),
  })
})
