import type { Database } from '@cockpit/db/database'
import type { StandingRule } from '@cockpit/db/rules/active-rules'
import { type WaitingWording, waitingWordings } from '@cockpit/db/rules/waiting-wordings'
import { clocksInForce } from '@cockpit/db/tasks/clock-settings'
import type { RuleDefinition } from '@cockpit/domain/rules/definition'
import { faultOf } from '@cockpit/domain/rules/fits-indicator'
import { judgesAlike } from '@cockpit/domain/rules/judges-alike'
import type { Catalogue } from '@cockpit/semantic-layer/client/catalogue'
import type { Manifest } from '@cockpit/semantic-layer/lake/manifest'
import { NotJudged } from './ask-steps'
import { stepsDue } from './due'
import type { DueRule } from './judge-together'

const DAY_MS = 86_400_000

export interface DueRules {
  readonly due: readonly DueRule[]
  /** Of the rules that stand: places, `<subject>|<each>`, whose tasks wait for what is said of them, beside those that fired lately. */
  readonly watched: ReadonlyMap<RuleDefinition, ReadonlySet<string>>
  /** Earlier wordings, by themselves: the only places they are still judged for. */
  readonly closing: ReadonlyMap<RuleDefinition, WaitingWording>
  /** Wordings that cannot be judged as they stand, and why. */
  readonly unsound: readonly string[]
}

export interface Published {
  readonly manifest: Manifest
  /** The state the rules last saw; null at the very first evaluation and where all is judged anew. */
  readonly before: Manifest | null
  readonly changed: ReadonlySet<string>
}

/**
 * The rules to judge: those that stand, and the earlier wordings whose alerts still have a task to close. A task is closed by the wording it
 * was born from: one that was changed, switched off or dropped since neither closes it nor keeps it open for ever.
 * @throws NotJudged where the catalogue does not know an indicator of a pack's rule
 */
export async function dueRules(
  db: Database,
  standing: readonly StandingRule[],
  catalogue: Catalogue,
  published: Published,
  now: Date,
): Promise<DueRules> {
  const { settings } = await clocksInForce(db)
  const waiting = await waitingWordings(db, new Date(now.getTime() - settings.relapseDays * DAY_MS))
  const known = new Map(standing.map((rule) => [rule.definition.id, rule.definition]))
  const due: DueRule[] = []
  const unsound: string[] = []
  const watched = new Map<RuleDefinition, Set<string>>()
  const closing = new Map<RuleDefinition, WaitingWording>()
  for (const one of standing.filter(({ on }) => on)) {
    const found = dueOf(one.definition, known, catalogue, published)
    if (typeof found === 'string') {
      if (one.pack !== null && !one.changed) throw new NotJudged(found)
      unsound.push(found)
    } else if (found) due.push(found)
    watched.set(one.definition, new Set())
  }
  for (const wording of waiting) {
    const { definition, places } = wording
    const now = [...watched].find(([rule]) => rule.id === definition.id && judgesAlike(rule, definition))
    if (now) {
      for (const place of places) now[1].add(place)
      continue
    }
    const found = dueOf(definition, known, catalogue, published)
    if (typeof found === 'string') unsound.push(found)
    else if (found) {
      due.push(found)
      closing.set(definition, wording)
    }
  }
  return { due, watched, closing, unsound }
}

/** The rule with the steps to judge, null when nothing it reads was published, or why it cannot be judged. */
function dueOf(
  rule: RuleDefinition,
  known: ReadonlyMap<string, RuleDefinition>,
  catalogue: Catalogue,
  { manifest, before, changed }: Published,
): DueRule | string | null {
  const members = rule.when.kind === 'composite' ? rule.when.of.map((id) => known.get(id)) : [rule]
  const indicators = members.map((member) => member && catalogue.get(member.indicator))
  const fault = faultOf(rule, indicators)
  if (fault) return fault
  const read = indicators.flatMap((definition) => (definition ? [definition] : []))
  const tables = [...new Set(read.flatMap((definition) => definition.tables))]
  if (!tables.some((table) => changed.has(table))) return null
  const grain = read.some((definition) => definition.grain === 'month') ? 'month' : 'day'
  const steps = stepsDue(manifest, before, tables, grain, rule.grain)
  return { rule, members: members.flatMap((member) => (member && member !== rule ? [member] : [])), steps, tables }
}
