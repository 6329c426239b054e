import type { Bilingual } from '@cockpit/domain/ids'
import type { CubeRow } from '@cockpit/semantic-layer/client/cube-query'
import type { Ports } from '../ports'
import { numberIn } from './scoped-rows'

export interface FaultCount {
  readonly field: Bilingual | null
  readonly fault: string
  /** The message of the table's own check; for any other the screen has the words of `fault`. */
  readonly message: Bilingual | null
  readonly severity: 'reject' | 'flag'
  readonly rows: number
}

/** Makes a row of the cube `qualityFault` readable: the column's title and, for a table's own check, its message. */
export async function faultWords(ports: Ports): Promise<(row: CubeRow) => FaultCount> {
  const { tables } = await ports.packs()
  const byName = new Map(tables.map((table) => [table.name, table]))
  return (row) => {
    const table = byName.get(String(row['qualityFault.table']))
    const fault = String(row['qualityFault.fault'])
    const column = table?.columns.find(({ name }) => name === row['qualityFault.field'])
    const check = fault.startsWith('check:') ? table?.checks.find(({ id }) => id === fault.slice(6)) : undefined
    return {
      field: column?.title ?? null,
      fault: fault.startsWith('check:') ? 'check' : fault,
      message: check?.message ?? null,
      severity: row['qualityFault.severity'] === 'flag' ? 'flag' : 'reject',
      rows: numberIn(row, 'qualityFault.rows') ?? 0,
    }
  }
}
