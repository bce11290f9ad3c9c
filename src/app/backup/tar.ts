/**
 * A tar archive as it streams by: entries with their bytes, one in memory at a time.
 * https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html#tag_20_92_13_06 (ustar)
 */

export interface TarEntry {
  readonly name: string
  readonly bytes: Uint8Array
}

/** The archive is cut off or garbled. */
export class BadTar extends Error {
  override readonly name = 'BadTar'
}

const BLOCK = 512
/** No entry of ours is larger. */
const MOST_BYTES = 2 ** 30

/** @param mtime of every entry, milliseconds */
export async function* tarOf(entries: AsyncIterable<TarEntry>, mtime: number): AsyncGenerator<Uint8Array> {
  for await (const { name, bytes } of entries) {
    yield header(name, bytes.byteLength, mtime)
    yield bytes
    const over = bytes.byteLength % BLOCK
    if (over > 0) yield new Uint8Array(BLOCK - over)
  }
  yield new Uint8Array(2 * BLOCK)
}

function header(name: string, size: number, mtime: number): Uint8Array {
  const block = Buffer.alloc(BLOCK)
  if (Buffer.byteLength(name) > 100) throw new RangeError(`too long for a name: ${name}`)
  const octal = (value: number, at: number, length: number) =>
    block.write(`${value.toString(8).padStart(length - 1, '0')}\0`, at, 'latin1')
  block.write(name, 0, 'utf8')
  octal(0o600, 100, 8)
  octal(0, 108, 8)
  octal(0, 116, 8)
  octal(size, 124, 12)
  octal(Math.floor(mtime / 1000), 136, 12)
  block.write('0', 156, 'latin1')
  block.write('ustar\x0000', 257, 'latin1')
  block.write(`${checksum(block).toString(8).padStart(6, '0')}\0 `, 148, 'latin1')
  return block
}

/** The sum over a header in which the sum's own place counts as blanks. */
function checksum(block: Uint8Array): number {
  let sum = 0
  for (let i = 0; i < BLOCK; i++) sum += i >= 148 && i < 156 ? 0x20 : block[i]!
  return sum
}

/** @throws BadTar at what is no archive, or breaks off */
export async function* entriesOf(stream: AsyncIterable<Uint8Array>): AsyncGenerator<TarEntry> {
  const source = stream[Symbol.asyncIterator]()
  let chunks: Uint8Array[] = []
  let held = 0
  const take = async (length: number): Promise<Buffer> => {
    while (held < length) {
      const { value, done } = await source.next()
      if (done) throw new BadTar('the archive breaks off')
      chunks.push(value)
      held += value.byteLength
    }
    const all = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks, held)
    const rest = all.subarray(length)
    chunks = rest.byteLength > 0 ? [rest] : []
    held = rest.byteLength
    return Buffer.from(all.buffer, all.byteOffset, length)
  }
  try {
    for (;;) {
      const block = await take(BLOCK)
      if (block.every((byte) => byte === 0)) break
      const text = (at: number, length: number) =>
        block.toString('utf8', at, at + length).replace(/\0[\s\S]*$/, '')
      const number = (at: number, length: number) => Number.parseInt(text(at, length).trim() || '0', 8)
      if (number(148, 8) !== checksum(block)) throw new BadTar('no archive')
      const size = number(124, 12)
      if (!(size >= 0 && size <= MOST_BYTES)) throw new BadTar('an entry without a sensible size')
      const bytes = await take(size)
      if (size % BLOCK > 0) await take(BLOCK - (size % BLOCK))
      if (text(156, 1) !== '0') throw new BadTar('an entry that is no plain file')
      yield { name: text(0, 100), bytes }
    }
    // What follows is filling; it is read all the same, because the stream's own check stands at its end.
    for (;;) {
      const { done } = await source.next()
      if (done) return
    }
  } finally {
    await source.return?.()
  }
}
