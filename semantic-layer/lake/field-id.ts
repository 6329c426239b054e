import { quoteName } from './sql'

/**
 * The number under which a column stands in every Parquet file of the lake (Parquet `field_id`).
 * Readers find a column by this number, so files written before a column was added, or with columns in another
 * order, are read without opening each of them to compare schemas. It depends on the name alone (FNV-1a, 31 bits).
 */
export function fieldId(column: string): number {
  let hash = 0x811c9dc5
  for (const byte of new TextEncoder().encode(column)) {
    hash ^= byte
    hash = Math.imul(hash, 0x01000193)
  }
  return hash & 0x7fffffff
}

/** The FIELD_IDS option of a COPY that writes these columns. */
export function fieldIdsSql(columns: readonly string[]): string {
  return `{${columns.map((column) => `${quoteName(column)}: ${fieldId(column)}`).join(', ')}}`
}
