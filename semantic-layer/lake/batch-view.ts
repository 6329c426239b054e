import { resolve } from 'node:path'
import type { Batch, Manifest } from './manifest'
import { quoteName, quoteText } from './sql'

interface BatchColumn {
  readonly name: string
  readonly type: string
  /** SQL literal of a batch that the manifest carries. */
  readonly of: (batch: Batch, lake: string) => string
  /** The same from a line of the journal, whose fields are read as columns. */
  readonly sql: (lake: string) => string
}

const text = (name: string, of: (batch: Batch) => string | null | undefined, field: string): BatchColumn => ({
  name,
  type: 'VARCHAR',
  of: (batch) => literal(of(batch)),
  sql: () => field,
})
const number = (name: string, of: (batch: Batch) => number, field: string): BatchColumn => ({
  name,
  type: 'BIGINT',
  of: (batch) => String(of(batch)),
  sql: () => `coalesce(${field}, 0)`,
})

const COLUMNS: readonly BatchColumn[] = [
  text('batch', ({ id }) => id, 'id'),
  text('table_name', ({ table }) => table, '"table"'),
  text('file_name', ({ fileName }) => fileName, 'fileName'),
  text('sha256', ({ sha256 }) => sha256, 'sha256'),
  text('sender', ({ sender }) => sender, 'sender'),
  { name: 'demo', type: 'BOOLEAN', of: ({ demo }) => String(demo), sql: () => 'demo' },
  number('rows_read', ({ rowsRead }) => rowsRead, 'rowsRead'),
  number('rows_published', ({ rowsPublished }) => rowsPublished, 'rowsPublished'),
  number('rows_rejected', ({ rowsRejected }) => rowsRejected, 'rowsRejected'),
  number('rows_replaced', ({ rowsReplaced }) => rowsReplaced, 'rowsReplaced'),
  number('rows_superseded', ({ rowsSuperseded }) => rowsSuperseded, 'rowsSuperseded'),
  number('rows_expired', ({ rowsExpired }) => rowsExpired ?? 0, 'rowsExpired'),
  number('rows_erased', ({ erased }) => erased?.rows ?? 0, 'erased.rows'),
  {
    name: 'reject_file',
    type: 'VARCHAR',
    of: ({ rejectFile }, lake) => literal(rejectFile === null ? null : resolve(lake, rejectFile)),
    sql: (lake) => `${quoteText(`${resolve(lake)}/`)} || rejectFile`,
  },
  {
    name: 'published_at',
    type: 'TIMESTAMP',
    of: ({ publishedAt }) => quoteText(instant(publishedAt)),
    sql: () => `replace(replace(publishedAt, 'T', ' '), 'Z', '')`,
  },
  {
    name: 'erased_at',
    type: 'TIMESTAMP',
    of: ({ erased }) => literal(erased ? instant(erased.at) : null),
    sql: () => `replace(replace(erased.at, 'T', ' '), 'Z', '')`,
  },
  { name: 'version', type: 'BIGINT', of: ({ version }) => String(version ?? 'NULL'), sql: () => 'version' },
  { name: 'data_from', type: 'DATE', of: ({ from }) => literal(from), sql: () => '"from"' },
  { name: 'data_to', type: 'DATE', of: ({ to }) => literal(to), sql: () => '"to"' },
  text('mapping_id', ({ mapping }) => mapping?.id, 'mapping.id'),
  {
    name: 'mapping_version',
    type: 'BIGINT',
    of: ({ mapping }) => String(mapping?.version ?? 'NULL'),
    sql: () => 'mapping.version',
  },
]

const JOURNAL_TYPES: Readonly<Record<string, string>> = {
  id: 'VARCHAR',
  table: 'VARCHAR',
  fileName: 'VARCHAR',
  sha256: 'VARCHAR',
  sender: 'VARCHAR',
  demo: 'BOOLEAN',
  rowsRead: 'BIGINT',
  rowsPublished: 'BIGINT',
  rowsRejected: 'BIGINT',
  rowsReplaced: 'BIGINT',
  rowsSuperseded: 'BIGINT',
  rowsExpired: 'BIGINT',
  erased: 'STRUCT("rows" BIGINT, "at" VARCHAR)',
  rejectFile: 'VARCHAR',
  publishedAt: 'VARCHAR',
  version: 'BIGINT',
  from: 'VARCHAR',
  to: 'VARCHAR',
  mapping: 'STRUCT(id VARCHAR, version BIGINT)',
}

/**
 * The view `batch_file`: every batch as it now is, one row each, from the manifest and from the journal's segments, of
 * which the newest that names a batch holds. Without a time zone, in UTC.
 */
export function batchFileView(manifest: Manifest, lake: string): string {
  const sources = [
    ...(manifest.batches.length > 0 ? [openBatches(manifest, lake)] : []),
    ...sealedBatches(manifest, lake),
  ]
  const rows = sources.length > 0 ? sources.join(' UNION ALL ') : `${nulls()} WHERE false`
  return `CREATE OR REPLACE VIEW batch_file AS ${rows}`
}

function nulls(): string {
  return `SELECT ${COLUMNS.map(({ name, type }) => `NULL::${type} AS ${quoteName(name)}`).join(', ')}`
}

function openBatches(manifest: Manifest, lake: string): string {
  const rows = manifest.batches.map((batch) => `(${COLUMNS.map(({ of }) => of(batch, lake)).join(', ')})`)
  const typed = COLUMNS.map(({ name, type }) => `${quoteName(name)}::${type} AS ${quoteName(name)}`)
  return `SELECT ${typed.join(', ')} FROM (VALUES ${rows.join(', ')}) AS v(${COLUMNS.map(({ name }) => quoteName(name)).join(', ')})`
}

function sealedBatches(manifest: Manifest, lake: string): string[] {
  if (manifest.journal.length === 0) return []
  const files = `[${manifest.journal.map(({ file }) => quoteText(resolve(lake, file))).join(', ')}]`
  const types = Object.entries(JOURNAL_TYPES).map(([name, type]) => `${quoteText(name)}: ${quoteText(type)}`)
  const open = manifest.batches.map(({ id }) => quoteText(id))
  const fields = COLUMNS.map(({ name, type, sql }) => `(${sql(lake)})::${type} AS ${quoteName(name)}`)
  return [
    `SELECT ${fields.join(', ')} FROM (
      SELECT * FROM read_json(${files}, format = 'newline_delimited', filename = 'segment', columns = {${types.join(', ')}})
      ${open.length > 0 ? `WHERE id NOT IN (${open.join(', ')})` : ''}
      QUALIFY row_number() OVER (PARTITION BY id ORDER BY list_position(${files}, segment) DESC) = 1)`,
  ]
}

function literal(value: string | null | undefined): string {
  return value === null || value === undefined ? 'NULL' : quoteText(value)
}

function instant(iso: string): string {
  return new Date(iso).toISOString().replace('T', ' ').replace('Z', '')
}
