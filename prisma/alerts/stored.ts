import { z } from 'zod'

export const ALERT_STATES = ['open', 'dispatched', 'falseAlarm', 'closed'] as const
export type AlertState = (typeof ALERT_STATES)[number]
export const StoredAlertState = z.enum(ALERT_STATES)
export const StoredBilingual = z.object({ zh: z.string(), en: z.string() })
