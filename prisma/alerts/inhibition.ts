import { type PlacedFinding, silenceExplains } from '@cockpit/domain/alert/inhibition'
import { LIVE_ALERT_STATES } from '@cockpit/domain/alert/state'
import { z } from 'zod'
import type { Transaction } from '../database'
import type { Alert } from '../generated/client'
import { changeAlert } from './change-state'
import { StoredNature } from './stored'

const Months = z.looseObject({ months: z.number().optional() }).catch({})

type Placed = Pick<Alert, 'nature' | 'areaCode' | 'facilityId' | 'period' | 'detail'>

export function placedFinding(alert: Placed): PlacedFinding {
  const { areaCode, facilityId, period } = alert
  return {
    nature: StoredNature.parse(alert.nature),
    areaCode,
    facilityId,
    period,
    months: Months.parse(alert.detail).months,
  }
}

/**
 * One raise at a time in a county, until the transaction ends: a silence and a drop that rise in the same moment see each other. Always in one
 * order, so that two passes do not wait for each other.
 */
export async function queueInAreas(tx: Transaction, alerts: readonly Pick<Alert, 'areaCode'>[]): Promise<void> {
  const names = [...new Set(alerts.map(({ areaCode }) => `alerts:${areaCode}`))].sort()
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(name, 0)) FROM unnest(${names}::text[]) AS one(name)`
}

/** Takes the rows that a raise may change besides its own: alerts found again under their silence, and the drops a new silence may explain. */
export async function lockForInhibition(
  tx: Transaction,
  held: readonly Pick<Alert, 'id'>[],
  made: readonly Pick<Alert, 'nature' | 'areaCode'>[],
): Promise<void> {
  const ids = held.map(({ id }) => id)
  const areas = made.filter(({ nature }) => nature === 'silence').map(({ areaCode }) => areaCode)
  if (ids.length + areas.length === 0) return
  await tx.$queryRaw`
    SELECT id FROM "Alert"
    WHERE id = ANY(${ids}) OR (nature = 'drop' AND state = 'open' AND "acknowledgedAt" IS NULL AND "areaCode" = ANY(${areas}))
    ORDER BY id FOR UPDATE`
}

/** The live silences of these areas, oldest first. */
export async function silencesIn(tx: Transaction, areas: readonly string[]): Promise<Alert[]> {
  return tx.alert.findMany({
    where: { nature: 'silence', state: { in: [...LIVE_ALERT_STATES] }, areaCode: { in: [...areas] } },
    orderBy: { raisedAt: 'asc' },
  })
}

/** Which of the silences explains this finding; null when none does. */
export function silenceOver(silences: readonly Alert[], finding: Placed): string | null {
  if (finding.nature !== 'drop') return null
  const drop = placedFinding(finding)
  return silences.find((silence) => silenceExplains(placedFinding(silence), drop))?.id ?? null
}

/** What rose before its silence was known and nobody has taken up yet now stands under it. @returns how many */
export async function inhibitUnder(tx: Transaction, silence: Alert, actor: string, now: Date): Promise<number> {
  if (silence.nature !== 'silence') return 0
  const drops = await tx.alert.findMany({
    where: { nature: 'drop', state: 'open', acknowledgedAt: null, areaCode: silence.areaCode },
    orderBy: { id: 'asc' },
  })
  const explained = drops.filter((drop) => silenceExplains(placedFinding(silence), placedFinding(drop)))
  for (const { id } of explained)
    await changeAlert(
      tx,
      {
        ...{ id, before: 'open', after: 'inhibited', command: 'inhibit', actor, note: '', cause: silence.id },
        set: { inhibitedBy: silence.id, snoozedUntil: null },
        detail: { by: silence.id },
      },
      now,
    )
  return explained.length
}

/** Gives back everything a silence stood before, when it turns out to have been none. @returns how many */
export async function releaseUnder(
  tx: Transaction,
  silenceId: string,
  { actor, note }: { readonly actor: string; readonly note: string },
  now: Date,
): Promise<number> {
  const held = await tx.alert.findMany({
    where: { inhibitedBy: silenceId, state: 'inhibited' },
    orderBy: { id: 'asc' },
  })
  for (const { id } of held) await release(tx, id, { actor, note, silenceId }, now)
  return held.length
}

/** One inhibited alert becomes an open one. */
export async function release(
  tx: Transaction,
  id: string,
  why: { readonly actor: string; readonly note: string; readonly silenceId: string },
  now: Date,
): Promise<void> {
  await changeAlert(
    tx,
    {
      ...{ id, before: 'inhibited', after: 'open', command: 'release', actor: why.actor, note: why.note },
      // A silence may come, go and come again: each time is one message.
      cause: `${why.silenceId}:${now.toISOString()}`,
      set: { inhibitedBy: null },
      detail: { by: why.silenceId },
    },
    now,
  )
}
