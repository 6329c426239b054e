import type { RaisedFinding } from '@cockpit/db/alerts/raise-alert'
import { AreaCode, type Bilingual, FacilityId } from '@cockpit/domain/ids'
import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'
import { formatPeriod } from '@cockpit/domain/period/period'
import type { RuleDefinition } from '@cockpit/domain/rules/definition'
import { plainValue, reasonOf, type WriteValue } from '@cockpit/domain/rules/reason'
import type { Facility, Territory } from '@cockpit/domain/territory/territory'
import { lastDayOf } from './due'
import type { JudgedStep } from './judge-subjects'

export type Finding = Omit<RaisedFinding, 'demo'>

/** The alert an alarm asks for; null where nobody knows the place. */
export function findingOf(
  rule: RuleDefinition,
  { subject, step, verdict }: JudgedStep,
  facilities: ReadonlyMap<FacilityId, Facility>,
  definition: IndicatorDefinition | undefined,
  territory: Pick<Territory, 'get'>,
): Finding | null {
  const facilityId = rule.by === 'facility' ? FacilityId.parse(subject.key) : null
  const facility = facilityId ? facilities.get(facilityId) : undefined
  if (facilityId && !facility) return null
  const period = formatPeriod({ from: step, to: lastDayOf(step, rule.grain), grain: rule.grain })
  const envelope = subject.envelope(step) ?? {
    indicator: rule.indicator,
    state: 'not-reported',
    definitionVersion: rule.version,
  }
  const areaCode = facility ? facility.county : AreaCode.parse(subject.key)
  const place = facility?.name ?? territory.get(areaCode)?.name ?? { zh: subject.name, en: subject.name }
  const suffix = (name: string) => `${name}${subject.each ? ` ${subject.each}` : ''}`
  return {
    dedupeKey: [rule.id, subject.key, ...(subject.each ? [subject.each] : []), period].join('|'),
    ruleId: rule.id,
    ruleVersion: rule.version,
    title: { zh: `${rule.title.zh}：${suffix(place.zh)}`, en: `${rule.title.en}: ${suffix(place.en)}` },
    advice: rule.advice,
    level: rule.level,
    indicator: rule.indicator,
    areaCode,
    facilityId,
    period,
    kind: rule.when.kind,
    detail: {
      value: verdict.value,
      limit: verdict.limit,
      months: verdict.steps,
      grain: rule.grain,
      kind: rule.when.kind,
      expected: verdict.expected,
      chance: verdict.chance,
      reason: { ...reasonOf(rule, verdict, writerOf(definition)) },
      owner: rule.owner ?? null,
      recovery: rule.recovery ?? 1,
      subject: subject.name,
      each: subject.each,
      // A plain copy: the envelope is stored as it was when the rule spoke.
      envelope: JSON.parse(JSON.stringify(envelope)),
    },
  }
}

/** The words of a finding without the figures that whoever reads it may not see. */
export function withoutFigures(finding: Finding, envelope: unknown): Finding {
  const { limit: _l, expected: _e, chance: _c, reason: _r, ...detail } = finding.detail
  return { ...finding, detail: { ...detail, value: null, envelope: JSON.parse(JSON.stringify(envelope)) } }
}

/** Values as the catalogue writes them. */
export function writerOf(definition: IndicatorDefinition | undefined): WriteValue {
  if (!definition) return plainValue
  const { format, digits, unit } = definition
  if (format === 'percent') return (value) => both(`${(value * 100).toFixed(Math.max(1, digits))}%`)
  const written = (value: number) => String(Number(value.toFixed(Math.max(digits, Math.abs(value) < 10 ? 2 : digits))))
  return (value): Bilingual => ({
    zh: `${written(value)}${unit.zh ? ` ${unit.zh}` : ''}`,
    en: `${written(value)}${unit.en ? ` ${unit.en}` : ''}`,
  })
}

const both = (text: string): Bilingual => ({ zh: text, en: text })
