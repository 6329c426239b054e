import { isNothing, scopeOf } from '@cockpit/domain/access/decide'
import type { CubeFilter } from '@cockpit/semantic-layer/client/cube-query'
import { findBatches } from '@cockpit/semantic-layer/lake/journal'
import type { Batch } from '@cockpit/semantic-layer/lake/manifest'
import { currentManifest } from '@cockpit/semantic-layer/lake/read'
import type { Caller } from '../caller-contract'
import type { Ports } from '../ports'
import type { FaultCount } from '../quality/fault-words'
import { faultsOf } from '../quality/files'
import { equals, numberIn, scopedRows } from '../quality/scoped-rows'
import { seesAllRuns } from './sees-all'

/** A later file and how many rows it concerns. */
export interface LaterFile {
  readonly batch: string
  /** Null where the caller may not see that import. */
  readonly fileName: string | null
  readonly publishedAt: string | null
  readonly rows: number
}

/** What became of a file's rows after it was published. */
export interface ImportOutcome {
  readonly rowsReplaced: number
  readonly rowsSuperseded: number
  readonly rowsExpired: number
  readonly rowsErased: number
  /** Files that replaced its published rows; those of long ago are only in `rowsSuperseded`. */
  readonly supersededBy: readonly LaterFile[]
  /** What the checks noted, for who may read numbers of single institutions; else null. */
  readonly checked: {
    readonly flagged: number
    /** Rejected rows of institutions within the caller's scope, and those of others or of none that is registered. */
    readonly rejected: number
    readonly elsewhere: number
    /** Rejected rows that a later file brought rightly, file by file. */
    readonly correctedBy: readonly LaterFile[]
    readonly faults: readonly FaultCount[]
  } | null
}

/** What became of the rows of a batch. The caller must be allowed to read the import. */
export async function importOutcome(ports: Ports, caller: Caller, batch: Batch): Promise<ImportOutcome> {
  const named = await laterFiles(ports, caller)
  return {
    rowsReplaced: batch.rowsReplaced,
    rowsSuperseded: batch.rowsSuperseded,
    rowsExpired: batch.rowsExpired ?? 0,
    rowsErased: batch.erased?.rows ?? 0,
    supersededBy: await named(batch.supersededBy ?? []),
    checked: isNothing(scopeOf(caller.grants, 'indicator.read', 'facility'))
      ? null
      : await checkedRows(ports, caller, batch, named),
  }
}

type Named = (rows: readonly { readonly batch: string; readonly rows: number }[]) => Promise<LaterFile[]>

async function checkedRows(
  ports: Ports,
  caller: Caller,
  { id, rowsRejected }: Batch,
  named: Named,
): Promise<NonNullable<ImportOutcome['checked']>> {
  const rows = await scopedRows(ports, caller)
  const of = (cube: string): CubeFilter[] => [equals(`${cube}.batch`, id)]
  const [counts, corrected, faults] = await Promise.all([
    rows.load({ measures: ['qualityFile.rejected', 'qualityFile.flagged'], filters: of('qualityFile') }),
    rows.load({
      measures: ['qualityCorrected.rows'],
      dimensions: ['qualityCorrected.correctedBy'],
      filters: of('qualityCorrected'),
    }),
    faultsOf(ports, rows, of('qualityFault')),
  ])
  const [total] = counts
  const rejected = (total && numberIn(total, 'qualityFile.rejected')) ?? 0
  return {
    rejected,
    elsewhere: Math.max(0, rowsRejected - rejected),
    flagged: (total && numberIn(total, 'qualityFile.flagged')) ?? 0,
    correctedBy: await named(
      corrected.map((row) => ({
        batch: String(row['qualityCorrected.correctedBy']),
        rows: numberIn(row, 'qualityCorrected.rows') ?? 0,
      })),
    ),
    faults: faults.get(id) ?? [],
  }
}

/** Names later files as far as the caller may see them, the one with most rows first. */
async function laterFiles(ports: Ports, caller: Caller): Promise<Named> {
  const [manifest, territory] = await Promise.all([currentManifest(ports.lake), ports.territory()])
  const all = seesAllRuns(caller.grants, territory)
  return async (rows) => {
    const known = await findBatches(
      ports.lake,
      manifest,
      rows.map(({ batch }) => batch),
    )
    return rows
      .map(({ batch, rows: count }): LaterFile => {
        const facts = known.get(batch)
        const shown = facts !== undefined && (all || facts.sender === caller.id)
        return {
          batch,
          rows: count,
          fileName: shown ? facts.fileName : null,
          publishedAt: facts?.publishedAt ?? null,
        }
      })
      .sort((a, b) => b.rows - a.rows)
  }
}
