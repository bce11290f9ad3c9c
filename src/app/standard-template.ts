/** The order's form that comes with the program, as a docx. */
import { orderForm } from '../data/templates/order-form.ts'
import { moment } from '../domain/time.ts'
import { writeZip } from '../services/documents/zip.ts'

/** The same bytes every time. */
const MADE = moment('2026-01-01 00:00')

export function standardTemplate(): Promise<Uint8Array> {
  const utf8 = new TextEncoder()
  return writeZip(orderForm.map(([path, xml]) => ({ path, bytes: utf8.encode(xml), at: MADE })))
}
