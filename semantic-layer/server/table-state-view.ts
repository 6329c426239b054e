import { shanghaiDate } from '@cockpit/domain/period/calendar'
import type { Manifest } from '../lake/manifest'
import type { WarehouseTable } from '../packs/contract'

/**
 * What is published, as a view: one row a table with its data version, the instant of its publication and the first and last day
 * it has rows for (no last day where a row holds until the next; no earlier than its publication where the product writes it as things happen),
 * and the instant once more as ISO 8601 text, which each database would write in its own way. Rollups and cached results take their refresh key
 * from it, so a publication renews what it touched and no more.
 */
export function tableStateView(manifest: Manifest, tables: readonly WarehouseTable[]): string {
  const rows = tables.map((table) => {
    const state = manifest.tables[table.name]
    const days = manifest.partitions.filter((part) => part.table === table.name && part.rows > 0)
    const from = days.flatMap((part) => (part.from === null ? [] : [part.from.slice(0, 10)])).sort()[0]
    const to = days
      .flatMap((part) => (part.to === null ? [] : [part.to.slice(0, 10)]))
      .sort()
      .at(-1)
    const publishedAt = state
      ? `TIMESTAMP ${text(state.publishedAt.replace('T', ' ').replace('Z', ''))}`
      : 'NULL::TIMESTAMP'
    const publishedOn = state ? text(state.publishedAt) : 'NULL::VARCHAR'
    const published = table.current && state ? String(shanghaiDate(new Date(state.publishedAt))) : undefined
    const until = day(table.holds ? undefined : to && published && published > to ? published : to)
    return `(${text(table.name)}, ${state?.version ?? 0}, ${publishedAt}, ${day(from)}, ${until}, ${publishedOn})`
  })
  return `CREATE OR REPLACE VIEW table_state AS SELECT * FROM (VALUES ${
    rows.join(', ') || "('', 0, NULL::TIMESTAMP, NULL::DATE, NULL::DATE, NULL::VARCHAR)"
  }) AS state(table_name, version, published_at, data_from, data_to, published_on)`
}

function text(value: string): string {
  return `'${value.replaceAll("'", "''")}'`
}

function day(value: string | undefined): string {
  return value === undefined ? 'NULL::DATE' : `DATE ${text(value)}`
}
