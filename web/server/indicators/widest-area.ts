import type { Scope } from '@cockpit/domain/access/decide'
import type { AreaCode } from '@cockpit/domain/ids'
import type { Territory } from '@cockpit/domain/territory/territory'

/** The topmost area above (or at) `area` that the scope covers; the area itself when it covers none. */
export function widestArea(scope: Scope, area: AreaCode, territory: Territory): AreaCode {
  return (
    territory.path(area).find((step) => scope.areas.some((granted) => territory.within(step.code, granted)))?.code ??
    area
  )
}
