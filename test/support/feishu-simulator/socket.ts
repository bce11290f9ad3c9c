/**
 * The long connection's server side: as much of WebSocket (RFC 6455) and protobuf as the vendor's client speaks,
 * with frames cut into parts and a first push that waits until the client listens.
 */
import { createHash, randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import type { PushAnswer } from './push.ts'

export interface Frame {
  seqId: number
  logId: number
  service: number
  method: number
  headers: [string, string][]
  payload: Buffer
}

/** So long the client needs from "open" to listening. Milliseconds. */
const FIRST_PUSH_AFTER = 20
const TIME_TO_ANSWER = 3000

export const CLIENT_CONFIG = {
  PingInterval: 120,
  ReconnectCount: -1,
  ReconnectInterval: 1,
  ReconnectNonce: 0,
}

export class Connection {
  readonly #socket: Duplex
  readonly #openedAt = performance.now()
  readonly #waiting = new Map<string, (answer: PushAnswer) => void>()
  #rest: Buffer = Buffer.alloc(0)
  #message: Buffer[] = []
  pings = 0
  closed = false

  constructor(request: IncomingMessage, socket: Duplex, onClose: () => void) {
    this.#socket = socket
    const key = request.headers['sec-websocket-key']
    const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64')
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
    )
    const end = () => {
      if (this.closed) return
      this.closed = true
      onClose()
    }
    socket.on('data', (chunk: Buffer) => this.#read(chunk))
    socket.on('close', end)
    socket.on('error', end)
  }

  /** @param parts into how many frames the event is cut; they are sent last part first */
  async push(event: object, parts = 1): Promise<PushAnswer> {
    const early = FIRST_PUSH_AFTER - (performance.now() - this.#openedAt)
    if (early > 0) await new Promise((resolve) => setTimeout(resolve, early))
    const payload = Buffer.from(JSON.stringify(event))
    const id = randomUUID()
    const size = Math.ceil(payload.length / parts)
    const answered = new Promise<PushAnswer>((resolve) => this.#waiting.set(id, resolve))
    for (let seq = parts - 1; seq >= 0; seq--) {
      const headers: [string, string][] = [
        ['type', 'event'],
        ['message_id', id],
        ['sum', String(parts)],
        ['seq', String(seq)],
        ['trace_id', randomUUID()],
      ]
      const part = payload.subarray(seq * size, (seq + 1) * size)
      this.#send(2, encodeFrame({ seqId: 1, logId: 1, service: 7, method: 1, headers, payload: part }))
    }
    let timer: ReturnType<typeof setTimeout> | undefined
    const late = new Promise<PushAnswer>((_, reject) => {
      timer = setTimeout(() => reject(new Error('no answer in 3 s')), TIME_TO_ANSWER)
    })
    return Promise.race([answered, late]).finally(() => {
      clearTimeout(timer)
      this.#waiting.delete(id)
    })
  }

  /** As if the cable were pulled. */
  drop(): void {
    this.#socket.destroy()
  }

  #read(chunk: Buffer): void {
    this.#rest = Buffer.concat([this.#rest, chunk])
    for (;;) {
      const buffer = this.#rest
      if (buffer.length < 2) return
      const masked = (buffer[1]! & 0x80) !== 0
      let length = buffer[1]! & 0x7f
      let at = 2
      if (length === 126) {
        if (buffer.length < 4) return
        length = buffer.readUInt16BE(2)
        at = 4
      } else if (length === 127) {
        if (buffer.length < 10) return
        length = Number(buffer.readBigUInt64BE(2))
        at = 10
      }
      const mask = masked ? buffer.subarray(at, at + 4) : undefined
      if (masked) at += 4
      if (buffer.length < at + length) return
      const data = Buffer.from(buffer.subarray(at, at + length))
      if (mask) for (let i = 0; i < data.length; i++) data[i]! ^= mask[i % 4]!
      this.#rest = buffer.subarray(at + length)
      this.#frame((buffer[0]! & 0x80) !== 0, buffer[0]! & 0x0f, data)
    }
  }

  #frame(final: boolean, opcode: number, data: Buffer): void {
    if (opcode === 8) {
      this.#send(8, data)
      this.#socket.end()
    } else if (opcode === 9) this.#send(10, data)
    else if (opcode <= 2) {
      this.#message.push(data)
      if (!final) return
      const whole = Buffer.concat(this.#message)
      this.#message = []
      this.#take(decodeFrame(whole))
    }
  }

  #take(frame: Frame): void {
    const headers = Object.fromEntries(frame.headers)
    if (frame.method === 0) {
      this.pings++
      const payload = Buffer.from(JSON.stringify(CLIENT_CONFIG))
      this.#send(2, encodeFrame({ ...frame, headers: [['type', 'pong']], payload }))
      return
    }
    const answer = JSON.parse(frame.payload.toString('utf8')) as { code: number; data?: string }
    const body = answer.data === undefined ? '' : Buffer.from(answer.data, 'base64').toString('utf8')
    this.#waiting.get(headers.message_id ?? '')?.({ status: answer.code, body })
  }

  #send(opcode: number, data: Buffer): void {
    if (this.closed || this.#socket.destroyed) return
    const head =
      data.length < 126
        ? Buffer.from([0x80 | opcode, data.length])
        : Buffer.alloc(data.length < 65_536 ? 4 : 10)
    if (data.length >= 126) {
      head[0] = 0x80 | opcode
      head[1] = data.length < 65_536 ? 126 : 127
      if (data.length < 65_536) head.writeUInt16BE(data.length, 2)
      else head.writeBigUInt64BE(BigInt(data.length), 2)
    }
    this.#socket.write(Buffer.concat([head, data]))
  }
}

function varint(value: number): Buffer {
  const bytes: number[] = []
  let rest = BigInt(value)
  do {
    const low = Number(rest & 0x7fn)
    rest >>= 7n
    bytes.push(rest > 0n ? low | 0x80 : low)
  } while (rest > 0n)
  return Buffer.from(bytes)
}

const field = (number: number, data: Buffer) =>
  Buffer.concat([varint((number << 3) | 2), varint(data.length), data])
const number = (no: number, value: number) => Buffer.concat([varint(no << 3), varint(value)])

export function encodeFrame(frame: Frame): Buffer {
  const headers = frame.headers.map(([key, value]) =>
    field(5, Buffer.concat([field(1, Buffer.from(key)), field(2, Buffer.from(value))])),
  )
  return Buffer.concat([
    number(1, frame.seqId),
    number(2, frame.logId),
    number(3, frame.service),
    number(4, frame.method),
    ...headers,
    field(8, frame.payload),
  ])
}

export function decodeFrame(buffer: Buffer): Frame {
  const frame: Frame = { seqId: 0, logId: 0, service: 0, method: 0, headers: [], payload: Buffer.alloc(0) }
  for (const [no, value] of fields(buffer)) {
    if (no === 1) frame.seqId = Number(value)
    else if (no === 2) frame.logId = Number(value)
    else if (no === 3) frame.service = Number(value)
    else if (no === 4) frame.method = Number(value)
    else if (no === 5) {
      const pair = new Map([...fields(value as Buffer)].map(([n, one]) => [n, String(one)]))
      frame.headers.push([pair.get(1) ?? '', pair.get(2) ?? ''])
    } else if (no === 8) frame.payload = value as Buffer
  }
  return frame
}

function* fields(buffer: Buffer): Generator<[number, bigint | Buffer]> {
  let at = 0
  const read = () => {
    let value = 0n
    for (let shift = 0n; ; shift += 7n) {
      const byte = buffer[at++]!
      value |= BigInt(byte & 0x7f) << shift
      if (byte < 0x80) return value
    }
  }
  while (at < buffer.length) {
    const tag = Number(read())
    if ((tag & 7) === 0) yield [tag >> 3, read()]
    else {
      const length = Number(read())
      yield [tag >> 3, buffer.subarray(at, at + length)]
      at += length
    }
  }
}
