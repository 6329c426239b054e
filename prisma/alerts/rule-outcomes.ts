import type { RuleOutcomes } from '@cockpit/domain/alert/precision'
import type { Territory } from '@cockpit/domain/territory/territory'
import { type Actor, withinReach } from '../access/actor'
import type { Database } from '../database'

/** How the alerts of rules ended, by rule, of those the actor may read: false alarms feed the rule's precision. */
export async function ruleOutcomes(
  db: Database,
  actor: Actor,
  territory: Territory,
  rules?: readonly string[],
): Promise<ReadonlyMap<string, RuleOutcomes>> {
  const groups = await db.alert.groupBy({
    by: ['ruleId', 'state'],
    where: { AND: [withinReach(actor, 'alert.read', territory), rules ? { ruleId: { in: [...rules] } } : {}] },
    _count: { _all: true },
  })
  const found = new Map<string, RuleOutcomes>()
  for (const { ruleId, state, _count } of groups) {
    const known = found.get(ruleId) ?? { open: 0, dispatched: 0, closed: 0, falseAlarm: 0 }
    if (state in known) found.set(ruleId, { ...known, [state]: _count._all })
  }
  return found
}
