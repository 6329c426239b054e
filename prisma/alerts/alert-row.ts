import type { AlertNature } from '@cockpit/domain/alert/nature'
import type { Bilingual } from '@cockpit/domain/ids'
import type { Level } from '@cockpit/domain/task/level'
import type { Alert } from '../generated/client'
import { StoredLevel } from '../tasks/stored'
import { type AlertState, StoredAlertState, StoredBilingual, StoredNature } from './stored'

/** An alert as it is shown. `detail` holds value, limit, months, envelope and each, as the rule left them. */
export interface AlertRow {
  readonly id: string
  readonly ruleId: string
  readonly ruleVersion: string
  readonly title: Bilingual
  readonly advice: Bilingual
  readonly level: Level
  readonly state: AlertState
  readonly indicator: string
  readonly areaCode: string
  readonly facilityId: string | null
  readonly facilityName: Bilingual | null
  /** `case`: for grants of that sensitivity alone; null: as close to persons as its place. */
  readonly sensitivity: string | null
  readonly period: string
  readonly detail: Alert['detail']
  readonly nature: AlertNature
  readonly cause: string
  readonly incident: string
  readonly inhibitedBy: string | null
  readonly mergedInto: string | null
  readonly acknowledgedAt: Date | null
  readonly acknowledgedBy: string | null
  readonly snoozedUntil: Date | null
  readonly demo: boolean
  readonly raisedAt: Date
  readonly updatedAt: Date
}

export function alertRow(alert: Alert, names: ReadonlyMap<string, Bilingual>): AlertRow {
  const { dedupeKey: _, ...rest } = alert
  return {
    ...rest,
    title: StoredBilingual.parse(alert.title),
    advice: StoredBilingual.parse(alert.advice),
    level: StoredLevel.parse(alert.level),
    state: StoredAlertState.parse(alert.state),
    nature: StoredNature.parse(alert.nature),
    facilityName: alert.facilityId === null ? null : (names.get(alert.facilityId) ?? null),
  }
}
