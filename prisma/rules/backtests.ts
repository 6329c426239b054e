import { createHash } from 'node:crypto'
import { mayAnywhere } from '@cockpit/domain/access/decide'
import { RuleDefinition } from '@cockpit/domain/rules/definition'
import type { Actor } from '../access/actor'
import { appendAudit } from '../audit/append-audit'
import type { Database } from '../database'
import type { Prisma, RuleBacktest } from '../generated/client'

/** Of a definition as it is stored: what was run is what stands, or it is another. */
export function digestOf(definition: RuleDefinition): string {
  return createHash('sha256')
    .update(JSON.stringify(RuleDefinition.parse(definition)))
    .digest('hex')
}

export type BacktestRefusal = 'not-permitted' | 'busy'

/** Backtests that wait at once; each reads a whole history. */
const MOST_WAITING = 5

/** Puts a backtest into the queue of the jobs, which run one after the other. */
export async function askBacktest(
  db: Database,
  actor: Actor,
  { definition, changeId }: { readonly definition: RuleDefinition; readonly changeId?: string | undefined },
  now: Date,
): Promise<{ ok: true; id: string } | { ok: false; refusal: BacktestRefusal }> {
  if (!mayAnywhere(actor.grants, 'rules.manage')) return { ok: false, refusal: 'not-permitted' }
  return db.$transaction(async (tx) => {
    const waiting = await tx.ruleBacktest.count({ where: { state: { in: ['queued', 'running'] } } })
    if (waiting >= MOST_WAITING) return { ok: false, refusal: 'busy' }
    const { id } = await tx.ruleBacktest.create({
      data: {
        ruleId: definition.id,
        changeId: changeId ?? null,
        definition: JSON.parse(JSON.stringify(definition)),
        digest: digestOf(definition),
        askedBy: actor.id,
        askedAt: now,
      },
    })
    await appendAudit(tx, {
      actor: actor.id,
      action: 'rule.backtest',
      subject: `rule:${definition.id}`,
      detail: { backtest: id, version: definition.version },
      at: now,
    })
    return { ok: true, id }
  })
}

/** Takes the oldest that waits; one that was begun and not ended (its process was killed) waits again after `stale` ms. */
export async function claimBacktest(db: Database, now: Date, stale = 3_600_000): Promise<RuleBacktest | null> {
  await db.ruleBacktest.updateMany({
    where: { state: 'running', startedAt: { lt: new Date(now.getTime() - stale) } },
    data: { state: 'queued', progress: 0 },
  })
  const next = await db.ruleBacktest.findFirst({
    where: { state: 'queued' },
    orderBy: [{ askedAt: 'asc' }, { id: 'asc' }],
  })
  if (!next) return null
  const { count } = await db.ruleBacktest.updateMany({
    where: { id: next.id, state: 'queued' },
    data: { state: 'running', startedAt: now, progress: 0 },
  })
  return count === 1 ? next : null
}

export async function noteProgress(db: Database, id: string, progress: number): Promise<void> {
  await db.ruleBacktest.updateMany({ where: { id, state: 'running' }, data: { progress } })
}

export async function endBacktest(
  db: Database,
  id: string,
  outcome: { readonly result: object; readonly dataVersion: string } | { readonly error: string },
  now: Date,
): Promise<void> {
  const data: Prisma.RuleBacktestUpdateManyMutationInput =
    'error' in outcome
      ? { state: 'failed', error: outcome.error.slice(0, 1000) }
      : {
          state: 'done',
          progress: 1,
          dataVersion: outcome.dataVersion,
          result: JSON.parse(JSON.stringify(outcome.result)),
        }
  await db.ruleBacktest.updateMany({ where: { id, state: 'running' }, data: { ...data, endedAt: now } })
}
