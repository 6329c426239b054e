import path from 'node:path'
import type { WarehouseTable } from '@cockpit/semantic-layer/packs/contract'
import { type ImportPorts, importAndTell } from './imports/import-and-tell'
import { tellSetAside } from './imports/tell-set-aside'
import { type DropOutcome, watchDropFolder } from './ingest/drop-folder'
import { recoverStaging } from './ingest/recover'
import { GRACE } from './lake/collect-garbage'
import { describe } from './process/repeat'

export interface InboxPorts {
  readonly data: string
  readonly tables: readonly WarehouseTable[]
  readonly imports: ImportPorts
  readonly demo: boolean
  readonly log: (message: string, facts: Record<string, unknown>) => void
  readonly stop: AbortSignal
}

/**
 * Takes away what killed imports left, then imports what lies in the drop folder and whatever arrives. Ends, after the
 * running import, when told to stop.
 */
export async function runInbox({ data, tables, imports, demo, log, stop }: InboxPorts): Promise<void> {
  const { staging, orphans } = await recoverStaging(imports.lake, { grace: GRACE })
  if (staging.length + orphans.length > 0) log('remains of killed imports removed', { staging, orphans })
  await watchDropFolder({
    inbox: path.join(data, 'inbox'),
    tables: tables.filter(({ system }) => !system),
    signal: stop,
    importFile: (file) => importAndTell({ ...file, demo, owned: true }, imports),
    onOutcome: async (outcome) => {
      log('file taken', factsOf(outcome))
      if ('setAside' in outcome) await tellSetAside(outcome.file, outcome.setAside, demo, imports)
    },
  })
}

function factsOf(dropped: DropOutcome): Record<string, unknown> {
  if ('unknown' in dropped) return { file: dropped.unknown, refused: dropped.refusal.code }
  const file = `${dropped.file.table.name}/${dropped.file.fileName}`
  if ('setAside' in dropped) return { file, refused: dropped.setAside.code }
  if ('failure' in dropped) return { file, error: describe(dropped.failure) }
  const { outcome } = dropped
  if (outcome.kind === 'refused') return { file, refused: outcome.refusal.code }
  const { id, rowsRead, rowsPublished, rowsRejected } = outcome.batch
  return { file, outcome: outcome.kind, batch: id, rowsRead, rowsPublished, rowsRejected }
}
