import type { Manifest } from '@cockpit/semantic-layer/lake/manifest'
import { quoteText } from '@cockpit/semantic-layer/lake/sql'
import { QUALITY_SETTLED } from '@cockpit/semantic-layer/packs/quality/tables'
import type { Session } from '../ingest/session'
import { partsOf } from './settled-rows'

/** A rejected row that a later file brought rightly. */
export interface CorrectedRow {
  /** Line in the file that was rejected. */
  readonly line: number
  /** The first batch that published it. */
  readonly by: string
}

/** Which rejected rows of a batch were published later; their number is the batch's rows corrected. By line. */
export async function correctedRows(
  session: Session,
  batch: string,
  manifest: Manifest,
  lake: string,
): Promise<CorrectedRow[]> {
  const settled = partsOf(QUALITY_SETTLED, manifest, lake)
  if (settled === null) return []
  const rows = await session.rows(
    `SELECT rejected_line::DOUBLE AS line, min(batch) AS by FROM ${settled} WHERE rejected_batch = ${quoteText(batch)} AND published GROUP BY 1 ORDER BY 1`,
  )
  return rows.map(({ line, by }) => ({ line: Number(line), by: String(by) }))
}
