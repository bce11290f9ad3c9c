import PizZip from 'pizzip'
import { describe, expect, it } from 'vitest'
import { moment } from '../../../src/domain/time.ts'
import { fileName, namesApart, writeZip } from '../../../src/services/documents/zip.ts'

const at = moment('2026-03-04 15:20')
const bytes = new TextEncoder().encode('清单')

describe('a zip', () => {
  it('gives back every file under its Chinese name', async () => {
    const zip = new PizZip(await writeZip([{ path: '01 人事科/权责清单（2026）.docx', bytes, at }]))
    expect(Object.keys(zip.files)).toContain('01 人事科/权责清单（2026）.docx')
    expect(zip.file('01 人事科/权责清单（2026）.docx')!.asUint8Array()).toEqual(bytes)
  })

  it('says that its names are UTF-8, in both lists, and tells the time on our wall', async () => {
    const raw = await writeZip([{ path: '目录.xlsx', bytes, at }])
    const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength)
    expect(view.getUint32(0, true)).toBe(0x04034b50)
    expect(view.getUint16(6, true) & 0x800).toBe(0x800)
    const central = view.getUint32(raw.length - 6, true)
    expect(view.getUint32(central, true)).toBe(0x02014b50)
    expect(view.getUint16(central + 8, true) & 0x800).toBe(0x800)
    const stamp = view.getUint32(10, true)
    expect([(stamp >> 25) + 1980, (stamp >> 21) & 15, (stamp >> 16) & 31]).toEqual([2026, 3, 4])
    expect([(stamp >> 11) & 31, (stamp >> 5) & 63]).toEqual([15, 20])
  })

  it('is the same bytes for the same files', async () => {
    const once = await writeZip([{ path: 'a.txt', bytes, at }])
    expect(await writeZip([{ path: 'a.txt', bytes, at }])).toEqual(once)
  })
})

describe('a file name', () => {
  it.each([
    ['../../etc/passwd', '_.._etc_passwd'],
    ['..\\..\\开机.bat', '_.._开机.bat'],
    ['C:\\清单.docx', 'C__清单.docx'],
    ['a\u0000b\n.docx', 'ab.docx'],
    ['发票\u202Excod.exe', '发票xcod.exe'],
    ['con.txt', '_con.txt'],
    ['清单. ', '清单'],
    ['', '未命名'],
    ['...', '未命名'],
    ['权责清单（2026）.docx', '权责清单（2026）.docx'],
  ])('%j is kept as %s', (name, safe) => {
    expect(fileName(name)).toBe(safe)
  })

  it('keeps its ending when it is too long', () => {
    const safe = fileName(`${'长'.repeat(300)}.docx`)
    expect([...safe]).toHaveLength(120)
    expect(safe).toMatch(/长\.docx$/)
  })

  it('a second time is numbered, large and small letters alike', () => {
    const apart = namesApart()
    expect(['清单.docx', '清单.DOCX', '清单.docx', '清单'].map(apart)).toEqual([
      '清单.docx',
      '清单（2）.DOCX',
      '清单（3）.docx',
      '清单',
    ])
  })
})
