/** 汇总, 打印 and 导出 through the whole bot: the files that reach the one who asked are opened and read. */
import { createHash } from 'node:crypto'
import { read, utils } from '@e965/xlsx'
import mammoth from 'mammoth'
import PizZip from 'pizzip'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { directRoom } from '../../../src/adapters/web/thread.ts'
import { moment } from '../../../src/domain/time.ts'
import { file as fileTable } from '../../../src/store/schema/index.ts'
import { type House, practiceHouse } from '../../support/practice-house.ts'

let house: House

beforeAll(async () => {
  house = await practiceHouse({ start: '2026-03-02 10:05', still: true })
})
afterAll(async () => {
  expect(house.troubles).toEqual([])
  await house.close()
})

/** What was sent to somebody alone, oldest first. */
async function received(who: string) {
  await house.office.settle()
  const messages = await house.rooms.list({ room: directRoom(who), seenBy: who, limit: 500 })
  const sent = messages.filter((m) => m.by === undefined).flatMap((m) => m.files)
  return Promise.all(sent.map(async ({ id }) => (await house.port.file(who, id))!))
}

const newest = async (who: string, ending: string) =>
  (await received(who)).findLast((f) => f.name.endsWith(ending))!

function rowsOf(bytes: Uint8Array): unknown[][] {
  const book = read(bytes, { cellFormula: true })
  const sheet = book.Sheets[book.SheetNames[0]!]!
  expect(Object.values(sheet).filter((cell) => (cell as { f?: string }).f !== undefined)).toEqual([])
  return utils.sheet_to_json(sheet, { header: 1, defval: '' })
}

async function issue(words: string): Promise<string> {
  await house.say('li-na', `/assign ${words}`)
  await house.press('li-na', '确认下发')
  await house.office.settle()
  return (await house.find('li-na', '办理结果请回复本消息')).id
}

const replies = (who: string, root: string, text: string, files: readonly string[] = []) =>
  house.say(who, text, { replyTo: root, files })

describe('an order of three departments, two of which answered', () => {
  let root: string

  beforeAll(async () => {
    root = await issue('人事科牵头、计财科配合、考试中心配合 报送公开事项自查情况和联系人电话 5个工作日内')
    const same = [
      await house.upload('wang-qiang', '自查表.xlsx', '甲'),
      await house.upload('wang-qiang', '自查表.xlsx', '乙'),
    ]
    await replies('wang-qiang', root, '已办结，联系人小赵 13805380000', same)
    await replies('liu-chang', root, '=HYPERLINK("http://evil.example","已报送")\n已报送', [
      await house.upload('liu-chang', '..\\说明/附.docx', '丙'),
    ])
    await house.office.settle()
    await house.say('li-na', '/collect #1', { room: directRoom('li-na') })
  })

  it('is one table in roster order, with those that owe in it', async () => {
    const { name, bytes } = await newest('li-na', '.xlsx')
    expect(name).toBe('〔2026〕1号 反馈汇总表 20260302-1005.xlsx')
    const rows = rowsOf(bytes)
    expect(rows[0]![0]).toBe('交办单〔2026〕1号反馈汇总表')
    expect(rows[1]![0]).toContain('联系人电话')
    expect(rows[2]![0]).toBe('期限：2026年3月9日（周一）17:30　应反馈 3，已反馈 2，待反馈 1：考试中心')
    expect(rows[3]![0]).toBe('截至：2026年3月2日（周一）10:05　汇总：领导小组办公室 李娜')
    expect(rows[4]).toEqual([
      '序号',
      '科室、单位',
      '角色',
      '状态',
      '反馈内容',
      '反馈人',
      '反馈时间',
      '是否按期',
      '附件',
    ])
    expect(rows.slice(5, 8)).toEqual([
      [
        1,
        '人事科',
        '牵头',
        '已反馈',
        '已办结，联系人小赵 13805380000',
        '王强',
        '2026-03-02 10:05',
        '按期反馈',
        '2 个\n自查表.xlsx\n自查表.xlsx',
      ],
      [
        2,
        '计财科',
        '配合',
        '已反馈',
        '=HYPERLINK("http://evil.example","已报送")\n已报送',
        '刘畅',
        '2026-03-02 10:05',
        '按期反馈',
        expect.stringMatching(/^1 个\n/),
      ],
      [3, '考试中心', '配合', '待签收', '', '', '', '未到期', ''],
    ])
    expect(rows[8]![0]).toContain('附件未经检测')
    expect(rows[9]![0]).toContain('请勿转发')
  })

  it('has its files in one zip, a folder for each department, with an index', async () => {
    const { name, bytes } = await newest('li-na', '.zip')
    expect(name).toBe('〔2026〕1号 附件 20260302-1005.zip')
    const zip = new PizZip(bytes)
    const paths = Object.keys(zip.files)
    expect(paths.filter((p) => p.includes('..'))).toEqual([])
    expect(paths).toEqual([
      '目录.xlsx',
      '01 人事科/自查表.xlsx',
      '01 人事科/自查表（2）.xlsx',
      expect.stringMatching(/^02 计财科\/[^/\\]*附\.docx$/),
    ])
    const inside = paths.slice(1).map((p) => new TextDecoder().decode(zip.file(p)!.asUint8Array()))
    expect([...inside.slice(0, 2).toSorted(), inside[2]]).toEqual(
      ['乙', '甲', '丙'].slice(0, 2).toSorted().concat('丙'),
    )
    const index = rowsOf(zip.file('目录.xlsx')!.asUint8Array())
    expect(index.slice(4, 7).map((row) => [row[0], row[1], row[2], row[7]])).toEqual(
      paths.slice(1).map((p, i) => [i < 2 ? 1 : 2, i < 2 ? '人事科' : '计财科', p, '未经检测']),
    )
  })

  it('is noted in its journal, and went to nobody else', async () => {
    expect(await received('wang-qiang')).toEqual([])
    await house.say('li-na', '/履历 #1', { room: directRoom('li-na') })
    await house.office.settle()
    expect((await house.read('li-na', directRoom('li-na'))).at(-1)).toContain('汇总反馈，附件 3 个')
  })

  it('names a file that could not be fetched, and leaves it out of the zip', async () => {
    await house.office.database.db.update(fileTable).set({ state: 'lost', sha256: null })
    await house.say('li-na', '/collect #1 人事科', { room: directRoom('li-na') })
    const rows = rowsOf((await newest('li-na', '.xlsx')).bytes)
    expect(rows[5]![8]).toBe('2 个\n自查表.xlsx（未获取）\n自查表.xlsx（未获取）')
    expect((await house.read('li-na', directRoom('li-na'))).join('\n')).toContain(
      '附件 2 个均未获取，没有附件包',
    )
    expect((await received('li-na')).filter((f) => f.name.endsWith('.zip'))).toHaveLength(1)
  })

  it('does not pack more than a platform takes: by departments then', async () => {
    await house.office.database.db
      .update(fileTable)
      .set({ state: 'kept', sha256: 'a'.repeat(64), size: 16 * 1024 * 1024 })
    await house.say('li-na', '/collect #1', { room: directRoom('li-na') })
    await house.office.settle()
    const said = (await house.read('li-na', directRoom('li-na'))).findLast((m) => m.includes('超过'))
    expect(said).toContain('附件共 48 MB，超过单个文件 30 MB 的上限，未打包')
    expect(said).toContain('请分科室汇总，例：/汇总 #1 人事科')
    expect((await received('li-na')).filter((f) => f.name.endsWith('.zip'))).toHaveLength(1)
  })

  it('can be fetched on the board by whom it was sent to, and by nobody else', async () => {
    const { bytes } = await newest('li-na', '.xlsx')
    const hash = createHash('sha256').update(bytes).digest('hex')
    expect((await house.board.file('li-na', hash))?.bytes).toEqual(bytes)
    expect(await house.board.file('wang-qiang', hash)).toBeUndefined()
  })
})

describe('on paper and in lists', () => {
  it('an order with what happened to it', async () => {
    const root = await issue('人事科 更新权责清单 3个工作日内')
    await replies('wang-qiang', root, '收到')
    await replies('wang-qiang', root, '已办结，清单已更新')
    await house.say('li-na', '/accept #2', { room: directRoom('li-na') })
    await house.say('li-na', '/print #2', { room: directRoom('li-na') })
    const { name, bytes } = await newest('li-na', '.docx')
    expect(name).toBe('交办单〔2026〕2号 20260302-1005.docx')
    const { value } = await mammoth.convertToHtml({ buffer: Buffer.from(bytes) })
    for (const words of [
      '示范市教育局政务公开领导小组办公室',
      '编号：〔2026〕2号',
      '更新权责清单',
      '2026年3月5日（周四）17:30前反馈',
      '办公室指定',
      '人事科（牵头）',
      '王强<br />3月2日 10:05',
      '审核通过<br />李娜 3月2日 10:05',
      '2026年3月2日',
      '经办：李娜',
    ])
      expect(value).toContain(words)
    expect(value).toContain('清单已更新')
  })

  it('an order that asked for telephone numbers: masked on paper', async () => {
    await house.say('li-na', '/print #1', { room: directRoom('li-na') })
    const { value } = await mammoth.extractRawText({
      buffer: Buffer.from((await newest('li-na', '.docx')).bytes),
    })
    expect(value).toContain('联系人小赵 〔手机号〕')
    expect(value).not.toContain('13805380000')
  })

  it('a list as it was shown: the same rows, the filter and the moment', async () => {
    await issue('计财科 随机抽查清单 2个工作日内')
    await house.say('li-na', '/清单 在办', { room: directRoom('li-na') })
    await house.office.settle()
    const shown = (await house.read('li-na', directRoom('li-na'))).at(-1)!
    await house.press('li-na', '导出表格')
    const { name, bytes } = await newest('li-na', '.xlsx')
    expect(name).toBe('督办清单 在办 20260302-1005.xlsx')
    const rows = rowsOf(bytes)
    expect(rows[1]![0]).toBe('筛选：在办　共 2 件')
    expect(rows[2]![0]).toBe('截至：2026年3月2日（周一）10:05　导出：李娜')
    const numbers = rows.slice(4).map((row) => row[1])
    expect(numbers).toEqual([...shown.matchAll(/〔2026〕\d+号/g)].map((m) => m[0]))
    expect(numbers).toEqual(['〔2026〕3号', '〔2026〕1号'])
  })

  it('a list that has changed since it was shown says so', async () => {
    await house.say('li-na', '/清单 人事科', { room: directRoom('li-na') })
    await house.office.settle()
    await issue('人事科 职称评审公开 4个工作日内')
    await house.clock.moveTo(moment('2026-03-02 11:00'))
    await house.press('li-na', '导出表格')
    const rows = rowsOf((await newest('li-na', '.xlsx')).bytes)
    expect(rows[1]![0]).toBe('筛选：在办，人事科　共 2 件')
    expect(rows[3]![0]).toContain('清单于 2026年3月2日（周一）10:05列出，其后已有变动')
  })

  it('typed, with its filter', async () => {
    await house.say('li-na', '/list 计财科 全部 导出', { room: directRoom('li-na') })
    const { name, bytes } = await newest('li-na', '.xlsx')
    expect(name).toBe('督办清单 全部 计财科 20260302-1100.xlsx')
    expect(
      rowsOf(bytes)
        .slice(4)
        .map((row) => row[1]),
    ).toEqual(['〔2026〕3号', '〔2026〕1号'])
    expect((await house.read('li-na', directRoom('li-na'))).join('\n')).toContain('清单 2 件，表格将单独发送')
  })
})
