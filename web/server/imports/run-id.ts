import { createHash } from 'node:crypto'

/** Id under which the import of a file will be known: the same bytes for the same table are one import (see the lake's `Batch.id`). */
export function runId(table: string, sha256: string): string {
  return createHash('sha256').update(`${table}\0${sha256}`).digest('hex').slice(0, 16)
}
