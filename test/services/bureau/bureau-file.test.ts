import { describe, expect, it } from 'vitest'
import { practiceBureau } from '../../../src/data/practice-bureau.ts'
import {
  BureauFileError,
  parseBureauFile,
  parseBureauText,
  unreadParts,
} from '../../../src/services/bureau/bureau-file.ts'

function complaintsOf(input: unknown): readonly string[] {
  try {
    parseBureauFile(input)
  } catch (error) {
    if (error instanceof BureauFileError) return error.complaints
    throw error
  }
  return []
}

describe('a bureau file', () => {
  it('may be a small one: whatever is left out is empty', () => {
    expect(parseBureauFile({})).toEqual({ departments: [], people: [], posts: [], chats: [], settings: {} })
  })

  it.each<[string, unknown, string[]]>([
    ['is no list', [], ['文件']],
    ['lacks a code', { departments: [{ name: '人事科' }] }, ['departments[0].code', 'personnel']],
    [
      'has a code with a space',
      { departments: [{ code: 'a b', name: '甲' }] },
      ['departments[0].code', '"a b"'],
    ],
    [
      'has another kind',
      { departments: [{ code: 'a', name: '甲', kind: 'school' }] },
      ['kind', 'section', 'unit'],
    ],
    [
      'has a post nobody holds',
      { posts: [{ person: 'p', post: 'boss', from: '2026-01-01', document: '文' }] },
      ['posts[0].post', 'department_head'],
    ],
    [
      'has a day that does not exist',
      { posts: [{ person: 'p', post: 'handler', from: '2026-02-30', document: '文' }] },
      ['posts[0].from', '2026-02-30'],
    ],
    [
      'cites no document',
      { posts: [{ person: 'p', post: 'handler', from: '2026-01-01' }] },
      ['posts[0].document', '示教办'],
    ],
    [
      'ends before it begins',
      { posts: [{ person: 'p', post: 'handler', from: '2026-01-02', until: '2026-01-01', document: '文' }] },
      ['posts[0].until'],
    ],
    [
      'has a leader in charge of nothing',
      { posts: [{ person: 'p', post: 'leader_in_charge', from: '2026-01-02', document: '文' }] },
      ['posts[0].departments'],
    ],
    [
      'has a department chat of no department',
      { chats: [{ platform: 'feishu', id: 'oc_1', title: '群', kind: 'department' }] },
      ['chats[0].department'],
    ],
    [
      'has an unknown platform',
      { people: [{ code: 'p', name: '某', accounts: { feshu: 'x' } }] },
      ['people[0].accounts.feshu', 'feishu'],
    ],
    [
      'gives one account to two',
      {
        people: [
          { code: 'p', name: '某', accounts: { feishu: 'x' } },
          { code: 'q', name: '另', accounts: { feishu: 'x' } },
        ],
      },
      ['people[1].accounts.feishu', '某'],
    ],
    [
      'names a person twice',
      {
        people: [
          { code: 'p', name: '某' },
          { code: 'p', name: '另' },
        ],
      },
      ['people[1].code'],
    ],
    [
      'binds a chat twice',
      {
        chats: [
          { platform: 'web', id: 'g', title: '群', kind: 'group' },
          { platform: 'web', id: 'g', title: '群', kind: 'leaders' },
        ],
      },
      ['chats[1].id'],
    ],
    ['switches off an unknown right', { settings: { staff: { fly: false } } }, ['settings.staff.fly']],
  ])('that %s is complained of by place', (_, input, words) => {
    const complaints = complaintsOf(input)
    expect(complaints).toHaveLength(1)
    for (const word of words) expect(complaints[0]).toContain(word)
  })

  it('is complained of all at once', () => {
    expect(
      complaintsOf({ departments: [{ name: 1 }], people: [{}], settings: { confirm: 'yes' } }),
    ).toHaveLength(5)
  })

  it('may leave an account blank', () => {
    expect(
      complaintsOf({
        people: [
          { code: 'p', name: '某', accounts: { feishu: '' } },
          { code: 'q', name: '另', accounts: { feishu: '' } },
        ],
      }),
    ).toEqual([])
  })

  it('may begin with a byte order mark, and says when it is no JSON', () => {
    expect(parseBureauText('\uFEFF{}').people).toEqual([])
    expect(() => parseBureauText('{"a":')).toThrow('JSON')
  })

  it('has nothing that would go unread, in the one we ship', () => {
    expect(unreadParts(practiceBureau)).toEqual([])
    expect(unreadParts({ peple: [], people: [{ code: 'p', nmae: 'x' }], $schema: '' })).toEqual([
      'peple',
      'people[0].nmae',
    ])
  })
})
