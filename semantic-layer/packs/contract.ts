import type { AlertRule } from '@cockpit/domain/alert/rule'
import type { Bilingual } from '@cockpit/domain/ids'
import type { FacilityCategory } from '@cockpit/domain/territory/territory'

/**
 * A pack is a governance area, whole: tables.ts, *.cube.js, rules.ts, board.ts, demo.ts in one folder.
 * Everything but demo.ts is plain data, so that it can be checked, listed and sent to a screen.
 */

export type ColumnType = 'text' | 'integer' | 'decimal' | 'date' | 'timestamp' | 'boolean'

export interface Column {
  readonly name: string
  readonly type: ColumnType
  /** Header names under which senders deliver it, first is canonical. The column's own name is always accepted. */
  readonly headers: readonly string[]
  readonly title: Bilingual
  readonly required: boolean
  /** Closed value set; a value outside it rejects the row. */
  readonly values?: readonly string[]
  readonly min?: number
  readonly max?: number
  /** Must exist in this table's column (facility.facility_id, area.area_code, ...). */
  readonly references?: { readonly table: string; readonly column: string }
  /** Direct identifiers: `drop` never leaves the staging step, `hash` becomes a keyed HMAC-SHA256 in hexadecimal. */
  readonly identifier?: 'drop' | 'hash'
}

export interface RowCheck {
  readonly id: string
  /** DuckDB boolean expression over the typed columns; true means the row breaks the check. */
  readonly brokenWhen: string
  readonly column: string
  readonly message: Bilingual
  /** reject: the row is not published. flag: it is published with the check's id in `_flags`. */
  readonly severity: 'reject' | 'flag'
}

export interface WarehouseTable {
  readonly name: string
  readonly title: Bilingual
  readonly grain: string
  readonly columns: readonly Column[]
  /** Business key. Within a file a second row with the same key is rejected; across files the later file wins row by row. */
  readonly key: readonly string[]
  readonly checks: readonly RowCheck[]
  /** The column that says which day a row belongs to (coverage, pruning); a dimension has none. */
  readonly dateColumn?: string
  readonly facilityColumn?: string
  /** Which facilities owe this table every month; empty for tables no facility owes. */
  readonly owedBy: readonly FacilityCategory[]
}

export interface BoardTile {
  readonly indicator: string
  readonly compare?: 'sameLastYear' | 'previous'
}

/** What a pack puts on the cockpit. The ten tiles of the overview are the packs' tiles in `order`. */
export interface Board {
  readonly pack: string
  readonly title: Bilingual
  readonly order: number
  readonly tiles: readonly BoardTile[]
  /** Indicators offered for the choropleth, the trend and the ranked list; the first is the default. */
  readonly map: readonly string[]
  readonly trend: readonly string[]
  readonly rank: readonly string[]
  /** Axes of a radar against peers of the same tier. */
  readonly radar?: readonly string[]
}

/** What demo.ts default-exports. */
export interface DemoFile {
  /** Relative file name, e.g. `discharge-2026-10.csv`. */
  readonly name: string
  readonly table: string
  /** CSV text in chunks, header first. */
  readonly rows: Iterable<string>
}

export interface DemoWorld {
  readonly seed: number
  /** Front pages written a month: a sample of the discharges that the bed-days count in full. */
  readonly frontPagesPerMonth: number
  /** First and last month generated, `yyyy-mm`. */
  readonly months: readonly string[]
  readonly facilities: readonly DemoFacility[]
  readonly counties: readonly DemoCounty[]
}

export interface DemoCounty {
  readonly code: string
  readonly name: string
  readonly population: number
  readonly cityCode: string | null
  readonly story?: 'bed-shortage' | 'outbreak'
}

export interface DemoFacility {
  readonly id: string
  readonly name: string
  readonly countyCode: string
  readonly tier: 'tertiary' | 'secondary' | 'primary'
  readonly category: FacilityCategory
  readonly beds: number
  /** The planted story it takes part in, if any. */
  readonly story?: 'rising-drug-share' | 'stops-reporting' | 'high-cost'
}

/** Pure and deterministic: the same world gives the same bytes. */
export type DemoGenerator = (world: DemoWorld) => Iterable<DemoFile>

export interface Pack {
  readonly name: string
  readonly folder: string
  readonly tables: readonly WarehouseTable[]
  readonly rules: readonly AlertRule[]
  readonly board: Board | null
}
