import { incidentOf } from '@cockpit/domain/alert/incident'
import { natureOf } from '@cockpit/domain/alert/nature'
import { isLive } from '@cockpit/domain/alert/state'
import { AreaCode, type Bilingual, type FacilityId } from '@cockpit/domain/ids'
import type { Level } from '@cockpit/domain/task/level'
import { z } from 'zod'
import { appendAudits } from '../audit/append-audit'
import type { Database, Transaction } from '../database'
import type { Alert, Prisma } from '../generated/client'
import { putMessages } from '../outbox/put'
import { inhibitUnder, lockForInhibition, queueInAreas, release, silenceOver, silencesIn } from './inhibition'
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
  /** `case` where its indicator says so: for grants of that sensitivity alone. */
  readonly sensitivity?: 'case' | null
  /** The judged period, `yyyy-mm`. */
  readonly period: string
  /** value, limit, months, envelope, and what `each` broke it down by. */
  readonly detail: Prisma.InputJsonObject
  /** The rule's kind, from which the alert's nature is read (domain/alert/nature). */
  readonly kind?: string
  readonly demo: boolean
}

export interface RaisedAlert {
  readonly outcome: 'created' | 'existing'
  readonly id: string
  readonly state: AlertState
}

const Figures = z
  .looseObject({
    value: z.number().nullable().catch(null),
    limit: z.number().catch(Number.NaN),
    each: z.string().nullish(),
  })
  .catch({ value: null, limit: Number.NaN, each: null })

/** Findings that become alerts in one transaction: many enough to cost little each, few enough that nobody waits long for the audit. */
const AT_ONCE = 100

/**
 * Makes the alert of a finding, or returns the one that stands for it already. A drop under a live silence of its place is recorded as
 * inhibited by it; a silence takes the untouched drops of its place under it. Found again after its silence ended, an inhibited alert opens.
 * Called by the rules, which act for nobody.
 */
export async function raiseAlert(db: Database, finding: RaisedFinding, now: Date): Promise<RaisedAlert> {
  const [raised] = await raiseAlerts(db, [finding], now)
  if (!raised) throw new Error(`the finding ${finding.dedupeKey} left no alert`)
  return raised
}

/**
 * The same for all findings of a rule's pass, a hundred a transaction, each with its event, message and audit entry. Killed between two
 * transactions, the pass finds the rest again, and the key of a finding keeps what rose at one.
 * @returns in the order of the findings
 */
export async function raiseAlerts(db: Database, findings: readonly RaisedFinding[], now: Date): Promise<RaisedAlert[]> {
  const raised: RaisedAlert[] = []
  for (let at = 0; at < findings.length; at += AT_ONCE) {
    const some = findings.slice(at, at + AT_ONCE)
    raised.push(...(await db.$transaction((tx) => raiseTogether(tx, some, now), { timeout: 60_000 })))
  }
  return raised
}

async function raiseTogether(tx: Transaction, findings: readonly RaisedFinding[], now: Date): Promise<RaisedAlert[]> {
  const byKey = new Map(findings.map((finding) => [finding.dedupeKey, finding]))
  const known = await tx.alert.findMany({ where: { dedupeKey: { in: [...byKey.keys()] } } })
  const found = new Map(known.map((alert) => [alert.dedupeKey, existing(alert)]))
  const held = known.filter(({ state }) => state === 'inhibited')
  const fresh = [...byKey.values()].filter(({ dedupeKey }) => !found.has(dedupeKey))
  if (held.length + fresh.length > 0) {
    await queueInAreas(tx, [...held, ...fresh])
    const rows = await rowsOf(tx, fresh, now)
    const made = await tx.alert.createManyAndReturn({ data: rows, skipDuplicates: true })
    for (const alert of made) found.set(alert.dedupeKey, { ...existing(alert), outcome: 'created' })
    // Rows before the audit: from its first entry to the commit every writer of the chain waits, also one that holds such a row.
    await lockForInhibition(tx, held, made)
    await tellOfRise(tx, made, now)
    for (const silence of made) await inhibitUnder(tx, silence, `rule:${silence.ruleId}`, now)
    for (const alert of held) found.set(alert.dedupeKey, await foundAgain(tx, alert, now))
  }
  const missing = [...byKey.keys()].filter((key) => !found.has(key))
  // Raised by another pass in this moment.
  if (missing.length > 0)
    for (const alert of await tx.alert.findMany({ where: { dedupeKey: { in: missing } } }))
      found.set(alert.dedupeKey, existing(alert))
  return findings.flatMap(({ dedupeKey }) => found.get(dedupeKey) ?? [])
}

/** New alerts as they are stored: what they are called by, and the silence that stands before them. */
async function rowsOf(
  tx: Transaction,
  findings: readonly RaisedFinding[],
  now: Date,
): Promise<Prisma.AlertCreateManyInput[]> {
  const areas = [...new Set(findings.map(({ areaCode }) => areaCode))]
  const places = await tx.area.findMany({ where: { code: { in: areas } }, select: { code: true, parent: true } })
  const parents = new Map(places.map(({ code, parent }) => [code, parent]))
  const silences = await silencesIn(tx, areas)
  return findings.map((finding) => {
    const { title, advice, facilityId: facility, kind = '', ...rest } = finding
    const facilityId = facility ?? null
    const figures = Figures.parse(finding.detail)
    const above = parents.get(finding.areaCode)
    const parent = above ? AreaCode.parse(above) : null
    const incident = incidentOf({ ...finding, each: figures.each ?? null, facilityId, parent })
    const read = natureOf(kind, { value: figures.value ?? null, limit: figures.limit ?? Number.NaN })
    // What only some may see neither stands before an alert of everybody nor behind one: its being there would be told by that.
    const nature = finding.sensitivity ? 'other' : read
    const placed = { nature, areaCode: finding.areaCode, facilityId, period: finding.period, detail: null }
    const inhibitedBy = silenceOver(silences, placed)
    return {
      ...rest,
      ...{ title: { ...title }, advice: { ...advice }, facilityId },
      ...{ nature, cause: incident.cause, incident: incident.key, inhibitedBy, raisedAt: now },
      state: inhibitedBy ? 'inhibited' : 'open',
    }
  })
}

const existing = (alert: Alert): RaisedAlert => ({
  outcome: 'existing',
  id: alert.id,
  state: StoredAlertState.parse(alert.state),
})

/** Its silence is over and the finding is still there: it was no gap in the data. */
async function foundAgain(tx: Transaction, known: Alert, now: Date): Promise<RaisedAlert> {
  const alert = await tx.alert.findUniqueOrThrow({ where: { id: known.id } })
  const silenceId = alert.inhibitedBy
  if (alert.state !== 'inhibited' || silenceId === null) return existing(alert)
  const silence = await tx.alert.findUnique({ where: { id: silenceId } })
  if (silence && isLive(StoredAlertState.parse(silence.state))) return existing(alert)
  await release(tx, alert.id, { actor: `rule:${alert.ruleId}`, note: '', silenceId }, now)
  return { ...existing(alert), state: 'open' }
}

async function tellOfRise(tx: Transaction, alerts: readonly Alert[], now: Date): Promise<void> {
  // What stands under a silence is in the history and on the list, and calls nobody.
  const told = alerts.map((alert) => ({
    ...{ alert, id: alert.id, actor: `rule:${alert.ruleId}` },
    command: alert.inhibitedBy ? ('inhibit' as const) : ('raise' as const),
    detail: alert.inhibitedBy ? { by: alert.inhibitedBy } : undefined,
  }))
  await tx.alertEvent.createMany({
    data: told.map(({ alert, id, actor, command, detail }) => ({
      ...{ alertId: id, at: now, actor, command, after: alert.state },
      ...(detail ? { detail } : {}),
    })),
  })
  await putMessages(
    tx,
    told.map(({ id, command }) => ({
      key: `alert:${id}:${command}`,
      topic: 'alert.changed' as const,
      payload: { id, command },
    })),
    now,
  )
  await appendAudits(
    tx,
    told.map(({ alert, id, actor, command, detail }) => ({
      actor,
      action: `alert.${command}` as const,
      subject: `alert:${id}`,
      detail: { dedupeKey: alert.dedupeKey, level: alert.level, ruleVersion: alert.ruleVersion, ...detail },
      at: now,
    })),
  )
}
