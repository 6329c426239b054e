import { RuleDefinition } from '@cockpit/domain/rules/definition'
import { judge } from '@cockpit/domain/rules/judge'
import { reasonOf } from '@cockpit/domain/rules/reason'
import type { RuleInput, RuleVerdict } from '@cockpit/domain/rules/verdict'
import type { Database } from '../database'

export interface Replay {
  readonly alertId: string
  readonly rule: RuleDefinition
  readonly step: string
  readonly lakeVersion: number
  readonly dataVersion: string
  readonly judgedAt: Date
  readonly recorded: RuleVerdict
  readonly now: RuleVerdict
  readonly same: boolean
  readonly reason: { readonly zh: string; readonly en: string }
}

/** Puts what an alert stood on to the judge once more. @returns null where nothing was recorded of it */
export async function replayAlert(db: Database, alertId: string): Promise<Replay | null> {
  const alert = await db.alert.findUnique({ where: { id: alertId }, select: { dedupeKey: true } })
  if (!alert) return null
  const hit = await db.ruleHit.findFirst({
    where: { dedupeKey: alert.dedupeKey },
    orderBy: [{ at: 'asc' }, { id: 'asc' }],
    include: { evaluation: true },
  })
  if (!hit) return null
  const rule = RuleDefinition.parse(hit.evaluation.definition)
  const recorded = hit.verdict as unknown as RuleVerdict
  const now = judge(rule, hit.input as unknown as RuleInput)
  const same = canonical(now) === canonical(recorded)
  const { lakeVersion, dataVersion, endedAt: judgedAt } = hit.evaluation
  const facts = { alertId, rule, step: hit.step, lakeVersion, dataVersion, judgedAt, recorded, now, same }
  return { ...facts, reason: reasonOf(rule, now) }
}

/** The database keeps no order of keys. */
function canonical(verdict: RuleVerdict): string {
  return JSON.stringify(Object.fromEntries(Object.entries(verdict).sort(([a], [b]) => (a < b ? -1 : 1))))
}
