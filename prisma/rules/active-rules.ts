import { RuleDefinition } from '@cockpit/domain/rules/definition'
import type { Database, Transaction } from '../database'

/** A rule as it holds now. */
export interface StandingRule {
  readonly definition: RuleDefinition
  /** The pack it came with; null of one that administrators made. */
  readonly pack: string | null
  /** Whether administrators changed what the pack says. */
  readonly changed: boolean
  readonly on: boolean
}

/**
 * The rules of the packs and of the administrators as they hold now, by id: the newest published definition, on unless it was switched off. What an administrator
 * published goes before what a pack says, also where the pack's next edition says something new.
 */
export async function standingRules(
  db: Database | Transaction,
  packRules: readonly (RuleDefinition & { readonly pack: string })[],
): Promise<StandingRule[]> {
  const changes = await db.ruleChange.findMany({
    where: { state: 'published' },
    orderBy: [{ decidedAt: 'asc' }, { id: 'asc' }],
  })
  const rules = new Map<string, StandingRule>()
  for (const { pack, ...definition } of packRules)
    rules.set(definition.id, { definition, pack, changed: false, on: true })
  for (const { ruleId, kind, definition } of changes) {
    const known = rules.get(ruleId)
    if (kind === 'define')
      rules.set(ruleId, {
        definition: RuleDefinition.parse(definition),
        pack: known?.pack ?? null,
        changed: known !== undefined && known.pack !== null,
        on: known?.on ?? true,
      })
    else if (known) rules.set(ruleId, { ...known, on: kind === 'switchOn' })
  }
  return [...rules.values()].sort((a, b) => (a.definition.id < b.definition.id ? -1 : 1))
}
