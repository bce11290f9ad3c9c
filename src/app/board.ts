/**
 * The board over the database, read only. Everybody with a post sees what was issued in a leading group's chat; the
 * thread, the files and the journal of an order only its departments, the office and leaders. A restricted order (限定知悉)
 * is not there at all for whom it does not concern: no row, no count, no page, no file.
 */
import { eq } from 'drizzle-orm'
import { mayDo } from '../domain/authority.ts'
import { type Bureau, chatOf } from '../domain/bureau.ts'
import { answersFor, postsOf } from '../domain/roster.ts'
import { dayOf, type Moment } from '../domain/time.ts'
import { type Concerning, maySee } from '../domain/visibility.ts'
import type { BoardPort } from '../http/board/port.ts'
import type { FileStore } from '../jobs/files.ts'
import { sentTo } from '../services/documents/find-sent.ts'
import type { Database, Db } from '../store/database.ts'
import { type LedgerOrder, ledgerOrders } from '../store/ledger.ts'
import { type HomedOrder, loadOrder, loadOrders } from '../store/orders.ts'
import { openRequests } from '../store/requests.ts'
import { file, orders } from '../store/schema/index.ts'
import type { Tx } from '../store/transact.ts'
import { orderPageOf, type Sight } from './board/order-page.ts'
import { askOf } from './board/records.ts'
import { ledgerRow } from './board/row.ts'
import { sayPlace } from './practice/people.ts'

export interface BoardWiring {
  readonly database: Database
  readonly bureau: () => Promise<Bureau | undefined>
  readonly now: () => Moment
  readonly files: FileStore
  /** Whose board it is, for those who are not let in. */
  readonly name: string
  /** Whose one-time link it was; using it up. */
  readonly spendLink: (token: string) => Promise<string | undefined>
}

export function boardPort({ database, bureau, now, files, name, spendLink }: BoardWiring): BoardPort {
  const { db } = database

  async function scene(viewer: string) {
    const here = await bureau()
    if (!here) throw new Error('no bureau is loaded')
    const at = now()
    const posts = postsOf(here.roster, viewer, dayOf(at))
    const may = mayDo('list', { posts }).ok
    const person = here.roster.people.get(viewer)
    const about = {
      bureau: here.name,
      group: here.group,
      viewer: { name: person?.name ?? viewer, post: sayPlace(here, viewer, posts) },
      asOf: at,
    }
    const sees = (departments: readonly string[]): Sight => ({
      detail: mayDo('seeDetail', { posts, departments }).ok,
      own: answersFor(posts).some((d) => departments.includes(d)),
    })
    /** An order given in a chat of its own is nobody else's business. */
    const lists = (home: { platform: string; chat: string }, order: Concerning) =>
      may &&
      maySee(order, viewer, posts) &&
      ((chatOf(here, home.platform, home.chat)?.kind ?? 'group') === 'group' ||
        sees(order.assignments.map((a) => a.department)).detail)
    return { here, at, about, sees, lists }
  }

  const departmentsOf = (home: HomedOrder) => home.order.assignments.map((a) => a.department)

  /** The order's sub-orders that the viewer may see, in order of numbers. */
  async function subsOf(id: string, lists: (home: HomedOrder, order: Concerning) => boolean) {
    const rows = await db.select({ id: orders.id }).from(orders).where(eq(orders.parent, id))
    const found = await loadOrders(
      db,
      rows.map((row) => row.id),
    )
    return found
      .filter((home) => lists(home, home.order))
      .map((home) => home.order)
      .toSorted((x, y) => x.no.year - y.no.year || x.no.no - y.no.no)
  }

  return {
    bureau: name,
    async ledger(viewer) {
      const { here, at, about, sees, lists } = await scene(viewer)
      const [found, open] = await Promise.all([ledgerOrders(db), openRequests(db)])
      const asks = Map.groupBy(open, (request) => request.order)
      const view = { bureau: here, now: at }
      return {
        ...about,
        rows: found
          .filter((order) => lists(order, order))
          .map((order) => {
            const asked = asks.get(order.id)
            const told = asked && sees(order.assignments.map((a) => a.department)).detail ? asked : []
            return ledgerRow(
              view,
              order,
              told.map((request) => askOf(view, request)),
            )
          }),
      }
    },

    async order(viewer, year, no) {
      const { here, at, about, sees, lists } = await scene(viewer)
      const home = await loadOrder(db, { no: { year, no } })
      if (!home || !lists(home, home.order)) return undefined
      const reading = { tx: readOnly(db, at), bureau: here, now: at }
      return {
        ...about,
        row: ledgerRow(reading, rowOf(home)),
        ...(await orderPageOf(reading, home, sees(departmentsOf(home)), await subsOf(home.order.id, lists))),
      }
    },

    async file(viewer, id) {
      if (/^[0-9a-f]{64}$/.test(id)) return sentFile(viewer, id)
      if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return undefined
      const [row] = await db.select().from(file).where(eq(file.id, id))
      if (!row?.order || row.state !== 'kept' || row.sha256 === null) return undefined
      const { sees, lists } = await scene(viewer)
      const home = await loadOrder(db, { id: row.order })
      if (!home || !lists(home, home.order) || !sees(departmentsOf(home)).detail) return undefined
      const bytes = await files.get(row.sha256)
      return bytes && { name: row.name, bytes }
    },

    exchange: spendLink,
  }

  /** What was sent to the viewer alone, by its hash: the link that stands for it where their platform takes no files. */
  async function sentFile(viewer: string, sha256: string) {
    const known = await bureau()
    const sent = known && (await sentTo(db, known, viewer, sha256))
    const bytes = sent && (await files.get(sha256))
    return bytes && { name: sent.name, bytes }
  }
}

/** An order loaded whole, as the ledger has it. */
function rowOf({ order, platform, chat, lastWord, lastAt }: HomedOrder): LedgerOrder {
  const { parent, urgency = 'ordinary', urgencyConfirmed = false, ...rest } = order
  return {
    ...rest,
    urgency,
    urgencyConfirmed,
    ...(parent ? { parent: parent.no } : {}),
    platform,
    chat,
    lastWord,
    lastAt,
  }
}

/** For services that read: a page changes nothing, and waits for nobody's transaction. */
function readOnly(db: Db, now: Moment): Tx {
  const never = () => {
    throw new Error('the board only reads')
  }
  return {
    db,
    now,
    write: never,
    note: never,
    tell: never,
    takeNo: never,
    inside: never,
    beforeCommit: never,
    afterCommit: never,
  }
}
