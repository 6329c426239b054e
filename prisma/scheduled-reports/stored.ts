import { ScheduledReport } from '@cockpit/domain/scheduled-report/definition'
import { z } from 'zod'

const StoredScope = z.object({ areas: z.array(z.string()), facilities: z.array(z.string()) })

/** What a recipient might take out when a file was made, at each sensitivity a report can have. */
export const TakenScope = z.object({
  ...{ aggregate: StoredScope, facility: StoredScope },
  /** Files made before there was anything of that sensitivity in a page held none of it. */
  case: StoredScope.default({ areas: [], facilities: [] }),
})
export type TakenScope = z.infer<typeof TakenScope>

/** What is known of a made file without opening it. */
export const RunFacts = z.object({
  /** As `parsePeriod` reads it. */
  period: z.string(),
  /** Lines below the head; null for a page. */
  rows: z.int().nullable(),
  dataVersion: z.string(),
  demo: z.boolean(),
  /** No facility, department or disease stands in it. */
  areasOnly: z.boolean(),
  /** The number written into every line or onto every sheet. */
  exportId: z.string(),
})
export type RunFacts = z.infer<typeof RunFacts>

export const RUN_STATES = ['queued', 'made', 'sent', 'failed', 'refused'] as const
export const StoredRunState = z.enum(RUN_STATES)
export const REPORT_STATES = ['active', 'paused', 'removed'] as const
export const StoredReportState = z.enum(REPORT_STATES)

/** A stored definition; a later version of the product may have narrowed what it takes. @throws ZodError */
export const readDefinition = (value: unknown): ScheduledReport => ScheduledReport.parse(value)
