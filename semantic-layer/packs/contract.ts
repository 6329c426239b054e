import type { AlertRule } from '@cockpit/domain/alert/rule'
import type { Bilingual } from '@cockpit/domain/ids'
import type { FacilityCategory } from '@cockpit/domain/territory/territory'

/**
 * A pack is a governance area, whole: tables.ts, *.cube.js, rules.ts, board.ts, demo.ts in one folder.
 * Everything but demo.ts is plain data, so that it can be checked, listed and sent to a screen.
 */

export type ColumnType = 'text' | 'integer' | 'decimal' | 'date' | 'timestamp' | 'boolean' | 'list'

/** One field of every entry of a `list` column: the code of a further diagnosis, its state on admission. */
export interface ListMember {
  readonly name: string
  /** Header of the n-th entry with `#` for its number, two digits: `C06x#C` is C06x01C, C06x02C, ... */
  readonly headers: readonly string[]
  readonly title: Bilingual
  readonly type: 'text' | 'date'
  readonly values?: readonly string[]
  readonly codeSet?: CodeSet
}

/**
 * A group of headers that repeats in a row (further diagnoses and operations of a front page). It is stored with its row, so that a
 * correction replaces both; the lake shows it as the view `view` as well: the row's key, its date and facility, `seq` from 1,
 * the members. An entry whose first member is empty is left out.
 */
export interface ListShape {
  readonly view: string
  readonly title: Bilingual
  readonly count: number
  readonly members: readonly ListMember[]
}

/** A code must stand in the table `code_entry` under this set. A set nobody has loaded is not checked. */
export interface CodeSet {
  readonly set: 'icd10' | 'icd9cm3' | 'gbt2260' | 'atc' | 'department'
  readonly severity: 'reject' | 'flag'
}

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
  readonly codeSet?: CodeSet
  /** For type `list` alone; such a column has no headers of its own. */
  readonly list?: ListShape
  /** Not required, but a good sender fills it: counts for completeness (完整率). Required columns count always. */
  readonly expected?: boolean
  /** Direct identifiers: `drop` never leaves the staging step, `hash` becomes a keyed HMAC-SHA256 in hexadecimal, cut to 128 bits. */
  readonly identifier?: 'drop' | 'hash'
}

export interface RowCheck {
  readonly id: string
  /** DuckDB boolean expression over the typed columns; true means the row breaks the check. */
  readonly brokenWhen: string
  readonly column: string
  readonly message: Bilingual
  /**
   * reject: the row is not published. flag: it is published with the check's id in `_flags`. refuse: the whole file is
   * refused when more than `tolerance` (a share, default 0) of its rows break the check; below that, those rows are rejected.
   */
  readonly severity: 'reject' | 'flag' | 'refuse'
  readonly tolerance?: number
}

/**
 * Values far from their fellows in the same file are flagged, never dropped: beyond `factor` interquartile ranges outside the quartiles
 * of their group, on a log scale for amounts. A group smaller than `minimum` rows is not judged.
 */
export interface OutlierCheck {
  readonly id: string
  readonly column: string
  readonly by: readonly string[]
  readonly scale: 'linear' | 'log'
  readonly factor: number
  readonly minimum: number
  readonly message: Bilingual
}

/**
 * Rows of one file that agree in all of `same` (SQL over the published columns; a row where one is NULL has no twin) but not in
 * `differs` are probably one event under two numbers: all of them are flagged, none is dropped.
 */
export interface TwinCheck {
  readonly id: string
  readonly same: readonly string[]
  readonly differs: string
  readonly message: Bilingual
}

/**
 * Two tables that count the same thing: front-page discharges against the monthly return. Compared by facility and month, over the
 * months both were sent; `left` and `right` are SQL aggregates over the published rows of their tables. Where one of them is a known
 * sample (the table `table_sample` says so, as in a demonstration), it is raised to the whole first (`jobs/reconcile`).
 */
export interface Reconciliation {
  readonly id: string
  readonly title: Bilingual
  readonly left: { readonly table: string; readonly aggregate: string }
  readonly right: { readonly table: string; readonly aggregate: string }
  /** Share of `right` by which `left` may differ, configurable by the commission; 0.02 is ±2 %. */
  readonly tolerance: number
  /** A difference up to this is never a failure, whatever its share: small facilities count few. */
  readonly slack?: number
  readonly message: Bilingual
}

/**
 * A dimension whose entities change and keep their past: a row holds from `from` until the entity's next row. The table's key is the
 * entity's columns and `from`. The view named like the table shows each entity's newest row, `<table>_at` every row with `since` and
 * `until` (exclusive), for joining a fact on its day.
 */
export interface History {
  readonly entity: readonly string[]
  readonly from: string
  /** Column naming the entity that took this one's place (merged, divided up). */
  readonly successor?: string
}

/**
 * Rows of this table say more about rows of another (a grouper's results about front pages), and may do so several times. The view `view`
 * shows every row of that other table with what the first row of `newest` says of it, or what it says itself where there is none.
 */
export interface Completion {
  readonly table: string
  readonly view: string
  /**
   * Column here -> the same of the other table, SQL over its columns, alias `d`. With `newest` they single out one row. The view shows the
   * other table's day under the name it has here (`dateColumn`): a question that filters by that column is answered from its days alone.
   */
  readonly match: Readonly<Record<string, string>>
  /** SQL to order by the rows of one match, the one that holds first. Plain: it runs on both engines. */
  readonly newest: readonly string[]
  /** Columns that both have: from here where a row matches, even if it is empty there. */
  readonly replaces: readonly string[]
  /** Columns here -> their name in the view. */
  readonly adds: Readonly<Record<string, string>>
}

export interface WarehouseTable {
  readonly name: string
  readonly title: Bilingual
  readonly grain: string
  readonly columns: readonly Column[]
  /** Business key. Within a file a second row with the same key is rejected; across files the later file wins row by row. */
  readonly key: readonly string[]
  readonly checks: readonly RowCheck[]
  readonly outliers?: readonly OutlierCheck[]
  readonly twins?: readonly TwinCheck[]
  readonly history?: History
  readonly completes?: Completion
  /** Written by the product itself; nobody may send it. */
  readonly system?: boolean
  /** The commission writes it about its facilities (grades, inspections): an institution sends it only where it was registered for it. */
  readonly sentBy?: 'commission'
  /** The column that says which day a row belongs to (coverage, pruning); a dimension has none. */
  readonly dateColumn?: string
  readonly facilityColumn?: string
  /** A row holds until the next of its key's entity (a grade, a credit tier): questions about later days are not cut at the newest row. */
  readonly holds?: boolean
  /** Written by the product as things happen: it is complete up to its publication, on whatever day its newest row is. */
  readonly current?: boolean
  /** Which facilities owe this table; empty for tables no facility owes. */
  readonly owedBy: readonly FacilityCategory[]
  /** A row is owed for every day, every month (default) or every year. */
  readonly owedEvery?: 'day' | 'month' | 'year'
  /** Days after the end of the day, month or year by which a row is on time (及时率). Default 10. A commission may change it. */
  readonly dueDays?: number
}

/** Days until a return is late, where its table does not say. */
export const DEFAULT_DUE_DAYS = 10

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
  readonly story?: 'rising-drug-share' | 'stops-reporting' | 'high-cost' | 'lost-pages'
}

/** Pure and deterministic: the same world gives the same bytes. */
export type DemoGenerator = (world: DemoWorld) => Iterable<DemoFile>

export interface Pack {
  readonly name: string
  readonly folder: string
  readonly tables: readonly WarehouseTable[]
  readonly reconciliations: readonly Reconciliation[]
  readonly rules: readonly AlertRule[]
  readonly board: Board | null
}
