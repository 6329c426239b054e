import { readsCasesEverywhere } from '@cockpit/db/access/actor'
import type { RuleReader } from '@cockpit/db/rules/read-rules'
import { knownCatalogue } from '@cockpit/semantic-layer/client/ask'
import { actorOf } from '../actor'
import type { Caller } from '../caller-contract'
import { askPorts } from '../indicators/ask-ports'
import type { Ports } from '../ports'

/** What this caller is not told of rules: how those about single cases have done, without a grant that sees them everywhere. */
export async function ruleReader(ports: Ports, caller: Caller): Promise<RuleReader> {
  if (readsCasesEverywhere(actorOf(caller), await ports.territory())) return { keptFrom: () => false }
  const catalogue = await knownCatalogue(await askPorts(ports))
  return { keptFrom: (indicator) => catalogue.get(indicator)?.sensitivity === 'case' }
}
