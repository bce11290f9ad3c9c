/** Backed up at work, lost, restored: nothing is said or done a second time. On PostgreSQL in `test/postgres/backup.test.ts`. */
import { expect, test } from 'vitest'
import { connectionOf } from '../../../src/store/session.ts'
import { AWAY, backupStory } from '../../support/backup-story.ts'
import { testDatabase } from '../../support/database.ts'

test.each(Object.entries(AWAY))(
  'restored %s the time in which the platform knows its keys',
  async (_, awayMs) => {
    const [first, second] = await Promise.all([testDatabase(), testDatabase()])
    try {
      await backupStory(first, awayMs, { connection: connectionOf(second), open: async () => second })
    } finally {
      await Promise.all([first.close(), second.close()])
    }
    expect.hasAssertions()
  },
)
