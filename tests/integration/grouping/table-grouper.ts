import { join } from 'node:path'
import type { FrontPage } from '@cockpit/domain/drg/front-page'
import { type Grouper, inProcess } from '@cockpit/domain/drg/grouper'
import { type Grouping, GroupingVersion, ungrouped } from '@cockpit/domain/drg/grouping'
import { REAL_DATA, realRows } from '../region/real-sources'
import { sqliteRows } from './sqlite-table'

interface Code {
  readonly name: string
  readonly adrgs: readonly string[]
  readonly complication: 'mcc' | 'cc' | null
}

export interface GroupTable {
  /** Diagnoses (I21.900) and operations (36.0601) by code. */
  readonly codes: ReadonlyMap<string, Code>
  readonly weights: ReadonlyMap<string, number>
  readonly rows: number
}

/** The reference tables of the shared folder: codes with their adjacent groups, and one city's weights. */
export function readGroupTable(): GroupTable {
  const rows = sqliteRows(join(REAL_DATA, 'drg/CHS-DRG.frontend.db'))
  const codes = new Map<string, Code>()
  for (const [code, name, adrg, cc, mcc] of rows) {
    const known = codes.get(String(code))
    const adrgs = [...(known?.adrgs ?? []), ...(adrg ? [String(adrg)] : [])]
    const complication = mcc ? 'mcc' : cc ? 'cc' : (known?.complication ?? null)
    codes.set(String(code), { name: known?.name ?? String(name), adrgs: adrgs.sort(), complication })
  }
  const weights = new Map(realRows('drg/drg_weights_2023.csv').map(({ drg = '', weight }) => [drg, Number(weight)]))
  return { codes, weights, rows: rows.length }
}

/** Second letter of an adjacent group: A to J operated on, K to Q treated outside a theatre, R to Z by medicine. */
const byMedicine = (adrg: string) => (adrg[1] ?? '') >= 'R'
/** Categories entered before the organ counts: transplants, newborns, HIV, multiple injuries. */
const BEFORE = new Set(['A', 'P', 'Y', 'Z'])

/**
 * A grouper of the tests: main diagnosis to category, operation of that category to adjacent group, further diagnoses to the last digit. It
 * knows neither the lists by which complications exclude one another nor groups of two conditions, and is no official grouper.
 */
export function tableGrouper(table: GroupTable): Grouper {
  const version = GroupingVersion.parse({ name: 'TEST-ADRG', from: '2023-01-01' })
  return inProcess(version, (page) => groupOne(page, table))
}

function groupOne(
  { diagnoses, operations, sex, ageYears, ageDays, admissionWeight }: FrontPage,
  table: GroupTable,
): Grouping {
  const [main, ...others] = diagnoses
  if (!main) return ungrouped('main-diagnosis-missing')
  const known = table.codes.get(main)
  if (!known) return ungrouped('main-diagnosis-unknown')
  if (ageYears === null && ageDays === null) return ungrouped('age-conflict')
  const medical = known.adrgs.filter(byMedicine)
  const newborn = (ageYears ?? 0) === 0 && ageDays !== null && ageDays <= 28
  const own = medical.find((adrg) => (newborn ? adrg[0] === 'P' : !BEFORE.has(adrg[0] ?? '')))
  const mdc = (own ?? medical[0] ?? known.adrgs[0])?.[0]
  if (mdc === undefined) return ungrouped('main-diagnosis-unfit')
  if (mdc === 'P' && admissionWeight === null) return ungrouped('weight-missing', { mdc })
  if ((mdc === 'M' && sex === '2') || ((mdc === 'N' || mdc === 'O') && sex === '1'))
    return ungrouped('sex-conflict', { mdc })

  const done = operations.flatMap((code) => table.codes.get(code) ?? [])
  const here = done.flatMap(({ adrgs }) => adrgs).filter((adrg) => adrg[0] === mdc && !byMedicine(adrg))
  const theatre = (adrg: string) => (adrg[1] ?? '') <= 'J'
  const operated = (here.some(theatre) ? here.filter(theatre) : here).sort().at(-1)
  if (!operated && done.some(({ adrgs }) => adrgs.some(theatre))) return ungrouped('operation-unrelated', { mdc })
  const adrg = operated ?? own ?? medical[0]
  if (!adrg) return ungrouped('main-diagnosis-unfit', { mdc })

  const worst = others.flatMap((code) => table.codes.get(code)?.complication ?? [])
  const digits = worst.includes('mcc') ? '1395' : worst.includes('cc') ? '3951' : '5931'
  const drg = [...digits].map((digit) => adrg + digit).find((code) => table.weights.has(code)) ?? `${adrg}9`
  return { grouped: true, mdc, adrg, drg, name: null, weight: table.weights.get(drg) ?? null, riskClass: null }
}
