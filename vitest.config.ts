import { defineConfig } from 'vitest/config'

/** What needs a PostgreSQL server or a browser: everything else is fast and needs nothing. */
const SLOW = ['test/postgres/**/*.test.ts', 'test/worker/**/*.test.ts', 'test/**/*.pg.test.ts', 'test/browser/**/*.test.ts']

/**
 * `vitest run --project fast` is the check while working. A plain `vitest run` is both projects: `fast`, and `full`, which
 * starts a PostgreSQL server and runs what needs one, and once more on it what promises to hold on either engine.
 */
const EITHER_ENGINE = ['test/services/**/*.test.ts', 'test/store/**/*.test.ts']

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
