/**
 * Files in one zip, as they are: what people send is packed already, so nothing is packed again. Names carry the sign for
 * UTF-8, so that Windows shows them in Chinese.
 */
import type { Zippable } from 'fflate'
import { dayOf, type Moment, timeOf } from '../../domain/time.ts'

export interface ZipEntry {
  /** Folders divided by `/`, each part made safe by {@link fileName}. */
  readonly path: string
  readonly bytes: Uint8Array
  readonly at: Moment
}

export async function writeZip(entries: readonly ZipEntry[]): Promise<Uint8Array> {
  const { zipSync } = await import('fflate')
  const files: Zippable = {}
  for (const { path, bytes, at } of entries) files[path] = [bytes, { level: 0, mtime: clockTime(at) }]
  return zipSync(files)
}

/** A zip tells the time on the wall, without a zone; the library takes it from a date's local parts. */
function clockTime(at: Moment): Date {
  const [year, month, day] = dayOf(at).split('-').map(Number)
  const [hour, minute] = timeOf(at).split(':').map(Number)
  return new Date(Math.max(year!, 1980), month! - 1, day!, hour!, minute!)
}

const MOST_NAME = 120
/** Names Windows keeps for itself. */
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i

/** A name that every system takes as the name of one file: no folders in it, no signs of a command line. */
export function fileName(name: string): string {
  const plain = name
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\u0000-\u001f\u007f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/[\\/:*?"<>|]/g, '_')
    .replace(/^\.+|[. ]+$/g, '')
    .trim()
  const safe = plain === '' ? '未命名' : RESERVED.test(plain) ? `_${plain}` : plain
  if ([...safe].length <= MOST_NAME) return safe
  const ending = /\.[^.]{1,10}$/.exec(safe)?.[0] ?? ''
  return `${[...safe.slice(0, safe.length - ending.length)].slice(0, MOST_NAME - ending.length).join('')}${ending}`
}

/** The same name a second time becomes `名（2）.docx`; large and small letters are one. */
export function namesApart(): (name: string) => string {
  const taken = new Set<string>()
  return (name) => {
    const ending = /\.[^.]{1,10}$/.exec(name)?.[0] ?? ''
    const stem = name.slice(0, name.length - ending.length)
    let free = name
    for (let n = 2; taken.has(free.toLowerCase()); n++) free = `${stem}（${n}）${ending}`
    taken.add(free.toLowerCase())
    return free
  }
}
