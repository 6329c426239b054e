import type { RunFacts } from '@cockpit/db/scheduled-reports/stored'

/** A report as it was made, before it has its name. */
export interface MadeReport {
  readonly kind: 'report'
  readonly content: Uint8Array<ArrayBuffer>
  readonly extension: 'xlsx' | 'csv' | 'pdf'
  readonly mediaType: string
  /** Hexadecimal. */
  readonly sha256: string
  readonly facts: RunFacts
}
