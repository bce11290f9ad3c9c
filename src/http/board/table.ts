/** The ledger as a table for a spreadsheet: the very rows the viewer sees, in their order, with the filter and the moment. */

import { plainDay, sayFullMoment, sayMoment } from '../../chat/words/dates.ts'
import { nameMoment, type Table } from '../../chat/words/table.ts'
import { writeSheet } from '../../services/documents/xlsx.ts'
import type { Ledger, LedgerPart, LedgerRow } from './port.ts'
import { type LedgerQuery, pick, SHOWN, URGENCIES } from './query.ts'

export async function ledgerFile(
  ledger: Ledger,
  query: LedgerQuery,
): Promise<{ readonly name: string; readonly bytes: Uint8Array }> {
  return {
    name: `督办台账 ${SHOWN[query.shown]} ${nameMoment(ledger.asOf)}.xlsx`,
    bytes: await writeSheet(tableOf(ledger, query)),
  }
}

function tableOf(ledger: Ledger, query: LedgerQuery): Table {
  const rows = pick(ledger.rows, query)
  const filter = [
    SHOWN[query.shown],
    query.department,
    query.kind,
    query.urgency === '' ? '' : URGENCIES[query.urgency],
    query.q && `“${query.q}”`,
  ].filter(Boolean)
  return {
    name: '台账',
    title: `${ledger.group}督办台账`,
    lines: [
      `筛选：${filter.join('，')}　共 ${rows.length} 件`,
      `截至：${sayFullMoment(ledger.asOf)}　导出：${ledger.viewer.name}`,
    ],
    columns: [
      { heading: '编号', width: 15 },
      { heading: '种类', width: 9 },
      { heading: '缓急', width: 9 },
      { heading: '事项', width: 36 },
      { heading: '牵头', width: 18 },
      { heading: '配合', width: 18 },
      { heading: '待反馈', width: 22 },
      { heading: '下发', width: 10 },
      { heading: '期限', width: 26 },
      { heading: '状态', width: 20 },
      { heading: '最近动态', width: 24 },
      { heading: '备注', width: 24 },
    ],
    rows: rows.map(cells),
    foot: [],
  }
}

function cells(row: LedgerRow): readonly string[] {
  const standing = row.parts.filter((part) => !part.gone)
  const names = (fits: (part: LedgerPart) => boolean) =>
    standing
      .filter(fits)
      .map((part) => part.name)
      .join('、')
  const gone = row.parts.filter((part) => part.gone).map((part) => `${part.name}${part.state}`)
  return [
    row.number,
    row.kind,
    row.urgency ?? URGENCIES.ordinary,
    row.subject,
    names((part) => part.lead),
    names((part) => !part.lead),
    row.state === 'closed' || row.state === 'revoked' ? '' : names((part) => part.owes === true),
    plainDay(row.issuedOn, { year: row.year }),
    row.due,
    row.stateText,
    `${row.lastWord} ${sayMoment(row.lastAt, { year: row.year })}`,
    [
      row.restricted ? '限定知悉' : '',
      row.parent === undefined ? '' : `属${row.parent}`,
      ...gone,
      ...(row.asks ?? []),
    ]
      .filter(Boolean)
      .join('；'),
  ]
}
