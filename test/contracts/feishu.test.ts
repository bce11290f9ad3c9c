import { feishuRig } from '../support/feishu-rig.ts'
import { fault } from '../support/feishu-simulator/index.ts'
import { type AdapterDriver, type Arrived, adapterContract, type Delivered } from './adapter-contract.ts'

const DAY = 86_400_000

const feishuDriver: AdapterDriver = {
  name: 'feishu',
  faults: ['busy', 'down', 'lost-answer', 'lost-request', 'not-member', 'person-left', 'too-old'],
  // The platform has no event for a message that was changed.
  tells: { recalls: true, edits: false },
  files: true,
  async open() {
    const { feishu, adapter, incoming, close } = await feishuRig()
    const people = [feishu.person('王强'), feishu.person('李娜')] as const
    const group = feishu.chat('oc_group', people)

    /** What came in while `push` ran, and how to have it pushed again. */
    async function delivered<T>(
      push: () => Promise<T>,
      again: (result: T) => Promise<unknown>,
      id: (result: T) => string,
    ) {
      const caught = async (act: () => Promise<unknown>) => {
        const before = incoming.length
        await act()
        return incoming.slice(before)
      }
      let result!: T
      const first = await caught(async () => {
        result = await push()
      })
      const out: Delivered = {
        messageId: id(result),
        incoming: first,
        redeliver: () => caught(() => again(result)),
      }
      return out
    }

    return {
      adapter,
      group,
      people: [people[0], people[1]],
      says: ({ direct, text, files, ...rest }) =>
        delivered(
          () => {
            const words = files && text === '' ? {} : { text }
            const where = direct ? ({ direct: true } as const) : { chat: group }
            return feishu.says({ ...where, ...words, ...(files && { files }), ...rest })
          },
          (delivery) => delivery.redeliver(),
          (delivery) => delivery.messageId,
        ),
      presses: (messageId, by, label, fields) =>
        delivered(
          () => feishu.presses(messageId, by, label, fields),
          (press) => press.redeliver(),
          () => messageId,
        ),
      recalls: (messageId) =>
        delivered(
          () => feishu.recalls(messageId),
          (delivery) => delivery.redeliver(),
          () => messageId,
        ),
      async arrived(where) {
        const messages = 'group' in where ? feishu.botMessagesIn(group) : feishu.directMessages(where.person)
        return messages.map(
          (one): Arrived => ({
            messageId: one.messageId,
            text: one.seen.text,
            buttons: one.seen.buttons,
            mentions: one.seen.mentions,
            links: one.seen.links,
            files: filesIn(one.type, one.content).flatMap((key) => feishu.world.files.get(key) ?? []),
            ...(one.parentId && { replyTo: one.parentId, inThread: one.threadId !== undefined }),
          }),
        )
      },
      calledTo: async (messageId) => feishu.message(messageId).urgentFor,
      async fail(what) {
        // The token is fetched beforehand, so that the fault meets the message.
        await adapter.check()
        if (what === 'busy') feishu.fail(fault.tooManyRequests(2))
        else if (what === 'lost-answer') feishu.fail(fault.resetAfter())
        else if (what === 'lost-request') feishu.fail(fault.resetBefore())
        else if (what === 'not-member') feishu.world.chats.get(group)!.botIn = false
        else if (what === 'person-left') feishu.world.people.get(people[0])!.resigned = true
        else if (what === 'too-old') await feishu.advance(15 * DAY)
        else await feishu.down()
      },
      close,
    }
  },
}

function filesIn(type: string, content: string): string[] {
  return type === 'file' ? [(JSON.parse(content) as { file_key: string }).file_key] : []
}

adapterContract(feishuDriver)
