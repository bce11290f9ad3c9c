/**
 * The form of an order on paper, as it comes with the program: the parts of a docx, with placeholders in braces. A bureau
 * takes it out (`export template`), changes it in its word processor and puts its own in the place of this one.
 *
 * Measures follow GB/T 9704-2012: A4, 3.7 cm above, 2.8 cm to the left; title in 小标宋 of 22 points, text in 仿宋 of 14
 * so that a form fits one page. `altName` names what stands in where a font is not installed.
 */
const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'

const SONG = '方正小标宋简体'
const FANG = '仿宋_GB2312'
const HEI = '黑体'

interface Style {
  readonly font?: string
  /** Half points. */
  readonly size?: number
  readonly bold?: boolean
  readonly color?: string
  readonly align?: 'left' | 'center' | 'right' | 'both'
  /** A line below, in this colour. */
  readonly rule?: string
  /** Twentieths of a point. */
  readonly before?: number
  readonly after?: number
}

function paragraph(text: string, style: Style = {}): string {
  const { font = FANG, size = 28, bold, color, align = 'left', rule, before = 0, after = 0 } = style
  const border = rule
    ? `<w:pBdr><w:bottom w:val="single" w:sz="18" w:space="4" w:color="${rule}"/></w:pBdr>`
    : ''
  const properties = `<w:pPr>${border}<w:spacing w:before="${before}" w:after="${after}" w:line="400" w:lineRule="atLeast"/><w:jc w:val="${align}"/></w:pPr>`
  const look = `<w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="${font}"/>${bold ? '<w:b/>' : ''}${color ? `<w:color w:val="${color}"/>` : ''}<w:sz w:val="${size}"/><w:szCs w:val="${size}"/></w:rPr>`
  return `<w:p>${properties}<w:r>${look}<w:t xml:space="preserve">${text}</w:t></w:r></w:p>`
}

/** Columns of the form's grid, twentieths of a point. */
const GRID = [1500, 2300, 3200, 2000]

function cell(from: number, span: number, text: string, style: Style = {}): string {
  const width = GRID.slice(from, from + span).reduce((x, y) => x + y, 0)
  const wide = span > 1 ? `<w:gridSpan w:val="${span}"/>` : ''
  return `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/>${wide}<w:vAlign w:val="center"/></w:tcPr>${paragraph(text, style)}</w:tc>`
}

function row(cells: string, height: number, heading = false): string {
  return `<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="${height}" w:hRule="atLeast"/>${heading ? '<w:tblHeader/>' : ''}</w:trPr>${cells}</w:tr>`
}

const LABEL: Style = { font: HEI, align: 'center' }
const SMALL: Style = { size: 24 }

function line(label: string, text: string, height = 640): string {
  return row(cell(0, 1, label, LABEL) + cell(1, 3, text), height)
}

function table(rows: string): string {
  const edge = (side: string) => `<w:${side} w:val="single" w:sz="6" w:space="0" w:color="000000"/>`
  const borders = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV'].map(edge).join('')
  return (
    `<w:tbl><w:tblPr><w:tblW w:w="${GRID.reduce((x, y) => x + y, 0)}" w:type="dxa"/><w:jc w:val="center"/>` +
    `<w:tblBorders>${borders}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>` +
    `<w:tblGrid>${GRID.map((w) => `<w:gridCol w:w="${w}"/>`).join('')}</w:tblGrid>${rows}</w:tbl>`
  )
}

const RED = 'C00000'

const BODY = [
  paragraph('{单位}{组织}办公室', {
    font: SONG,
    size: 44,
    color: RED,
    align: 'center',
    rule: RED,
    after: 200,
  }),
  paragraph('{类别}', { font: SONG, size: 44, align: 'center', before: 120, after: 120 }),
  paragraph('编号：{编号}　　　紧急程度：{紧急程度}', { align: 'center', after: 120 }),
  table(
    [
      line('事　项', '{事项}', 900),
      row(
        cell(0, 1, '牵　头', LABEL) +
          cell(1, 1, '{牵头}') +
          cell(2, 1, '配合：{配合}') +
          cell(3, 1, '{限定知悉}'),
        640,
      ),
      line('期　限', '{期限}'),
      line('依　据', '{依据}'),
      line('反馈要求', '{反馈要求}'),
      row(
        cell(0, 1, '科室、单位', LABEL) +
          cell(1, 1, '签　收', LABEL) +
          cell(2, 1, '反　馈', LABEL) +
          cell(3, 1, '审　核', LABEL),
        560,
        true,
      ),
      row(
        cell(0, 1, '{#承办}{科室}（{角色}）', SMALL) +
          cell(1, 1, '{签收}', SMALL) +
          cell(2, 1, '{反馈}', SMALL) +
          cell(3, 1, '{审核}{/承办}', SMALL),
        1300,
      ),
      line('备　注', '{备注}'),
    ].join(''),
  ),
  paragraph('{落款}', { align: 'right', before: 300 }),
  paragraph('{下发日期}', { align: 'right' }),
  paragraph('经办：{经办}　　打印：{打印人} {打印时间}', { size: 21, before: 120 }),
].join('')

const DOCUMENT = `${HEAD}<w:document xmlns:w="${W}"><w:body>${BODY}<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1814" w:left="1588" w:header="851" w:footer="992" w:gutter="0"/></w:sectPr></w:body></w:document>`

const font = (name: string, instead: string) =>
  `<w:font w:name="${name}"><w:altName w:val="${instead}"/><w:charset w:val="86"/><w:family w:val="auto"/></w:font>`

const FONTS = `${HEAD}<w:fonts xmlns:w="${W}">${font(SONG, '宋体')}${font(FANG, '仿宋')}${font(HEI, 'SimHei')}</w:fonts>`

const STYLES = `${HEAD}<w:styles xmlns:w="${W}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="${FANG}"/><w:sz w:val="28"/><w:szCs w:val="28"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style></w:styles>`

const PACKAGE = 'application/vnd.openxmlformats-officedocument.wordprocessingml'
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

const TYPES = `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${PACKAGE}.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="${PACKAGE}.styles+xml"/><Override PartName="/word/fontTable.xml" ContentType="${PACKAGE}.fontTable+xml"/></Types>`

const relations = (all: readonly (readonly [string, string])[]) =>
  `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${all
    .map(
      ([type, target], i) =>
        `<Relationship Id="rId${i + 1}" Type="${RELATIONS}/${type}" Target="${target}"/>`,
    )
    .join('')}</Relationships>`

/** Path in the docx, and its XML. */
export const orderForm: readonly (readonly [string, string])[] = [
  ['[Content_Types].xml', TYPES],
  ['_rels/.rels', relations([['officeDocument', 'word/document.xml']])],
  ['word/document.xml', DOCUMENT],
  [
    'word/_rels/document.xml.rels',
    relations([
      ['styles', 'styles.xml'],
      ['fontTable', 'fontTable.xml'],
    ]),
  ],
  ['word/styles.xml', STYLES],
  ['word/fontTable.xml', FONTS],
]
