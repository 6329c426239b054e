import type { AlertRule } from '@cockpit/domain/alert/rule'

/** Missing reports are the concern of the pack whose table is missing. */
export const rules: readonly AlertRule[] = []
