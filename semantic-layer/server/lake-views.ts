import type { Manifest } from '../lake/manifest'
import { viewStatements } from '../lake/views'
import type { WarehouseTable } from '../packs/contract'
import { calendarMonthView } from './calendar-view'
import { completedViews } from './completed-views'
import { lineageView } from './lineage-view'
import { reportingViews } from './reporting-views'
import { tableStateView } from './table-state-view'

/** Statements of every view the model may read, over one published state of the lake. The cluster shows the same names and columns. */
export function lakeViews(manifest: Manifest, tables: readonly WarehouseTable[], lake: string): string[] {
  return [
    ...viewStatements(manifest, tables, lake),
    tableStateView(manifest, tables),
    calendarMonthView(),
    lineageView(tables),
    ...reportingViews(tables),
    ...completedViews(manifest, tables),
  ]
}
