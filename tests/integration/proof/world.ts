import { AreaCode } from '@cockpit/domain/ids'
import { Territory } from '@cockpit/domain/territory/territory'
import type { RawRow, RawTables } from '../semantic/lake-of'
import { DEPARTMENTS, MONTHS, makeWorld, randomOf, type World } from '../semantic/world'
import { areaTables } from './any-rows'
import { tables as declared } from './declared'
import { loopTables } from './loop'

/** Tables made from their declarations, those first that others refer to; the other tables are the world's own. */
export const MADE = [
  ...['income_month', 'finance_year', 'drug', 'drug_use', 'medication_month', 'equipment', 'equipment_use', 'licence'],
  ...['project', 'project_step', 'referral', 'teleservice', 'internet_visit', 'mutual_recognition', 'flow_month'],
  ...['family_doctor_contract', 'emr_grade', 'interop_grade', 'smart_grade', 'catalogue_entry', 'application'],
  ...['inspection', 'penalty', 'credit', 'vaccination', 'syndrome_day', 'rule_hit', 'minor_duty_month', 'target'],
]
/** A county that was merged into another in the middle of the data, and what its facilities and figures stand under since. */
export const MERGED = '330103'
export const HEIR = '330102'
/** Everything it sent in this month is zero: nothing may be divided by it. */
const IDLE = { facility: 'F0007', area: '339001', month: '2025-09' }
/** The newest month of this return has not come: what is made of it and another return ends a month earlier. */
const LATE = { table: 'drug_use', month: '2025-10' }
/** Sent no month-end return for the newest month: its stock is not that of the month before. */
const UNSENT = { facility: 'F0005', month: '2025-10' }

/** Facilities that changed while they reported: from the day on, a row of their own. */
const CHANGES: readonly (readonly [string, string, Readonly<Record<string, string>>])[] = [
  ['F0003', '2025-09-10', { tier: 'tertiary' }],
  ['F0004', '2025-09-09', { tier: 'secondary' }],
  ['F0013', '2025-08-20', { county_code: '330203' }],
]

export interface ProofWorld {
  readonly territory: Territory
  readonly facilities: World['facilities']
  readonly tables: RawTables
  readonly counties: readonly string[]
}

/** Both shapes of territory with a past, all tables with rows, gaps, empty cells and zeros. The same seed gives the same world. */
export function proofWorld(seed: number): ProofWorld {
  const world = makeWorld(seed)
  const random = randomOf(seed + 1)
  const base: RawTables = { ...world.tables, ...areaTables(world, declared, MADE, seed + 2) }
  const tables: RawTables = {
    ...base,
    area: (base.area ?? []).map((row) =>
      row.area_code === MERGED ? { ...row, abolished_on: '2025-09-01', successor: HEIR } : row,
    ),
    facility: (base.facility ?? []).flatMap((row) => [
      { ...row, valid_from: null, closed_on: row.facility_id === 'F0012' ? '2025-10-20' : null },
      ...CHANGES.filter(([id]) => id === row.facility_id).map(([, day, changed]) => ({
        ...row,
        ...changed,
        closed_on: null,
        valid_from: day,
      })),
    ]),
    // One county has no figure of the elderly, one none of a later year, one a figure so old that it is none.
    population: (base.population ?? []).flatMap((row): RawRow[] => {
      if (row.area_code === '500102') return row.year === 2020 ? [{ ...row, year: 2012 }] : []
      if (row.area_code === '330203' && row.year === 2025) return []
      return [row.area_code === '330205' ? { ...row, aged_65: null } : row]
    }),
    insured_person: insured(world, randomOf(seed + 4)),
    target: targets(world, randomOf(seed + 5)),
    // Several drugs share a generic name, and all are used by many facilities: different drugs are counted once.
    drug: (base.drug ?? []).map((row, index) => ({ ...row, generic_name: `药${index % 5}` })),
    ...quality(world, random),
    ...loopTables(world, seed + 6),
    discharge: withDetails(base.discharge ?? [], randomOf(seed + 3)),
    drg_reference: (base.drg_reference ?? []).flatMap(renewed),
    drg_result: grouped(base.discharge ?? [], random),
  }
  return {
    territory: new Territory(world.areas.filter(({ code }) => code !== MERGED)),
    facilities: new Map(
      [...world.facilities].map(([id, one]) => {
        const county = CHANGES.find(([changed]) => changed === id)?.[2].county_code ?? one.county
        return [id, { ...one, county: AreaCode.parse(county === MERGED ? HEIR : county) }]
      }),
    ),
    tables: Object.fromEntries(Object.entries(tables).map(([name, rows]) => [name, withEdges(name, rows)])),
    counties: world.areas.filter((one) => one.level === 'county' && one.code !== MERGED).map((one) => String(one.code)),
  }
}

/** Insured of two types, some years of one of them missing; one county has an old figure that is none, and one has no register at all. */
function insured(world: World, random: () => number): RawRow[] {
  const counties = world.areas.filter((one) => one.level === 'county' && one.code !== '339001')
  return counties.flatMap(({ code }) =>
    ['职工', '居民'].flatMap((insurance_type) =>
      [2013, 2024, 2025]
        .filter((year) => (code === '500102' ? year === 2013 : random() < 0.8))
        .map((year) => ({ area_code: code, year, insurance_type, insured: 9000 + Math.floor(random() * 200_000) })),
    ),
  )
}

/** Of a share, a rate, a sum and a stock: at every level, for all tiers and for some, again in later years. */
export const TARGETED = ['income.drugShare', 'resources.bedsPerThousand', 'outpatient.visits', 'resources.beds']

function targets(world: World, random: () => number): RawRow[] {
  const every = world.areas.flatMap(({ code }) =>
    TARGETED.flatMap((indicator) =>
      ['all', 'tertiary', 'secondary'].flatMap((tier) =>
        [2023, 2025, 2026].map((year) => ({ area_code: code, indicator, tier, year_start: `${year}-01-01` })),
      ),
    ),
  )
  return every
    .filter(() => random() < 0.25)
    .map((row, index) => ({
      ...row,
      value: Math.floor(random() * 5000) / 1000,
      direction: random() < 0.5 ? '不低于' : '不高于',
      source: `来源${index}`,
      evidence: random() < 0.5 ? 'policy' : 'default',
    }))
}

/** Front pages with fee items and operations, some of them without either: what is empty is left out, not nothing. */
function withDetails(pages: readonly RawRow[], random: () => number): RawRow[] {
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T
  const maybe = <T>(value: T, share = 0.7): T | null => (random() < share ? value : null)
  const items = ['fee_western_drug', 'fee_patent_drug', 'fee_herbal_drug', 'fee_laboratory', 'fee_imaging']
  const materials = ['fee_material_exam', 'fee_material_treatment', 'fee_material_surgery']
  const yesNo = () => maybe(random() < 0.5 ? 'true' : 'false')
  return pages.map((page) => {
    const itemised = random() < 0.8
    const fees = [...items, ...materials].map((name) => [name, itemised ? maybe(Math.floor(random() * 900)) : null])
    return {
      ...page,
      ...Object.fromEntries(fees),
      cost_own: maybe(Math.floor(random() * 500)),
      main_operation: maybe('47.0100'),
      main_operation_level: pick(['1', '2', '3', '4', null]),
      main_operation_minimally_invasive: yesNo(),
      main_operation_day_surgery: yesNo(),
      main_operation_elective: yesNo(),
    }
  })
}

const COUNTED = new Set(['integer', 'decimal'])

function withEdges(name: string, rows: readonly RawRow[]): RawRow[] {
  const table = declared.find((one) => one.name === name)
  const date = table?.dateColumn
  if (!table || !date || name === 'discharge') return [...rows]
  const month = (row: RawRow) => String(row[date] ?? '').slice(0, 7)
  const zeroed = table.columns.filter((one) => COUNTED.has(one.type) && !table.key.includes(one.name))
  return rows
    .filter((row) => !(name === LATE.table && month(row) === LATE.month))
    .filter(
      (row) => !(name === 'resource_snapshot' && row.facility_id === UNSENT.facility && month(row) === UNSENT.month),
    )
    .map((row) =>
      (row.facility_id === IDLE.facility || row.area_code === IDLE.area) && month(row) === IDLE.month
        ? { ...row, ...Object.fromEntries(zeroed.filter((one) => row[one.name] !== null).map((one) => [one.name, 0])) }
        : row,
    )
}

/** The first group was given dearer means and another class of risk in the middle of the data; what came before keeps the old ones. */
function renewed(row: RawRow): RawRow[] {
  const first = { ...row, valid_from: null, benchmark_version: 'b1', risk_version: 'r1' }
  if (row.drg_code !== 'AA11') return [first]
  const changed = { weight: 0.9, mean_cost: 9100, mean_los: 5.5, risk_class: 'midlow' }
  return [first, { ...first, ...changed, valid_from: '2025-09-17', benchmark_version: 'b2', risk_version: 'r2' }]
}

/**
 * What a grouper said of two pages in five: one or two versions of which the later holds, another group, a weight of its own for a group
 * that the frozen table does not know, no group with a reason, or nothing because it failed.
 */
function grouped(pages: readonly RawRow[], random: () => number): RawRow[] {
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T
  return pages
    .filter(() => random() < 0.4)
    .flatMap((page): RawRow[] =>
      ['v1', 'v2'].slice(0, pick([1, 2])).map((version, place) => {
        const code = pick(['AA11', 'BB21', 'ZZ99', null])
        const own = code === 'ZZ99' && random() < 0.5
        return {
          facility_id: page.facility_id ?? null,
          record_no: page.record_no ?? null,
          discharged_on: String(page.discharged_at).slice(0, 10),
          drg_version: version,
          version_from: `202${4 + place}-01-01`,
          mdc: null,
          adrg: null,
          drg_code: code,
          drg_name: null,
          weight: own ? 2.5 : null,
          risk_class: own ? pick(['low', 'midlow', 'high']) : null,
          ungrouped_reason: code ? null : pick(['main-diagnosis-missing', 'grouper-no-answer']),
        }
      }),
    )
}

/** What the importer notes of files: several of one day, rejected rows of which some were sent again, and a table nobody owes. */
function quality(world: World, random: () => number): RawTables {
  const upTo = (most: number) => Math.floor(random() * (most + 1))
  const ids = [...world.facilities.keys()].map(String)
  const notes: RawRow[] = []
  const rejects: RawRow[] = []
  const settled: RawRow[] = []
  for (const month of MONTHS)
    for (const day of [`${month}-01`, `${month}-09`, `${month}-17`])
      for (const [place, table] of ['visit_day', 'bed_day', 'rule_hit'].entries())
        for (const facility of [...ids, null])
          for (let file = upTo(2); file > 0; file--) {
            const batch = `${table}-${day}-${facility}-${file}`
            const received = upTo(30)
            const rejected = Math.min(received, upTo(3))
            const cells = received * 4
            notes.push({
              facility_id: facility,
              table_name: table,
              day,
              batch,
              received_at: `${day} 12:00:00`,
              rows_received: received,
              rows_published: received - rejected,
              rows_rejected: rejected,
              rows_flagged: upTo(received - rejected),
              rows_undated: 0,
              first_received: file === 1 ? received : 0,
              first_published: file === 1 ? received - rejected : 0,
              cells_expected: cells,
              cells_filled: upTo(cells),
              rows_on_time: place === 2 ? null : upTo(3),
            })
            for (let line = 1; line <= rejected; line++) {
              const about = { facility_id: facility, table_name: table, day }
              rejects.push({
                ...about,
                batch,
                line,
                key_hash: null,
                file_from: day,
                file_to: day,
                cells_expected: 4,
                cells_filled: upTo(4),
              })
              // Some are sent again, one of them twice.
              for (let again = upTo(2); again > 0; again--)
                settled.push({
                  ...about,
                  batch: `${batch}-${again}`,
                  rejected_batch: batch,
                  rejected_line: line,
                  published: null,
                })
            }
          }
  const results = ids.flatMap((facility_id) =>
    MONTHS.flatMap((month): RawRow[] =>
      ['pages', 'income'].map((reconciliation) => ({
        reconciliation,
        facility_id,
        month: `${month}-01`,
        left_value: 1,
        right_value: 1,
        difference: 0,
        allowed: 0,
        within: (random() < 0.7) as unknown as string,
      })),
    ),
  )
  return { quality_day: notes, quality_reject: rejects, quality_settled: settled, reconciliation_result: results }
}

export { DEPARTMENTS }
