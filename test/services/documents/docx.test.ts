/** The order's form, read back by another library; and templates a bureau got wrong. */
import mammoth from 'mammoth'
import PizZip from 'pizzip'
import { describe, expect, it } from 'vitest'
import { standardTemplate } from '../../../src/app/standard-template.ts'
import { PLACEHOLDERS } from '../../../src/chat/words/order-form.ts'
import { templateFaults } from '../../../src/chat/words/template-faults.ts'
import { orderForm } from '../../../src/data/templates/order-form.ts'
import { type Filling, fillTemplate } from '../../../src/services/documents/docx.ts'
import { fillForm } from '../../../src/services/documents/print-order.ts'

const VALUES: Filling = {
  类别: '交办单',
  编号: '〔2026〕12号',
  事项: '更新权责清单 <b>&amp;</b> {编号}',
  承办: [
    { 科室: '人事科', 角色: '牵头', 签收: '王强\n3月2日 10:12', 反馈: '', 审核: '' },
    { 科室: '计财科', 角色: '配合', 签收: '', 反馈: '', 审核: '' },
  ],
}

/** The standard form with its text changed. */
async function changed(from: string, to: string): Promise<Uint8Array> {
  const zip = new PizZip(await standardTemplate())
  const text = zip.file('word/document.xml')!.asText()
  expect(text).toContain(from)
  zip.file('word/document.xml', text.replace(from, to))
  return zip.generate({ type: 'uint8array' })
}

const words = async (bytes: Uint8Array) =>
  (await mammoth.extractRawText({ buffer: Buffer.from(bytes) })).value

describe('the form that comes with the program', () => {
  it('is filled, a row for each department, and opens elsewhere', async () => {
    const filled = await fillTemplate(await standardTemplate(), VALUES, PLACEHOLDERS)
    if (!filled.ok) throw new Error(JSON.stringify(filled.faults))
    const text = await words(filled.bytes)
    for (const said of [
      '交办单',
      '编号：〔2026〕12号',
      '更新权责清单 <b>&amp;</b> {编号}',
      '签　收',
      '反　馈',
      '审　核',
    ])
      expect(text).toContain(said)
    expect(text.match(/人事科（牵头）|计财科（配合）/g)).toEqual(['人事科（牵头）', '计财科（配合）'])
    expect(text).not.toMatch(/undefined|[{｛]事项/)
    const html = await mammoth.convertToHtml({ buffer: Buffer.from(filled.bytes) })
    expect(html.value.match(/<tr>/g)).toHaveLength(9)
    expect(html.value).toContain('王强<br />3月2日 10:12')
    expect(html.messages.filter((m) => m.type === 'error')).toEqual([])
  })

  it('asks for nothing but placeholders there are', () => {
    const text = orderForm.map(([, xml]) => xml).join('')
    const asked = [...text.matchAll(/\{[#/]?([^{}]+)\}/g)].map((m) => m[1]!)
    expect(asked.length).toBeGreaterThan(15)
    expect(asked.filter((name) => !PLACEHOLDERS.has(name))).toEqual([])
  })
})

describe('a template with something wrong in it is not filled; it is told', () => {
  const faults = async (template: Uint8Array) => {
    const filled = await fillTemplate(template, VALUES, PLACEHOLDERS)
    return filled.ok ? [] : filled.faults
  }

  it.each([
    ['{事项}', '{事项', { kind: 'unclosed' }],
    ['{依据}', '依据}', { kind: 'unopened' }],
    ['{编号}', '{编码}', { kind: 'unknown', near: '编码' }],
    ['{期限}', '｛期限｝', { kind: 'full-width', near: '期限' }],
    ['{/承办}', '', { kind: 'no-end', near: '承办' }],
    ['{#承办}', '', { kind: 'no-beginning', near: '承办' }],
  ])('%s → %s', async (from, to, fault) => {
    expect(await faults(await changed(from, to))).toEqual([expect.objectContaining(fault)])
  })

  it('and the order is printed on the program’s own form, with what is wrong said in words', async () => {
    const own = await changed('{编号}', '{编码}')
    const shelf = { template: async () => own, standard: standardTemplate }
    const { bytes, faults } = await fillForm(shelf, '交办单.docx', VALUES, PLACEHOLDERS)
    expect(await words(bytes)).toContain('编号：〔2026〕12号')
    expect(templateFaults('交办单.docx', faults)).toEqual([
      '模板“交办单.docx”有误，本次已按自带格式生成：',
      '· 没有“编码”这个占位符',
      '请修正 DATA_DIR/templates 下的模板后重新打印',
    ])
  })

  it('while a sound one of the bureau’s is used', async () => {
    const own = await changed('{类别}', '示范市教育局{类别}')
    const shelf = { template: async () => own, standard: standardTemplate }
    const { bytes, faults } = await fillForm(shelf, '交办单.docx', VALUES, PLACEHOLDERS)
    expect(await words(bytes)).toContain('示范市教育局交办单')
    expect(faults).toEqual([])
  })

  it('a file that is no docx', async () => {
    expect(await faults(new TextEncoder().encode('not a zip'))).toEqual([{ kind: 'not-docx' }])
    expect(await faults(new Uint8Array())).toEqual([{ kind: 'not-docx' }])
    expect(await faults(new PizZip().generate({ type: 'uint8array' }))).toEqual([{ kind: 'not-docx' }])
  })
})
