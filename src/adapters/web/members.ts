/** Who sits in which room, as on a platform the members of a group chat do. */
import { directRoom } from './thread.ts'

export interface Seat {
  readonly account: string
  readonly department: string
  /** A bureau leader, or somebody of the group's office who serves them. */
  readonly leader: boolean
}

export interface BoundChat {
  readonly id: string
  readonly title: string
  readonly kind: 'group' | 'department' | 'leaders'
  readonly department?: string
}

export interface OpenRoom {
  readonly id: string
  readonly title: string
  readonly kind: BoundChat['kind'] | 'direct'
}

/** The rooms somebody sees, in the order they are listed: the groups, the leaders', their own department's, the bot's. */
export function roomsFor(seat: Seat, chats: readonly BoundChat[]): readonly OpenRoom[] {
  const open = chats.filter(
    (chat) =>
      chat.kind === 'group' ||
      (chat.kind === 'leaders' && seat.leader) ||
      (chat.kind === 'department' && chat.department === seat.department),
  )
  const rank = { group: 0, leaders: 1, department: 2 }
  return [
    ...open
      .toSorted((a, b) => rank[a.kind] - rank[b.kind])
      .map(({ id, title, kind }) => ({ id, title, kind })),
    { id: directRoom(seat.account), title: '督办（私信）', kind: 'direct' },
  ]
}
