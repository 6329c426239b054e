import type { FrontPage } from '@cockpit/domain/drg/front-page'
import type { GroupingVersion } from '@cockpit/domain/drg/grouping'
import { GROUPER_FAULTS } from '@cockpit/domain/drg/ungrouped-reason'
import { currentManifest } from '@cockpit/semantic-layer/lake/read'
import { quoteText } from '@cockpit/semantic-layer/lake/sql'
import { viewStatements } from '@cockpit/semantic-layer/lake/views'
import type { WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import type { JS } from '@duckdb/node-api'
import { tokenSetup, tokenSql } from '../ingest/identifier-token'
import type { Session } from '../ingest/session'

/** A page that is to be grouped, and by what its result will find it again. */
export interface WaitingCase {
  readonly page: FrontPage
  readonly facility: string
  /** The record number as a token of `drg_result`: the importer makes the same hash of it, and nobody the number. */
  readonly record: string
  /** `yyyy-mm-dd` */
  readonly dischargedOn: string
  /** This version has judged it before; a fault of the grouper must not take the place of that. */
  readonly judged: boolean
}

export interface WaitingCases {
  /** Of the manifest they were read from. */
  readonly lakeVersion: number
  /** Pages of the month. */
  readonly pages: number
  /** Those of them that wait; of several of one record and day the last stay stands for all. */
  readonly waiting: number
  read(size: number): AsyncGenerator<WaitingCase[]>
}

export interface WaitingFor {
  readonly lake: string
  /** `discharge` and `drg_result` among them. */
  readonly tables: readonly WarehouseTable[]
  readonly hmacKey: string
  /** `yyyy-mm`, by day of discharge. */
  readonly month: string
  readonly version: GroupingVersion
  /** Also those this version has judged and whose page is the same since. */
  readonly all: boolean
}

/**
 * The pages of a month without a result of the version, with no more than a fault of the grouper, or that were published again since. They
 * are set down in the session first, so that the lake may change while a slow grouper works.
 */
export async function findWaiting(session: Session, wanted: WaitingFor): Promise<WaitingCases> {
  const { lake, tables, month, version, hmacKey, all } = wanted
  const needed = tables.filter(({ name }) => name === 'discharge' || name === 'drg_result')
  const manifest = await currentManifest(lake)
  for (const statement of [...viewStatements(manifest, needed, lake), ...tokenSetup(hmacKey)])
    await session.run(statement)
  const first = `DATE ${quoteText(`${month}-01`)}`
  const within = (column: string) => `${column} >= ${first} AND ${column} < ${first} + INTERVAL 1 MONTH`
  const faults = GROUPER_FAULTS.map(quoteText).join(', ')
  await session.run(`CREATE TEMP TABLE waiting AS
    WITH published AS (SELECT batch, coalesce(version, 0) AS version FROM batch_file),
    said AS (
      SELECT r.facility_id, r.record_no, r.discharged_on, coalesce(p.version, 0) AS version,
        coalesce(r.ungrouped_reason IN (${faults}), false) AS fault
      FROM drg_result r LEFT JOIN published p ON p.batch = r._batch
      WHERE r.drg_version = ${quoteText(version.name)} AND ${within('r.discharged_on')}
    )
    SELECT row_number() OVER (ORDER BY c.facility_id, c.record_no, c.day) AS place, c.* FROM (
      SELECT d.* EXCLUDE (_flags), d.discharged_at::DATE AS day, coalesce(p.version, 0) AS page_version,
        s.record_no IS NOT NULL AND NOT s.fault AS judged, coalesce(s.version, 0) AS said_version
      FROM discharge d
      LEFT JOIN published p ON p.batch = d._batch
      LEFT JOIN said s ON s.facility_id = d.facility_id AND s.record_no = d.record_no AND s.discharged_on = d.discharged_at::DATE
      WHERE ${within('d.discharged_at')}
      QUALIFY row_number() OVER (PARTITION BY d.facility_id, d.record_no, day ORDER BY d.admission_no DESC, d.discharged_at DESC) = 1
    ) c WHERE ${all ? 'true' : 'NOT c.judged OR c.page_version > c.said_version'}`)
  const waiting = await session.count('SELECT count(*) FROM waiting')
  const pages = await session.count(`SELECT count(*) FROM discharge d WHERE ${within('d.discharged_at')}`)
  return {
    lakeVersion: manifest.version,
    pages,
    waiting,
    async *read(size) {
      for (let from = 0; from < waiting; from += size) {
        const rows = await session.rows(
          `SELECT *, ${tokenSql('drg_result', 'record_no', 'record_no')} AS token, strftime(day, '%Y-%m-%d') AS discharged_on
           FROM waiting WHERE place > ${from} AND place <= ${from + size} ORDER BY place`,
        )
        yield rows.map(caseOf)
      }
    },
  }
}

function caseOf(row: Record<string, JS>): WaitingCase {
  return {
    facility: String(row.facility_id),
    record: String(row.token),
    dischargedOn: String(row.discharged_on),
    judged: row.judged === true,
    page: {
      sex: textOf(row.sex),
      ageYears: numberOf(row.age_years),
      ageDays: numberOf(row.age_days),
      birthWeight: numberOf(row.birth_weight),
      admissionWeight: numberOf(row.newborn_weight),
      diagnoses: [textOf(row.main_diagnosis) ?? [], codesOf(row.other_diagnoses, 'diagnosis')].flat(),
      operations: [textOf(row.main_operation) ?? [], codesOf(row.other_operations, 'operation')].flat(),
      stayDays: numberOf(row.los_days),
      dischargeWay: textOf(row.discharge_way),
      cost: numberOf(row.cost_total),
    },
  }
}

function textOf(value: JS | undefined): string | null {
  return typeof value === 'string' ? value : null
}

function numberOf(value: JS | undefined): number | null {
  return typeof value === 'number' || typeof value === 'bigint' ? Number(value) : null
}

function codesOf(list: JS | undefined, member: string): string[] {
  if (!Array.isArray(list)) return []
  return list.flatMap((entry) =>
    typeof entry === 'object' && entry !== null && member in entry
      ? (textOf((entry as Record<string, JS>)[member]) ?? [])
      : [],
  )
}
