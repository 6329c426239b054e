import type { Pack } from '@cockpit/semantic-layer/packs/contract'
import { packRoots } from '@cockpit/semantic-layer/packs/folders'
import { loadPacks } from '@cockpit/semantic-layer/packs/load'
import { readQualitySettings } from '../ingest/quality-settings'
import { type ReconciliationRow, reconcile } from '../reconcile/reconcile'
import { json, table } from './print'
import { readSettings } from './settings'

/** Rows shown without `--json`; a province has thousands. */
const SHOWN = 50

/** Compares the tables of the packs' reconciliations over the published lake. Exit code 1 when a pair does not agree. */
export async function verifyReconcile(env: NodeJS.ProcessEnv, asJson: boolean): Promise<void> {
  const { data, lake } = readSettings(env)
  const packs = await loadPacks(packRoots(env.COCKPIT_PACKS))
  const { reconciliation: tolerances } = await readQualitySettings(data)
  const rows = await reconcile(lake, packs, { tolerances })
  const apart = rows.filter(({ within }) => !within)
  if (asJson) console.log(json({ compared: rows.length, apart: apart.length, rows }))
  else show(packs, rows, apart)
  if (apart.length > 0) process.exitCode = 1
}

function show(packs: readonly Pack[], rows: readonly ReconciliationRow[], apart: readonly ReconciliationRow[]): void {
  if (apart.length > 0) {
    const number = (value: number) => String(Number(value.toFixed(2)))
    const shown = [...apart]
      .sort((a, b) => Math.abs(b.difference) - b.allowed - (Math.abs(a.difference) - a.allowed))
      .slice(0, SHOWN)
      .map((row) => [
        row.id,
        row.facility,
        row.month,
        ...[row.left, row.right, row.difference, row.allowed].map(number),
      ])
    console.log(
      table(
        [['reconciliation', 'facility', 'month', 'left', 'right', 'difference', 'allowed'], ...shown],
        [3, 4, 5, 6],
      ),
    )
    if (apart.length > SHOWN) console.log(`and ${apart.length - SHOWN} more (--json lists all)`)
  }
  for (const { id, title } of packs.flatMap((pack) => pack.reconciliations)) {
    const own = rows.filter((row) => row.id === id)
    const sound = own.filter(({ within }) => within).length
    console.log(`${id}: ${sound} of ${own.length} facility-months agree (${title.zh})`)
  }
}
