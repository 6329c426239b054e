import type { AreaCode, Bilingual, FacilityId } from '@cockpit/domain/ids'
import type { Level } from '@cockpit/domain/task/level'
import { appendAudit } from '../audit/append-audit'
import type { Database } from '../database'
import type { Prisma } from '../generated/client'
import { putMessage } from '../outbox/put'
import { type AlertState, StoredAlertState } from './stored'

export interface RaisedFinding {
  /** Rule, subject and month: the same finding is one alert however often it is found. */
  readonly dedupeKey: string
  readonly ruleId: string
  readonly ruleVersion: string
  readonly title: Bilingual
  readonly advice: Bilingual
  readonly level: Level
  readonly indicator: string
  /** The area itself, or the county of the facility. */
  readonly areaCode: AreaCode
  readonly facilityId?: FacilityId | null
  /** The judged period, `yyyy-mm`. */
  readonly period: string
  /** value, limit, months, envelope, and what `each` broke it down by. */
  readonly detail: Prisma.InputJsonObject
  readonly demo: boolean
}

export interface RaisedAlert {
  readonly outcome: 'created' | 'existing'
  readonly id: string
  readonly state: AlertState
}

/** Makes the alert of a finding, or returns the one that stands for it already. Called by the rules, which act for nobody. */
export async function raiseAlert(db: Database, finding: RaisedFinding, now: Date): Promise<RaisedAlert> {
  return db.$transaction(async (tx) => {
    const { title, advice, facilityId, ...rest } = finding
    const [made] = await tx.alert.createManyAndReturn({
      data: [
        {
          ...rest,
          title: { ...title },
          advice: { ...advice },
          facilityId: facilityId ?? null,
          state: 'open',
          raisedAt: now,
        },
      ],
      skipDuplicates: true,
    })
    if (!made) {
      const known = await tx.alert.findUniqueOrThrow({ where: { dedupeKey: finding.dedupeKey } })
      return { outcome: 'existing', id: known.id, state: StoredAlertState.parse(known.state) }
    }
    const actor = `rule:${finding.ruleId}`
    await tx.alertEvent.create({ data: { alertId: made.id, at: now, actor, command: 'raise', after: 'open' } })
    await putMessage(
      tx,
      { key: `alert:${made.id}:raise`, topic: 'alert.changed', payload: { id: made.id, command: 'raise' } },
      now,
    )
    await appendAudit(tx, {
      actor,
      action: 'alert.raise',
      subject: `alert:${made.id}`,
      detail: { dedupeKey: finding.dedupeKey, level: finding.level, ruleVersion: finding.ruleVersion },
      at: now,
    })
    return { outcome: 'created', id: made.id, state: 'open' }
  })
}
