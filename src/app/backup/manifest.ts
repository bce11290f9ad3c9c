/** What a backup says of itself: written as its last entry, checked before anything is restored from it. */
import * as v from 'valibot'

/**
 * The container: a gzip'd tar. First `duban-backup.json` (format and version), then `tables/NAME/000001.jsonl` (one row a
 * line, tables that are referred to first), then `files/SHA256` and `templates/NAME`, last `manifest.json`.
 */
export const FORMAT = 'duban-backup'
export const VERSION = 1
export const ABOUT = 'duban-backup.json'
export const MANIFEST = 'manifest.json'

const hash = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))
const count = v.pipe(v.number(), v.integer(), v.minValue(0))
const name = v.pipe(v.string(), v.regex(/^[a-z_0-9]+$/))

export const manifestSchema = v.object({
  format: v.literal(FORMAT),
  version: v.literal(VERSION),
  /** The program that wrote it. */
  program: v.string(),
  /** Whose data: a bureau's, or the practice room's. */
  place: v.picklist(['real', 'practice']),
  bureau: v.string(),
  /** The snapshot's moment by the machine's clock, and business time then. */
  at: v.string(),
  businessAt: v.string(),
  engine: v.picklist(['pglite', 'postgres']),
  migrations: v.array(v.object({ name, hash })),
  /** One hash over the heads of all matters' chains. */
  head: hash,
  matters: count,
  /** The last number given, by year. */
  lastNo: v.record(v.string(), count),
  /** Rows by table, in the order in which they can be written. */
  tables: v.array(v.object({ name, rows: count })),
  files: v.object({
    count,
    bytes: count,
    /** Named by rows, but not in the store when the backup was made. */
    missing: v.array(hash),
  }),
  /** The bureau's own templates, by name. */
  templates: v.array(v.string()),
  parts: v.array(v.object({ name: v.string(), bytes: count, sha256: hash })),
})

export type Manifest = v.InferOutput<typeof manifestSchema>

/** `tables/orders/000001.jsonl` → `orders` */
export function tableOf(part: string): string | undefined {
  return /^tables\/([a-z_0-9]+)\/\d+\.jsonl$/.exec(part)?.[1]
}

/** `files/SHA256` → the hash */
export function fileOf(part: string): string | undefined {
  return /^files\/([0-9a-f]{64})$/.exec(part)?.[1]
}

/** `templates/交办单.docx` → the name; nothing that could lead out of the folder. */
export function templateOf(part: string): string | undefined {
  return /^templates\/([^/\\\0]+)$/.exec(part)?.[1]
}
