import type { AlertRow } from '@cockpit/db/alerts/alert-row'
import type { Incident } from '@cockpit/db/alerts/list-incidents'
import { z } from 'zod'
import type { PlaceName } from '../places'

/** What a rule leaves in an alert: the value against its limit, over how many months, and what it was broken down by. */
const Detail = z
  .looseObject({
    value: z.number().nullable().optional(),
    limit: z.number().optional(),
    months: z.number().optional(),
    each: z.unknown().optional(),
    name: z.string().optional(),
    grain: z.enum(['day', 'week', 'month', 'quarter', 'year']).optional().catch(undefined),
    /** Why the rule spoke, in both languages, with the figures anyone who may read the alert may see. */
    reason: z.object({ zh: z.string(), en: z.string() }).optional().catch(undefined),
  })
  .catch({})

export type PresentedAlert = Omit<AlertRow, 'detail' | 'facilityName'> & {
  readonly detail: z.infer<typeof Detail>
  readonly place: PlaceName
}

export function presentAlert(row: AlertRow, nameOf: (row: AlertRow) => PlaceName): PresentedAlert {
  const { facilityName: _, ...alert } = row
  return { ...alert, detail: Detail.parse(row.detail), place: nameOf(row) }
}

export type PresentedIncident = Omit<Incident, 'lead'> & {
  /** The alert that stands for it on a list. */
  readonly lead: PresentedAlert
  readonly area: PlaceName['area']
}
