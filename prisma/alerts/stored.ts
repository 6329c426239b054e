import { ALERT_NATURES } from '@cockpit/domain/alert/nature'
import { ALERT_STATES } from '@cockpit/domain/alert/state'
import { z } from 'zod'

export { ALERT_STATES, type AlertState } from '@cockpit/domain/alert/state'
export const StoredAlertState = z.enum(ALERT_STATES)
export const StoredNature = z.enum(ALERT_NATURES)
export const StoredBilingual = z.object({ zh: z.string(), en: z.string() })
