import { CalendarDate } from '@cockpit/domain/period/calendar'
import type { NewestVersions } from '@cockpit/geo/region/date-versions'
import { currentManifest } from '@cockpit/semantic-layer/lake/read'
import { viewStatements } from '@cockpit/semantic-layer/lake/views'
import type { WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import { DuckDBInstance } from '@duckdb/node-api'

/**
 * The day from which the newest row of every area and facility in the lake holds.
 * @param tables the tables `area` and `facility` as the packs declare them
 */
export async function newestVersions(lake: string, tables: readonly WarehouseTable[]): Promise<NewestVersions> {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  try {
    for (const statement of viewStatements(await currentManifest(lake), tables, lake)) await connection.run(statement)
    const read = async (table: string, entity: string) => {
      const found = await connection.runAndReadAll(`SELECT ${entity}, strftime(valid_from, '%Y-%m-%d') FROM ${table}`)
      return new Map(
        found.getRowsJson().map(([id, day]) => [String(id), day === null ? null : CalendarDate.parse(day)] as const),
      )
    }
    return { areas: await read('area', 'area_code'), facilities: await read('facility', 'facility_id') }
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}
