/**
 * The office: inbox, delivery and what happens by itself, put together over one database and its platforms.
 * The same on Node, on Workers, in a talk and in a test.
 */
import { commands, listeners } from '../../commands/index.ts'
import type { Adapter, Can } from '../chat/adapter.ts'
import { laneOf, placeOf } from '../chat/inbox/place.ts'
import { createInbox, type Inbox, type LeftEvent } from '../chat/inbox.ts'
import type { Bureau } from '../domain/bureau.ts'
import type { Arrangement } from '../domain/calendar.ts'
import type { OrderCard } from '../domain/notices.ts'
import type { Moment } from '../domain/time.ts'
import { createDeliverer, type Deliverer } from '../jobs/deliver.ts'
import { type FileStore, fetchWaitingFiles } from '../jobs/files.ts'
import type { Pacer } from '../jobs/pace.ts'
import { finishLeft, nextDue, type TakenEvent, tick } from '../jobs/tick.ts'
import { DUBAN, type Shelf } from '../services/context.ts'
import { tellParked } from '../services/delivery/tell-parked.ts'
import { fileFailed } from '../services/files/keep-files.ts'
import { LAST_TICK } from '../services/health/figures.ts'
import { receivedBy } from '../services/orders/places.ts'
import { recordReceipt } from '../services/orders/record-receipt.ts'
import { urgingTold } from '../services/orders/urgings.ts'
import { type BureauCache, bureauCache, writeKept } from '../store/bureau.ts'
import type { Database } from '../store/database.ts'
import { forgetOld, leaving, leftFailed, takeLeft, threadOrder } from '../store/inbox.ts'
import { offeredIn } from '../store/offers.ts'
import { receiving } from '../store/receive.ts'
import { BUDGET_MS, BudgetSpent, type Tx } from '../store/transact.ts'
import { standardTemplate } from './standard-template.ts'
import { type Watch, watched } from './watch.ts'

export interface Log {
  info(facts: object, words: string): void
  warn(facts: object, words: string): void
  error(facts: object, words: string): void
}

export interface OfficeParts {
  readonly database: Database
  readonly adapters: readonly Adapter[]
  /** Business time. */
  readonly now: () => Moment
  /** The machine's clock, milliseconds. */
  readonly machineNow: () => number
  readonly pacer: Pacer
  /** `undefined`: files wait in the database until somebody who has a store fetches them. */
  readonly files: FileStore | undefined
  /** The bureau's own templates; absent: those that come with the program are used. */
  readonly template?: Shelf['template']
  readonly publicUrl: string
  /** The arrangements that come with the program. */
  readonly holidays: readonly Arrangement[]
  readonly log: Log
  /** The bureau as read before, where offices come and go over one database (Workers). */
  readonly bureauCache?: BureauCache
  /** Deliver and fetch by itself right after each commit; off where somebody else decides when (a talk, Workers). */
  readonly eager?: boolean
  /** Told how the house does. */
  readonly watch?: Watch
  /** Changes the bureau as it is read: who has an account here. */
  readonly seat?: (bureau: Bureau) => Bureau
}

export interface Office {
  readonly database: Database
  readonly adapters: ReadonlyMap<string, Adapter>
  readonly inbox: Inbox
  readonly deliverer: Deliverer
  readonly bureau: () => Promise<Bureau | undefined>
  /** Business time. */
  readonly now: () => Moment
  /** Decides what is due at `now`, and delivers. */
  tick(now: Moment): Promise<void>
  /** The next moment at which something may fall due. */
  nextDue(after: Moment): Promise<Moment>
  /** Delivers and fetches until nothing is left that can be done now. */
  settle(): Promise<void>
  /** Delivers these lanes alone; what else waits is left to whoever has the platforms. */
  deliverOnly(wanted: (lane: string) => boolean): Promise<void>
  close(): Promise<void>
}

const FINISH_AFTER_MS = 2000
/** So many transactions of events at once, where the engine can: one runs its rules while another commits. */
const AT_ONCE = 2

const noTemplate: Shelf['template'] = async () => undefined

const NOTHING: Can = {
  threads: false,
  cards: false,
  buttons: false,
  edits: false,
  direct: false,
  forOne: false,
  files: false,
  urgent: false,
  toast: false,
}

export function createOffice(parts: OfficeParts): Office {
  const { database, log } = parts
  const { db } = database
  const transact = parts.watch ? watched(database.transact, parts.watch) : database.transact
  const adapters = new Map(parts.adapters.map((a) => [a.platform as string, a]))
  const readCached: BureauCache = parts.bureauCache ?? bureauCache(parts.holidays)
  let last: Bureau | undefined
  const bureau = async (
    tx: { readonly db: Tx['db'] },
    known?: { readonly version: number | undefined },
  ): Promise<Bureau | undefined> => {
    const read = await readCached(tx, known)
    last = read && parts.seat ? parts.seat(read) : read
    return last
  }

  const receive = receiving(transact, {
    atOnce: database.engine === 'pglite' ? 1 : AT_ONCE,
    budgetMs: BUDGET_MS,
  })
  const leave = leaving(db)
  const door = createInbox({
    store: {
      receive: (incoming, work) =>
        receive(
          {
            event: incoming,
            lane: incoming.kind === 'said' ? laneOf(placeOf(incoming)) : undefined,
            now: parts.now(),
            machineNow: parts.machineNow(),
          },
          async (tx, { version, lastOffer }) =>
            work(tx, { bureau: await bureau(tx, { version }), lastOffer }),
        ),
      bureau,
      async leave(left, machineNow) {
        const fresh = await leave(left.incoming, left, machineNow)
        if (fresh && parts.eager !== false) finishSoon()
        return fresh
      },
      orderOfThread: (tx, platform, refs) => threadOrder(tx.db, platform, refs),
      offered: (tx, lane, since, account) => offeredIn(tx.db, lane, since, account),
      isBudgetSpent: (error) => error instanceof BudgetSpent,
    },
    commands,
    listeners,
    can: (platform) => adapters.get(platform)?.can ?? NOTHING,
    now: parts.now,
    machineNow: parts.machineNow,
    publicUrl: parts.publicUrl,
    ...(parts.files
      ? { shelf: { ...parts.files, template: parts.template ?? noTemplate, standard: standardTemplate } }
      : {}),
    log,
  })

  const deliverer = createDeliverer({
    db: database.inOrder,
    adapters,
    pacer: parts.pacer,
    machineNow: parts.machineNow,
    now: parts.now,
    files: parts.files,
    isLeadingGroup: (platform, chat) =>
      last?.chats.some((c) => c.platform === platform && c.id === chat && c.kind === 'group') ?? false,
    async onSent(row) {
      if (row.notice.kind === 'assignment.urged') return urgingTold(db, row.id, 'sent', parts.now())
      if (row.notice.kind !== 'order.card' || row.verb !== 'post' || !row.matter) return
      const order = row.matter
      const at = parts.now()
      const card = row.notice.facts as OrderCard
      if (at - card.issuedAt < 60_000 || card.copy || card.again) return
      const department = receivedBy(row.purpose, card)
      await transact(at, async (tx) => {
        const b = await bureau(tx)
        if (b) await recordReceipt({ tx, now: at, bureau: b, actor: DUBAN }, order, at, department)
      })
    },
    async onParked(row, error) {
      const at = parts.now()
      if (row.notice.kind === 'assignment.urged') await urgingTold(db, row.id, 'parked', at)
      await transact(at, async (tx) => {
        const b = await bureau(tx)
        if (b) tellParked({ tx, now: at, bureau: b, actor: DUBAN }, row, `${error.trouble} ${error.code}`)
      })
    },
    log,
  })
  const told: string[] = []
  const stopListening = transact.onTold((rows) => {
    const lanes = [...new Set(rows.map((t) => t.lane))]
    if (parts.eager === false) told.push(...lanes)
    else deliverer.kick(lanes)
  })

  const fetchFiles = async (): Promise<void> => {
    if (parts.files) await fetchWaitingFiles({ ...fileParts, files: parts.files })
  }
  const fileParts = {
    db,
    adapters,
    machineNow: parts.machineNow,
    failed: (row: Parameters<typeof fileFailed>[1], forGood: boolean) =>
      transact(parts.now(), async (tx) => {
        const b = await bureau(tx)
        if (b)
          await fileFailed({ tx, now: tx.now, bureau: b, actor: DUBAN }, row, parts.machineNow(), forGood)
      }),
    log,
  }

  // Platforms' links expire: what came with a message is fetched right after its commit.
  let fetching: Promise<void> | undefined
  const fetchSoon = () => {
    fetching ??= fetchFiles()
      .catch((error: unknown) => log.error({ err: error }, 'files not fetched'))
      .finally(() => {
        fetching = undefined
      })
  }
  // What had to wait for a lock is finished as soon as the lock is likely to be free; the tick would come later.
  let finishing: NodeJS.Timeout | undefined
  function finishSoon(): void {
    finishing ??= setTimeout(() => {
      finishing = undefined
      finishLeft(tickParts, parts.now()).catch((error: unknown) =>
        log.error({ err: error }, 'left events wait for the tick'),
      )
    }, FINISH_AFTER_MS)
    finishing.unref?.()
  }

  const inbox: Inbox = {
    ...door,
    async handle(incoming) {
      const handled = await door.handle(incoming)
      if (parts.eager !== false && incoming.kind === 'said' && incoming.files.length > 0) fetchSoon()
      return handled
    },
  }

  const tickParts = {
    transact,
    bureau,
    leftEvent: (tx: Tx, tried: readonly string[]) => takeLeft<LeftEvent>(tx.db, parts.machineNow(), tried),
    finish: (tx: Tx, left: LeftEvent) => inbox.finish(tx, left),
    async failedAgain({ platform, event, left }: TakenEvent, error: unknown) {
      // Others were in its way: that says nothing against the event itself.
      if (error instanceof BudgetSpent) return
      log.error({ platform, err: error }, 'left event failed')
      try {
        await transact(parts.now(), async (tx) => {
          if ((await leftFailed(tx.db, platform, event)) === 'failed') await inbox.giveUp(tx, left)
        })
      } catch (again) {
        log.error({ platform, err: again }, 'left event could not be answered')
        await leftFailed(db, platform, event)
      }
    },
    log,
  }

  return {
    database,
    adapters,
    inbox,
    deliverer,
    bureau: () => bureau({ db }),
    now: parts.now,
    async tick(now) {
      await bureau({ db })
      let failed = false
      await tick(
        {
          ...tickParts,
          jobFailed: (name) => {
            failed = true
            parts.watch?.jobFailed(name)
          },
        },
        now,
      )
      if (!failed) await writeKept(db, LAST_TICK, String(parts.machineNow()))
      await forgetOld(db, parts.machineNow())
      await fetchFiles()
      await deliverer.sweep()
    },
    nextDue: (after) => nextDue(db, after),
    async settle() {
      await bureau({ db })
      await fetchFiles()
      await deliverer.sweep()
      await deliverer.idle()
    },
    async deliverOnly(wanted) {
      deliverer.kick(told.splice(0).filter(wanted))
      await deliverer.idle()
    },
    async close() {
      stopListening()
      clearTimeout(finishing)
      await fetching
      await deliverer.stop()
      for (const adapter of adapters.values()) await adapter.close()
      await database.close()
    },
  }
}
