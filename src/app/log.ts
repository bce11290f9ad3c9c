/** Structured logs, one JSON object a line on standard error. Facts only: never words of people, never a secret. */
import { pino } from 'pino'
import type { Log } from './office.ts'

export function createLog(level: string = process.env.LOG_LEVEL ?? 'info'): Log {
  return pino(
    {
      level,
      base: { app: 'duban' },
      serializers: {
        // Errors of drivers quote the values of a statement: only their kind and place are kept.
        err: (error: unknown) => {
          if (!(error instanceof Error)) return { kind: typeof error }
          const code = (error as { code?: unknown }).code
          const stack = error.stack
            ?.split('\n')
            .filter((l) => l.trimStart().startsWith('at '))
            .slice(0, 8)
          const cause =
            error.cause instanceof Error
              ? { kind: error.cause.name, code: (error.cause as { code?: unknown }).code }
              : undefined
          return {
            kind: error.name,
            ...(code === undefined ? {} : { code }),
            ...(cause ? { cause } : {}),
            stack,
          }
        },
      },
    },
    pino.destination({ dest: 2, sync: true }),
  )
}

export const silentLog: Log = { info: () => {}, warn: () => {}, error: () => {} }
