/** What codes are called in words: departments and people by the names the bureau knows them by. */
import type { Bureau } from '../../domain/bureau.ts'

/** Codes become names; what is unknown (often a name already) comes back unchanged. */
export interface Names {
  department(code: string): string
  person(code: string): string
}

export function bureauNames({ roster }: Bureau): Names {
  return {
    department: (code) => roster.departments.find((d) => d.code === code)?.name ?? code,
    person: (code) => roster.people.get(code)?.name ?? code,
  }
}
