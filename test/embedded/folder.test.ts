/** One folder, one process: a second one refuses; a dead one's lock is taken over. */
import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const ENTRY = new URL('../../src/node.ts', import.meta.url).pathname

test('a second process refuses the folder; after kill -9 the next one takes it over', {
  timeout: 90_000,
}, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'duban-folder-'))
  const start = () => {
    const child = spawn(process.execPath, [ENTRY], {
      env: { PATH: process.env.PATH, DATA_DIR: folder, PORT: '0' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let said = ''
    const started = new Promise<boolean>((resolve) => {
      child.stdout.on('data', (chunk) => {
        said += chunk
        if (said.includes('督办已启动')) resolve(true)
      })
      child.stderr.on('data', (chunk) => {
        said += chunk
      })
      child.on('exit', () => resolve(false))
    })
    const ended = new Promise<number | null>((resolve) => child.on('exit', (code) => resolve(code)))
    return { child, started, ended, said: () => said }
  }
  const first = start()
  try {
    expect(await first.started).toBe(true)
    const second = start()
    expect(await second.ended).toBe(1)
    expect(second.said()).toMatch(/数据目录 .* 正由另一进程使用/)
    first.child.kill('SIGKILL')
    await first.ended
    const third = start()
    expect(await third.started).toBe(true)
    third.child.kill('SIGTERM')
    expect(await third.ended).toBe(0)
  } finally {
    first.child.kill('SIGKILL')
    await rm(folder, { recursive: true, force: true })
  }
})
