import type { RuleDefinition } from '@cockpit/domain/rules/definition'
import type { RuleInput, RuleState, RuleVerdict } from '@cockpit/domain/rules/verdict'
import type { Database } from '../database'
import type { Prisma } from '../generated/client'

export interface EvaluationRecord {
  readonly rule: RuleDefinition
  /** `closing`: an earlier wording, for the places whose tasks wait for it; no alert rises from it. */
  readonly trigger: 'publish' | 'schedule' | 'closing'
  readonly lakeVersion: number
  /** `table@version` of the tables read. */
  readonly dataVersion: string
  readonly fromStep: string
  readonly toStep: string
  readonly subjects: number
  readonly fired: number
  readonly held: number
  readonly notJudged: number
  /** Alarms that began an alert. */
  readonly raised: number
  readonly startedAt: Date
  readonly endedAt: Date
}

export interface HitRecord {
  readonly subject: string
  readonly each: string
  readonly step: string
  readonly dedupeKey: string
  readonly input: RuleInput
  readonly verdict: RuleVerdict
}

const HITS_AT_ONCE = 500

/** Keeps what an evaluation stood on, before its alerts rise: an alert without its verdict could never be replayed. */
export async function recordEvaluation(
  db: Database,
  { rule, ...facts }: EvaluationRecord,
  hits: readonly HitRecord[],
): Promise<string> {
  return db.$transaction(
    async (tx) => {
      const { id } = await tx.ruleEvaluation.create({
        data: { ...facts, ruleId: rule.id, ruleVersion: rule.version, definition: plain(rule) },
      })
      for (let at = 0; at < hits.length; at += HITS_AT_ONCE)
        await tx.ruleHit.createMany({
          data: hits.slice(at, at + HITS_AT_ONCE).map(({ input, verdict, ...rest }) => ({
            ...rest,
            evaluationId: id,
            ruleId: rule.id,
            state: verdict.state,
            input: plain(input),
            verdict: plain(verdict),
            at: facts.endedAt,
          })),
        })
      return id
    },
    { timeout: 60_000 },
  )
}

/**
 * Steps in which places fired since a step, by `<subject>|<each>`: how they go on is recorded, so that a recovery can be shown, and what goes on within the hold-off
 * begins no second alert.
 */
export async function firedSteps(db: Database, ruleId: string, since: string): Promise<Map<string, Set<string>>> {
  // What an earlier wording says of a waiting task was heard by nobody.
  const rows = await db.ruleHit.groupBy({
    by: ['subject', 'each', 'step'],
    where: { ruleId, state: 'fires', step: { gte: since }, evaluation: { trigger: { not: 'closing' } } },
  })
  const found = new Map<string, Set<string>>()
  for (const { subject, each, step } of rows)
    found.set(`${subject}|${each}`, (found.get(`${subject}|${each}`) ?? new Set()).add(step))
  return found
}

/** The states of a place's recorded steps, oldest first, the newest verdict of each step. */
export async function recordedStates(
  db: Database,
  ruleId: string,
  subject: string,
  each = '',
): Promise<{ step: string; state: RuleState }[]> {
  const rows = await db.ruleHit.findMany({
    where: { ruleId, subject, each },
    orderBy: [{ step: 'asc' }, { at: 'asc' }, { id: 'asc' }],
    select: { step: true, state: true },
  })
  return [...new Map(rows.map((row) => [row.step, row.state as RuleState]))].map(([step, state]) => ({ step, state }))
}

function plain(value: object): Prisma.InputJsonObject {
  return JSON.parse(JSON.stringify(value))
}
