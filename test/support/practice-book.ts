/** The practice bureau's departments and people as a line's reading knows them. */
import { departmentBook } from '../../src/chat/assignment/index.ts'
import { practiceBureau } from '../../src/data/practice-bureau.ts'

const file = practiceBureau as {
  departments: Parameters<typeof departmentBook>[0]
  people: readonly { code: string; name: string; department: string }[]
}

export const practiceBook: ReturnType<typeof departmentBook> = departmentBook(file.departments)
export const practicePeople: readonly { code: string; name: string; departments: readonly string[] }[] =
  file.people.map(({ code, name, department }) => ({ code, name, departments: [department] }))
