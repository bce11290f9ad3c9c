/**
 * What the practice room asks of the house. `me` is always the code of somebody in the bureau; whoever fulfils
 * this port decides what `me` may see: rooms `me` is not in, and words for somebody else, do not exist here.
 */
import type { Button, Message } from '../../chat/message.ts'
import type { Moment } from '../../domain/time.ts'

export interface PracticePerson {
  readonly code: string
  readonly name: string
  readonly department: string
  /** As it is said: 办公室主任, 科室负责人、成员. */
  readonly post: string
}

export interface PracticeDepartment {
  readonly code: string
  readonly name: string
  readonly kind: 'section' | 'unit' | 'leaders'
}

export interface PracticeRoom {
  readonly id: string
  readonly title: string
  readonly kind: 'group' | 'department' | 'leaders' | 'direct'
  /** The newest `seq` of what others said here; 0 for none. */
  readonly latest: number
}

export interface PracticeFile {
  readonly id: string
  readonly name: string
  readonly kind: 'file' | 'image' | 'audio' | 'video'
  readonly size: number
}

/** A message as the web adapter's rooms keep it. */
export interface PracticeMessage {
  readonly id: string
  readonly seq: number
  readonly version: number
  readonly room: string
  readonly root?: string
  readonly answers?: string
  /** Who spoke; absent when the bot did. */
  readonly by?: string
  readonly onlyFor?: string
  readonly body:
    | { readonly kind: 'text'; readonly text: string }
    | { readonly kind: 'message'; readonly message: Message }
  readonly files: readonly PracticeFile[]
  readonly at: Moment
  readonly editedAt?: Moment
  readonly recalledAt?: Moment
  /** Ends with the key the browser made when it sent this. */
  readonly key?: string
}

export interface PracticeState {
  readonly bureau: string
  readonly rooms: readonly PracticeRoom[]
  /** The newest version: events are asked for from here. */
  readonly head: number
  /** For each person, the newest `seq` of what the bot told them alone: shows whom to be next. */
  readonly news: ReadonlyMap<string, number>
}

export interface PracticeClock {
  readonly now: Moment
  /** What sort of day it is, when that needs saying: 调休上班, 国庆放假, 休息日. */
  readonly dayNote?: string
}

/** Business time only goes forward; whatever falls due on the way happens. */
export type ClockMove =
  | { readonly kind: 'hours'; readonly count: number }
  | { readonly kind: 'working-days'; readonly count: number }
  | { readonly kind: 'until'; readonly day: string; readonly time: string }

/** Something to do next, one click away. */
export type Suggestion =
  | { readonly do: 'fill'; readonly text: string; readonly label?: string }
  /** Become somebody else, who has something to do. */
  | { readonly do: 'be'; readonly person: string; readonly label: string }
  | { readonly do: 'advance'; readonly move: ClockMove; readonly label: string }
  /** Words that cannot be clicked: where to look, what to press. */
  | { readonly do: 'look'; readonly text: string }

/** What may be typed after `/`. */
export interface CommandHint {
  /** `assign` */
  readonly name: string
  /** `交办` */
  readonly chinese: string
  /** One line: what it does. */
  readonly about: string
  /** A whole line that can be sent as it is. */
  readonly example: string
  /** What it is for: 下发, 办理, 审核 … Those of one group follow each other. */
  readonly group: string
}

export interface Toast {
  readonly kind: 'info' | 'success' | 'warning' | 'error'
  readonly text: string
}

export type Done =
  | { readonly ok: true; readonly id?: string; readonly toast?: Toast }
  | {
      readonly ok: false
      readonly why: 'gone' | 'not-yours' | 'button-gone' | 'clock-backwards' | 'clock-too-far'
    }

export interface PracticePort {
  people(): Promise<readonly PracticePerson[]>
  departments(): Promise<readonly PracticeDepartment[]>
  /** What `me` may say. */
  commands(me: string): Promise<readonly CommandHint[]>
  /** Whom a newcomer is at first. */
  readonly newcomer: string
  /** A few people worth being, listed for switching in one click. */
  readonly cast: readonly string[]

  state(me: string): Promise<PracticeState>
  /** `undefined`: no such room for `me`. */
  history(
    me: string,
    query: {
      readonly room: string
      readonly root?: string
      readonly before?: number
      readonly limit: number
    },
  ): Promise<readonly PracticeMessage[] | undefined>
  /** What stands at the top of a room: a department’s 本科室待办. */
  pinned(me: string, room: string): Promise<PracticeMessage | undefined>
  /** At most `limit` messages that `me` may see and that changed after `version`, in the order they changed. */
  changes(me: string, after: number, limit: number): Promise<readonly PracticeMessage[]>
  /** Calls `wake` when something changed or the clock was moved. */
  subscribe(wake: () => void): () => void
  suggestions(
    me: string,
    place: { readonly room: string; readonly root?: string },
  ): Promise<readonly Suggestion[]>

  say(
    me: string,
    said: {
      readonly room: string
      readonly replyTo?: string
      readonly text: string
      readonly files: readonly string[]
      readonly key: string
    },
  ): Promise<Done>
  press(
    me: string,
    pressed: {
      readonly message: string
      readonly button: number
      readonly label: Button['label']
      readonly fields: Readonly<Record<string, string>>
      readonly key: string
    },
  ): Promise<Done>
  edit(me: string, edited: { readonly message: string; readonly text: string }): Promise<Done>
  recall(me: string, recalled: { readonly message: string }): Promise<Done>

  upload(
    me: string,
    file: { readonly name: string; readonly kind: PracticeFile['kind']; readonly bytes: Uint8Array },
  ): Promise<PracticeFile>
  /** A file `me` put there, or one in a message `me` may see. */
  file(me: string, id: string): Promise<{ readonly name: string; readonly bytes: Uint8Array } | undefined>

  readonly clock: {
    now(): Promise<PracticeClock>
    /** `ok: false` with `clock-backwards` when that moment has passed, `clock-too-far` when it is over a year away. */
    advance(me: string, move: ClockMove): Promise<Done>
  }
}
