import type { Bilingual } from '@cockpit/domain/ids'
import type { Batch } from '@cockpit/semantic-layer/lake/manifest'

/** Why a whole file is not taken. Nothing of it is published and the lake is as before. */
export type RefusalCode =
  | 'empty-file'
  | 'not-text'
  | 'not-a-table'
  | 'missing-columns'
  | 'duplicate-columns'
  | 'no-rows'
  | 'reference-empty'
  | 'unknown-predecessor'
  | 'unknown-table'
  /** A workbook that cannot be read: locked, damaged, old, too large. */
  | 'workbook'
  /** Several sheets fit the table. */
  | 'sheet-unclear'
  /** Several mappings fit the file equally well. */
  | 'mapping-unclear'
  /** The mapping asked for does not fit the file or the table. */
  | 'mapping-unfit'
  /** A title says that amounts are in another unit than yuan, and nothing says in which columns. */
  | 'unit-unclear'
  | 'no-facility-column'
  | 'system-table'
  | 'not-permitted'
  /** The sender may not send this table, whatever the rows. */
  | 'table-not-permitted'
  | 'check-failed'
  | 'mostly-rejected'
  | 'erased-before'
  /** Its import ended its process, or ran out of memory, each time it was tried. */
  | 'importer-killed'

export interface Refusal {
  readonly code: RefusalCode
  readonly message: Bilingual
}

/** How often one rule rejected, for the page of an import. `field` is the sender's header or the column's name. */
export interface RejectSummary {
  readonly field: string
  readonly reason: Bilingual
  readonly rows: number
}

export type ImportOutcome =
  | {
      readonly kind: 'published'
      readonly batch: Batch
      /** Manifest version that first shows it. */
      readonly version: number
      /** Headers of the file that no column knows; they were left out. */
      readonly ignoredHeaders: readonly string[]
      readonly rejects: readonly RejectSummary[]
      /** How the file was read where that is not obvious: its sheet, its mapping, rows left out as totals. */
      readonly notes?: readonly Bilingual[]
    }
  /** The same bytes for the same table were published before; nothing changed. */
  | { readonly kind: 'duplicate'; readonly batch: Batch; readonly version: number }
  | { readonly kind: 'refused'; readonly refusal: Refusal }

/** Where an import is, for people who wait. Bytes and rows as far as they are known. */
export interface ImportProgress {
  readonly state: 'staging' | 'validating' | 'publishing'
  readonly bytes?: number
  readonly rowsRead?: number
}

/** Something outside the file went wrong (disk full, lake unreadable, a defect of ours). The last published state stays. */
export class ImportFailure extends Error {
  override readonly name = 'ImportFailure'
  constructor(
    readonly step: 'staging' | 'validating' | 'publishing' | 'recovering',
    message: string,
    options?: { cause: unknown },
  ) {
    super(message, options)
  }
}

/** Carries a refusal out of the depth of the pipeline; `importFile` turns it into an outcome. */
export class Refused extends Error {
  override readonly name = 'Refused'
  constructor(readonly refusal: Refusal) {
    super(refusal.message.en)
  }
}
