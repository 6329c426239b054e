import { isNothing, type Scope, scopeOf } from '@cockpit/domain/access/decide'
import { type Grant, SENSITIVITIES, type Sensitivity } from '@cockpit/domain/access/grant'
import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'
import type { IndicatorQuery } from '@cockpit/domain/indicator/query'
import { changesWithin, underVersion, versionsOf } from '@cockpit/domain/indicator/version'
import type { Territory } from '@cockpit/domain/territory/territory'
import { cellsOfSeries, MOST_CELLS } from './answer-size'
import { type Breakdown, breakdownOf, type FacilityMap, type Permission, permit } from './breakdown'
import type { Catalogue } from './catalogue'
import type { Asked } from './envelopes'
import { unfit } from './need'

/** A question that stands, and what of it its asker may see. */
export interface Prepared {
  readonly definitions: readonly Asked[]
  readonly scope: Scope
  readonly sensitivity: Sensitivity
  readonly permission: Exclude<Permission, 'none'>
  readonly visible: Breakdown
}

export type QuestionRefusal =
  | 'unknown-indicator'
  | 'unknown-version'
  | 'unknown-territory'
  | 'unknown-facility'
  | 'bad-breakdown'
  | 'bad-filter'
  | 'not-permitted'

export interface Asker {
  readonly grants: readonly Grant[]
  /** A rule that judges and shows nothing: cells hidden only to protect others are given to it. Never for a person. */
  readonly judging?: boolean
}

/** The places a question may be about. */
export interface Places {
  readonly territory: Territory
  readonly facilities: FacilityMap
}

export interface Refused {
  readonly refusal: QuestionRefusal
  readonly message: string
}

/** Checks a question against the catalogue and decides it by the asker's grants, before anything is asked. */
export function prepareQuestion(
  query: IndicatorQuery,
  asker: Asker,
  ports: Places,
  catalogue: Catalogue,
): Prepared | Refused {
  const checked = check(query, ports, catalogue)
  if ('refusal' in checked) return checked
  const { definitions, breakdown } = checked
  // Rules are the operator's own, and judge every facility at once.
  if (!asker.judging && cellsOfSeries(query, breakdown) > MOST_CELLS)
    return {
      refusal: 'bad-breakdown',
      message: 'So long a line for so many rows has no answer; ask for a shorter period or longer steps.',
    }
  const sensitivity = sensitivityOf(query, breakdown, definitions)
  const scope = scopeOf(asker.grants, 'indicator.read', sensitivity)
  const { permission, visible } = permit(query, breakdown, scope, ports.territory, ports.facilities)
  if (permission === 'none' || isNothing(scope))
    return {
      refusal: 'not-permitted',
      message: `Your grants do not reach ${query.facility ?? query.territory} for this question.`,
    }
  return { definitions, scope, sensitivity, permission, visible }
}

type Checked = { readonly definitions: readonly Asked[]; readonly breakdown: Breakdown } | Refused

function check(query: IndicatorQuery, ports: Places, catalogue: Catalogue): Checked {
  const definitions: Asked[] = []
  for (const id of query.indicators) {
    const definition = catalogue.get(id)
    if (!definition) return { refusal: 'unknown-indicator', message: `There is no indicator ${id}; see the catalogue.` }
    const asked = underVersion(definition, query.versions?.[id])
    if (!asked) {
      const has = versionsOf(definition).map((one) => one.version)
      return { refusal: 'unknown-version', message: `${id} has no version ${query.versions?.[id]}: ${has.join(', ')}.` }
    }
    const outdated = asked === definition ? {} : ({ outdated: true } as const)
    definitions.push({ ...asked, ...outdated, changes: changesWithin(definition, query.period) })
  }
  for (const id of Object.keys(query.versions ?? {}))
    if (!definitions.some((one) => one.id === id))
      return { refusal: 'unknown-version', message: `A version is named of ${id}, which is not asked for.` }
  const { territory, facilities } = ports
  if (!territory.get(query.territory))
    return { refusal: 'unknown-territory', message: `There is no area ${query.territory} in the territory.` }
  const facility = query.facility === undefined ? undefined : facilities.get(query.facility)
  if (query.facility !== undefined && !(facility && territory.within(facility.county, query.territory)))
    return { refusal: 'unknown-facility', message: `There is no facility ${query.facility} in ${query.territory}.` }
  const breakdown = breakdownOf(query, territory, facilities, definitions)
  if (!breakdown)
    return { refusal: 'bad-breakdown', message: `None of these indicators can be broken down by ${query.by} here.` }
  if (definitions.every((definition) => unfit(definition, query, breakdown) === 'breakdown') && query.by !== undefined)
    return { refusal: 'bad-breakdown', message: `None of these indicators can be broken down by ${query.by} here.` }
  if (definitions.every((definition) => unfit(definition, query, breakdown) === 'filter'))
    return { refusal: 'bad-filter', message: 'None of these indicators has the dimensions of the filters.' }
  return { definitions, breakdown }
}

function sensitivityOf(
  query: IndicatorQuery,
  breakdown: Breakdown,
  definitions: readonly IndicatorDefinition[],
): Sensitivity {
  const facility = query.facility !== undefined || breakdown.kind === 'facilities'
  const needed = [
    ...definitions.map((definition) => definition.sensitivity),
    facility ? 'facility' : 'aggregate',
  ] as const
  return needed.reduce((a, b) => (SENSITIVITIES.indexOf(a) >= SENSITIVITIES.indexOf(b) ? a : b))
}
