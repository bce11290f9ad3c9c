/** What is wrong with a bureau's own template, and what to do. */
import type { Line } from '../message.ts'

export interface Fault {
  readonly kind:
    | 'not-docx'
    | 'unclosed'
    | 'unopened'
    | 'no-end'
    | 'no-beginning'
    | 'unknown'
    | 'full-width'
    | 'other'
  readonly near?: string
}

export function templateFaults(name: string, faults: readonly Fault[]): readonly Line[] {
  return [
    `模板“${name}”有误，本次已按自带格式生成：`,
    ...faults.map((fault) => `· ${sayFault(fault)}`),
    '请修正 DATA_DIR/templates 下的模板后重新打印',
  ]
}

function sayFault({ kind, near = '' }: Fault): string {
  switch (kind) {
    case 'not-docx':
      return '不是 docx 文件，或超过 5 MB；请用 Word 或 WPS 另存为 docx'
    case 'unclosed':
      return `“${near}”处的 { 没有对应的 }`
    case 'unopened':
      return `“${near}”处的 } 没有对应的 {`
    case 'no-end':
      return `{#${near}} 没有对应的 {/${near}}，或两者不在同一表格行`
    case 'no-beginning':
      return `{/${near}} 没有对应的 {#${near}}`
    case 'unknown':
      return `没有“${near}”这个占位符`
    case 'full-width':
      return `｛${near}｝用了全角括号，应为半角 {${near}}`
    case 'other':
      return `“${near}”处无法识别`
  }
}
