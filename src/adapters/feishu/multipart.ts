/**
 * A form with one file, as bytes (RFC 7578). The file's true name goes in a field of its own, where the platform reads it:
 * the header's `filename` is read as ASCII.
 */
import { randomUUID } from 'node:crypto'

export interface Form {
  readonly fields: Readonly<Record<string, string>>
  readonly file: { readonly field: string; readonly bytes: Uint8Array }
}

export function multipart({ fields, file }: Form): { readonly body: Uint8Array; readonly type: string } {
  const boundary = `duban-${randomUUID()}`
  const utf8 = new TextEncoder()
  const heads = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  const before = utf8.encode(
    `${heads.join('')}--${boundary}\r\nContent-Disposition: form-data; name="${file.field}"; filename="file"\r\nContent-Type: application/octet-stream\r\n\r\n`,
  )
  const after = utf8.encode(`\r\n--${boundary}--\r\n`)
  const body = new Uint8Array(before.length + file.bytes.length + after.length)
  body.set(before)
  body.set(file.bytes, before.length)
  body.set(after, before.length + file.bytes.length)
  return { body, type: `multipart/form-data; boundary=${boundary}` }
}
