/** Something that the lake says and that is not so. */
export interface LakeFault {
  readonly check: 'manifest' | 'journal' | 'partition' | 'batch' | 'rejects' | 'lineage' | 'key' | 'erasure'
  /** A file of the lake, a batch or a table. */
  readonly subject: string
  readonly problem: string
}

/** How far a check is; `what` names it. Units are files, batches or tables. */
export type OnProgress = (what: string, done: number, total: number) => void
