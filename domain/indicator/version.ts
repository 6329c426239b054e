import type { Bilingual } from '../ids'
import type { EarlierVersion, IndicatorDefinition } from './definition'

/** One version of a definition in force: since its day, until the day before the next one's. */
export interface DefinitionVersion {
  readonly version: string
  /** `yyyy-mm-dd` */
  readonly effectiveFrom: string
  /** First day of the version that took its place; null for the one in force today. */
  readonly until: string | null
  readonly formula: Bilingual
  readonly standard: string
  readonly evidence: IndicatorDefinition['evidence']
  /** What it does otherwise than the version before; absent for the first. */
  readonly change?: Bilingual
}

/** A day on which a definition became another. */
export interface DefinitionChange {
  /** First day of the new version, `yyyy-mm-dd`. */
  readonly on: string
  readonly from: string
  readonly to: string
  readonly what?: Bilingual
}

/** All versions of a definition, the current one first. */
export function versionsOf(definition: IndicatorDefinition): DefinitionVersion[] {
  const all = [definition, ...(definition.earlier ?? [])]
  return all.map((one, index) => ({
    version: one.version,
    effectiveFrom: one.effectiveFrom,
    until: all[index - 1]?.effectiveFrom ?? null,
    formula: one.formula,
    standard: one.standard,
    evidence: one.evidence,
    ...(one.change ? { change: one.change } : {}),
  }))
}

/**
 * The indicator as one of its versions defines it, for any period: what is not said of the version is the current one's. Targets are the
 * current version's only, since a limit is set for a way of counting.
 * @returns undefined when it has no such version
 */
export function underVersion(
  definition: IndicatorDefinition,
  version: string | undefined,
): IndicatorDefinition | undefined {
  if (version === undefined || version === definition.version) return definition
  const earlier = definition.earlier?.find((one) => one.version === version)
  if (!earlier) return undefined
  const { target: _, change: __, ...current } = definition
  return { ...current, ...fieldsOf(earlier) }
}

/** Changes whose first day lies in the period after its first day: before and after stand in it. Oldest first. */
export function changesWithin(
  definition: IndicatorDefinition,
  period: { readonly from: string; readonly to: string },
): DefinitionChange[] {
  const versions = versionsOf(definition)
  return versions
    .flatMap((one, index): DefinitionChange[] => {
      const before = versions[index + 1]
      if (!before || one.effectiveFrom <= period.from || one.effectiveFrom > period.to) return []
      const what = one.change ? { what: one.change } : {}
      return [{ on: one.effectiveFrom, from: before.version, to: one.version, ...what }]
    })
    .reverse()
}

function fieldsOf(earlier: EarlierVersion): Partial<IndicatorDefinition> {
  return Object.fromEntries(Object.entries(earlier).filter(([, value]) => value !== undefined))
}
