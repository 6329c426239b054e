import { isNothing, scopeOf } from '@cockpit/domain/access/decide'
import type { AreaCode, IndicatorId } from '@cockpit/domain/ids'
import { type AskPorts, type AskRefusal, knownCatalogue } from './ask'
import { dimensionValues } from './dimension-values'
import { isGuarded } from './guard'
import type { Asker } from './prepare-question'
import { scopePass } from './scope-token'
import { CubeUnavailable } from './unavailable'

export type FilterValuesResult =
  | { readonly ok: true; readonly values: readonly string[] }
  | { readonly ok: false; readonly refusal: AskRefusal; readonly message: string }

/**
 * The values a dimension of an indicator has in a place (diseases, departments, DRGs, ...), as far as the asker's scope reaches; sorted,
 * at most 1,000. A value stands there because a row has it; no number comes with it. Of an indicator under suppression the values of
 * the whole province are told, as far as the scope reaches: which of them a place lacks is as good as a count there.
 */
export async function filterValues(
  indicator: IndicatorId,
  dimension: string,
  territory: AreaCode,
  asker: Asker,
  ports: AskPorts,
): Promise<FilterValuesResult> {
  const area = ports.territory.get(territory)
  if (!area)
    return { ok: false, refusal: 'unknown-territory', message: `There is no area ${territory} in the territory.` }
  try {
    const definition = (await knownCatalogue(ports)).get(indicator)
    if (!definition) return { ok: false, refusal: 'unknown-indicator', message: `There is no indicator ${indicator}.` }
    if (!definition.dimensions.includes(dimension))
      return { ok: false, refusal: 'bad-filter', message: `${indicator} has no dimension ${dimension}.` }
    const scope = scopeOf(asker.grants, 'indicator.read', definition.sensitivity)
    if (isNothing(scope)) return { ok: false, refusal: 'not-permitted', message: 'Your grants do not reach here.' }
    const token = scopePass(scope, definition.sensitivity, ports.territory, ports.cube.secret, ports.now)
    const cube = indicator.slice(0, indicator.indexOf('.'))
    const member = `${cube}.${dimension}`
    const within = isGuarded(definition) ? (ports.territory.path(area.code)[0] ?? area) : area
    const values = await dimensionValues(ports.cube, token, member, within)
    return { ok: true, values: values.filter((value) => value !== '') }
  } catch (error) {
    if (!(error instanceof CubeUnavailable) || error.refused) throw error
    return { ok: false, refusal: 'unavailable', message: error.message }
  }
}
