import { mayAnywhere } from '@cockpit/domain/access/decide'
import { type PackRule, RuleDefinition } from '@cockpit/domain/rules/definition'
import { isRestrictedRule } from '@cockpit/domain/rules/restricted'
import type { Actor } from '../access/actor'
import type { Database } from '../database'
import type { RuleBacktest, RuleChange, RuleEvaluation } from '../generated/client'
import { personNames } from '../people/person-names'
import { type StandingRule, standingRules } from './active-rules'

/** Rules are open to those who work with what they raise, and to those who write them. */
export function mayReadRules(actor: Actor): boolean {
  return mayAnywhere(actor.grants, 'rules.manage') || mayAnywhere(actor.grants, 'alert.read')
}

/** For whom rules are read, where somebody is shown what they raised. */
export interface RuleReader {
  /** Whether an indicator asks for cases and this reader may not see what was found in it. */
  readonly keptFrom: (indicator: string) => boolean
}

export interface RuleRow extends Omit<StandingRule, 'on'> {
  /** It is about single cases, and this reader is not told how it has done: what follows is nought or null, whatever it was. */
  readonly withheld: boolean
  /** on, off, or new: no version of it stands yet. */
  readonly state: 'on' | 'off' | 'new'
  /** A change that waits for a second person. */
  readonly draft: { readonly id: string; readonly kind: string; readonly proposedBy: string } | null
  readonly raised: number
  readonly falseAlarms: number
  /** Alerts that somebody went into and did not call false, of all that were decided; null before the first. */
  readonly precision: number | null
  readonly lastFired: Date | null
  readonly lastJudged: Date | null
}

/** States in which nobody has decided yet whether the alert was right, or another stands for it. */
const UNDECIDED = new Set(['open', 'inhibited', 'merged'])

/** All rules with how they have done. */
export async function listRules(db: Database, packRules: readonly PackRule[], reader?: RuleReader): Promise<RuleRow[]> {
  const [standing, drafts, alerts, judged] = await Promise.all([
    standingRules(db, packRules),
    db.ruleChange.findMany({ where: { state: 'draft' } }),
    db.alert.groupBy({ by: ['ruleId', 'state'], _count: { _all: true }, _max: { raisedAt: true } }),
    db.ruleEvaluation.groupBy({
      by: ['ruleId'],
      where: { trigger: { not: 'closing' } },
      _max: { endedAt: true },
    }),
  ])
  const names = new Set(standing.map(({ definition }) => definition.id))
  const fresh = drafts.flatMap((draft): (StandingRule & { fresh: true })[] =>
    names.has(draft.ruleId) || draft.definition === null
      ? []
      : [{ definition: RuleDefinition.parse(draft.definition), pack: null, changed: false, on: false, fresh: true }],
  )
  const wordings = new Map([...standing, ...fresh].map(({ definition }) => [definition.id, definition]))
  return [...standing, ...fresh].map((rule): RuleRow => {
    const { id } = rule.definition
    const withheld = reader ? isRestrictedRule(rule.definition, (one) => wordings.get(one), reader.keptFrom) : false
    const own = withheld ? [] : alerts.filter((row) => row.ruleId === id)
    const sum = (of: (state: string) => boolean) =>
      own.reduce((total, row) => total + (of(row.state) ? row._count._all : 0), 0)
    const falseAlarms = sum((state) => state === 'falseAlarm')
    const decided = sum((state) => !UNDECIDED.has(state))
    const draft = drafts.find((one) => one.ruleId === id)
    const last = own.flatMap((row) => row._max.raisedAt ?? []).sort((a, b) => a.getTime() - b.getTime())
    return {
      definition: rule.definition,
      withheld,
      pack: rule.pack,
      changed: rule.changed,
      state: 'fresh' in rule ? 'new' : rule.on ? 'on' : 'off',
      draft: draft ? { id: draft.id, kind: draft.kind, proposedBy: draft.proposedBy } : null,
      raised: sum(() => true),
      falseAlarms,
      precision: decided === 0 ? null : (decided - falseAlarms) / decided,
      lastFired: last.at(-1) ?? null,
      lastJudged: judged.find((row) => row.ruleId === id)?._max.endedAt ?? null,
    }
  })
}

export interface RuleReading {
  readonly row: RuleRow
  /** The newest first. */
  readonly changes: readonly RuleChange[]
  readonly backtests: readonly Omit<RuleBacktest, 'result'>[]
  readonly evaluations: readonly Omit<RuleEvaluation, 'definition'>[]
  /** Names of the people in it, by id. */
  readonly people: Record<string, string>
}

/** One rule with its versions, backtests and last evaluations; null where there is none of that name. */
export async function readRule(
  db: Database,
  packRules: readonly PackRule[],
  id: string,
  reader?: RuleReader,
): Promise<RuleReading | null> {
  const row = (await listRules(db, packRules, reader)).find(({ definition }) => definition.id === id)
  if (!row) return null
  const [changes, backtests, evaluations] = await Promise.all([
    db.ruleChange.findMany({ where: { ruleId: id }, orderBy: [{ proposedAt: 'desc' }, { id: 'desc' }], take: 50 }),
    db.ruleBacktest.findMany({ where: { ruleId: id }, omit: { result: true }, orderBy: { askedAt: 'desc' }, take: 20 }),
    db.ruleEvaluation.findMany({
      where: { ruleId: id },
      omit: { definition: true },
      orderBy: { endedAt: 'desc' },
      // How many places fired in a pass is a count like any other.
      take: row.withheld ? 0 : 12,
    }),
  ])
  const people = await personNames(db, [
    ...changes.flatMap((change) => [change.proposedBy, ...(change.decidedBy ? [change.decidedBy] : [])]),
    ...backtests.map((one) => one.askedBy),
  ])
  return { row, changes, backtests, evaluations, people }
}
