/** Reads the numbered SQL files of a folder; on Workers they are applied beforehand. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Migrations } from './migrate.ts'

export async function readMigrations(folder: string): Promise<Migrations> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}_.*\.sql$/.test(name)).sort()
  return Promise.all(
    names.map(async (name) => ({
      name: name.replace(/\.sql$/, ''),
      sql: (await readFile(join(folder, name), 'utf8')).replaceAll('--> statement-breakpoint', ''),
    })),
  )
}
