import { globSync, readFileSync } from 'node:fs'
import { defineConfig } from 'vitest/config'

/** What needs a PostgreSQL server or a browser. */
const SLOW = [
  'test/postgres/**/*.test.ts',
  'test/embedded/**/*.test.ts',
  'test/worker/**/*.test.ts',
  'test/**/*.pg.test.ts',
  'test/browser/**/*.test.ts',
]

/** Tests that promise to hold on either engine run embedded in `fast` and once more on PostgreSQL in `full`. */
const EITHER_ENGINE = globSync('test/**/*.test.ts').filter((file) =>
  /\beachEngine\(/.test(readFileSync(file, 'utf8')),
)

/** `vitest run --project fast` is the check while working: seconds, no server. A plain `vitest run` is everything. */
export default defineConfig({
  test: {
    testTimeout: 15_000,
    hookTimeout: 30_000,
    projects: [
      {
        extends: true,
        test: { name: 'fast', include: ['test/**/*.test.ts'], exclude: SLOW },
      },
      {
        extends: true,
        test: {
          name: 'full',
          include: [...SLOW, ...EITHER_ENGINE],
          globalSetup: ['test/support/postgres-global.ts'],
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
