import { AreaCode } from '@cockpit/domain/ids'
import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'
import type { Envelope } from '@cockpit/domain/indicator/envelope'
import { IndicatorQuery } from '@cockpit/domain/indicator/query'
import type { RuleDefinition } from '@cockpit/domain/rules/definition'
import { type AskPorts, askIndicators } from '@cockpit/semantic-layer/client/ask'
import { isGuarded } from '@cockpit/semantic-layer/client/guard'
import { systemActor } from '../system-actor'
import { NotJudged } from './ask-steps'
import { type Finding, withoutFigures } from './finding-of'

export interface FoundIn {
  readonly finding: Finding
  /** What the rule is broken down by, as in the finding. */
  readonly each: string | null
}

/** Findings that one question answers: neighbours with one period and one disease. */
interface Together {
  readonly period: string
  readonly each: string | null
  /** The county of institutions, the area above areas; null where nothing is above. */
  readonly within: string | null
  readonly found: FoundIn[]
}

/**
 * Rules judge counts that are withheld from everyone to protect smaller ones. The alert says that something is so, and leaves out the
 * figures whoever reads it may not see on any screen. What may be shown of a place does not depend on how it is asked, so that neighbours are asked together:
 * a surge in all counties is a question a disease, and not one an alert.
 * @throws NotJudged when the semantic layer does not answer
 */
export async function withoutWithheld(
  all: readonly FoundIn[],
  rule: RuleDefinition,
  definition: IndicatorDefinition | undefined,
  asking: AskPorts,
): Promise<Finding[]> {
  if (!definition || !isGuarded(definition)) return all.map(({ finding }) => finding)
  const groups = new Map<string, Together>()
  for (const one of all) {
    const { finding, each } = one
    const within = finding.facilityId ? finding.areaCode : (asking.territory.get(finding.areaCode)?.parent ?? null)
    const name = JSON.stringify([finding.period, each, within ?? finding.areaCode])
    const group = groups.get(name) ?? { period: finding.period, each, within, found: [] }
    group.found.push(one)
    groups.set(name, group)
  }
  const shown = new Map<Finding, Finding>()
  for (const group of groups.values()) {
    const envelopes = await envelopesOf(group, rule, asking)
    for (const one of group.found) {
      const { finding } = one
      const key = finding.facilityId ?? finding.areaCode
      // A breakdown may leave a row out that must not even be known to exist: of such a place it is asked by itself.
      const envelope = envelopes.get(key) ?? (await envelopesOf({ ...group, found: [one] }, rule, asking)).get(key)
      shown.set(finding, envelope?.state === 'suppressed' ? withoutFigures(finding, envelope) : finding)
    }
  }
  return all.map(({ finding }) => shown.get(finding) ?? finding)
}

/** What everyone may see, by the key of a place. */
async function envelopesOf(
  { period, each, within, found }: Together,
  rule: RuleDefinition,
  asking: AskPorts,
): Promise<Map<string, Envelope>> {
  const [first] = found
  if (!first) return new Map()
  const { areaCode, facilityId } = first.finding
  const filters = [...(rule.filters ?? []), ...(rule.each && each ? [{ dimension: rule.each, values: [each] }] : [])]
  const place =
    found.length > 1 && within
      ? { territory: AreaCode.parse(within), by: rule.by }
      : { territory: areaCode, ...(facilityId ? { facility: facilityId } : {}) }
  const question = IndicatorQuery.parse({
    indicators: [rule.indicator],
    ...place,
    period,
    ...(filters.length > 0 ? { filters } : {}),
  })
  const result = await askIndicators(question, systemActor(asking.territory), asking)
  if (!result.ok) throw new NotJudged(`${result.refusal}: ${result.message}`)
  const { rows } = result.answer
  return new Map(
    rows.flatMap((row) => {
      const envelope = row.cells[rule.indicator]
      return envelope ? [['by' in place ? row.key : (facilityId ?? areaCode), envelope] as const] : []
    }),
  )
}
