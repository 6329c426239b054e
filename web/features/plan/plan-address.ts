import { RESOURCES, type Resource, VIEWS, type View } from './model'

/** What of the page stands in its URL, so that a link shows the same thing. */
export interface PlanAddress {
  readonly area: string | null
  readonly view: View
  readonly resource: Resource
}

export function readPlanAddress(query: { get(name: string): string | null }): PlanAddress {
  const area = query.get('area')
  return {
    area: area && /^\d{6}$/.test(area) ? area : null,
    view: VIEWS.find((view) => view === query.get('view')) ?? 'target',
    resource: RESOURCES.find((resource) => resource === query.get('indicator')) ?? RESOURCES[0],
  }
}

export function writePlanAddress({ area, view, resource }: PlanAddress): string {
  const query = new URLSearchParams()
  if (area) query.set('area', area)
  if (view !== 'target') query.set('view', view)
  if (resource !== RESOURCES[0]) query.set('indicator', resource)
  const text = query.toString()
  return text === '' ? '' : `?${text}`
}
