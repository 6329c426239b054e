import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Grouper } from '@cockpit/domain/drg/grouper'
import type { UngroupedReason } from '@cockpit/domain/drg/ungrouped-reason'
import { isGrouperFault } from '@cockpit/domain/drg/ungrouped-reason'
import type { ImportOutcome } from '../ingest/outcome'
import { newRun } from '../ingest/run'
import { Session } from '../ingest/session'
import { type Judged, resultsFile } from './results-file'
import { findWaiting, type WaitingFor } from './waiting-cases'

/** Cases that are grouped and published together: what a kill loses at most. */
const TOGETHER = 5000

export interface GroupingRequest extends Omit<WaitingFor, 'version'> {
  readonly grouper: Grouper
  /** Imports a file of `drg_result`; the file is gone afterwards. */
  readonly importResults: (path: string, fileName: string) => Promise<ImportOutcome>
  readonly onProgress?: (progress: GroupingProgress) => void
  readonly together?: number
}

export interface GroupingProgress {
  readonly done: number
  readonly waiting: number
}

export interface GroupingSummary {
  /** Front pages of the month. */
  readonly pages: number
  /** Those without a result of this version, or changed since. */
  readonly waiting: number
  readonly grouped: number
  /** How many cases each reason left without a group. */
  readonly ungrouped: Readonly<Partial<Record<UngroupedReason, number>>>
  /** Cases the grouper failed at that keep the result this version gave before. */
  readonly kept: number
  /** Results that the importer turned down. */
  readonly rejected: number
}

/** The importer refused a file of results as a whole. What was published before it stays. */
export class ResultsRefused extends Error {
  override readonly name = 'ResultsRefused'
}

/**
 * Groups the front pages of a month and publishes the results by the importer, some thousand at a time. It may end at any moment: what is
 * published stays, the rest still waits, and the next run goes on there. Run again it finds nothing to do.
 * @throws ResultsRefused, ImportFailure
 */
export async function runGrouping(request: GroupingRequest): Promise<GroupingSummary> {
  const { lake, grouper, importResults, onProgress = () => undefined, together = TOGETHER } = request
  const folder = join(lake, 'staging', newRun())
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const session = await Session.open(folder)
  try {
    const { version } = grouper
    const cases = await findWaiting(session, { ...request, version })
    const { pages, waiting, lakeVersion } = cases
    onProgress({ done: 0, waiting })
    const ungrouped: Partial<Record<UngroupedReason, number>> = {}
    let [done, grouped, kept, rejected, files] = [0, 0, 0, 0, 0]
    for await (const some of cases.read(together)) {
      const answers = await grouper.group(some.map(({ page }) => page))
      const judged = some.flatMap((about, index): Judged[] => {
        const grouping = answers[index]
        if (!grouping) throw new Error(`The grouper answered ${answers.length} of ${some.length} cases.`)
        if (grouping.grouped) grouped++
        else if (about.judged && isGrouperFault(grouping.reason)) {
          kept++
          return []
        } else ungrouped[grouping.reason] = (ungrouped[grouping.reason] ?? 0) + 1
        return [{ about, grouping }]
      })
      if (judged.length > 0) {
        const name = `drg-result-${request.month}-${++files}.csv`
        const path = join(folder, name)
        await writeFile(path, resultsFile(version, judged, lakeVersion), { mode: 0o600 })
        rejected += rejectedOf(await importResults(path, name))
        await rm(path)
      }
      done += some.length
      onProgress({ done, waiting })
    }
    return { pages, waiting, grouped, ungrouped, kept, rejected }
  } finally {
    session.close()
    await rm(folder, { recursive: true, force: true })
  }
}

function rejectedOf(outcome: ImportOutcome): number {
  if (outcome.kind === 'refused') throw new ResultsRefused(outcome.refusal.message.en)
  return outcome.batch.rowsRejected
}
