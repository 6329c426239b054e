import { ALERT_STATES, type AlertState, LIVE_ALERT_STATES } from '@cockpit/domain/alert/state'
import { AreaCode } from '@cockpit/domain/ids'
import { LEVELS, type Level } from '@cockpit/domain/task/level'

export const ALERT_VIEWS = ['list', 'incidents', 'map'] as const
export type AlertView = (typeof ALERT_VIEWS)[number]

/** What the list of alerts shows, as it stands in the address: a link shows another person the same, under their own authority. */
export interface AlertAddress {
  readonly view: AlertView
  readonly states: readonly AlertState[]
  readonly levels: readonly Level[]
  readonly area: AreaCode | null
  readonly rule: string | null
  readonly incident: string | null
  readonly text: string
  /** Alerts that rest: left out, or alone. */
  readonly resting: boolean
}

/** Every word nobody knows is left out; no states at all means those somebody still owes something. */
export function readAlertAddress(query: { get(name: string): string | null }): AlertAddress {
  const words = (name: string) => (query.get(name) ?? '').split(',')
  const area = AreaCode.safeParse(query.get('t'))
  const states = ALERT_STATES.filter((state) => words('s').includes(state))
  return {
    view: ALERT_VIEWS.find((view) => view === query.get('v')) ?? 'list',
    states: query.get('s') === 'all' ? [] : states.length > 0 ? states : [...LIVE_ALERT_STATES],
    levels: LEVELS.filter((level) => words('l').includes(level)),
    area: area.success ? area.data : null,
    rule: query.get('r') || null,
    incident: query.get('n') || null,
    text: query.get('q') ?? '',
    resting: query.get('z') === '1',
  }
}

export function alertsHref(address: Partial<AlertAddress>): string {
  const query = new URLSearchParams()
  const { view, states, levels, area, rule, incident, text, resting } = address
  if (view && view !== 'list') query.set('v', view)
  if (states && !isUsual(states)) query.set('s', states.length === 0 ? 'all' : states.join(','))
  if (levels && levels.length > 0) query.set('l', levels.join(','))
  if (area) query.set('t', area)
  if (rule) query.set('r', rule)
  if (incident) query.set('n', incident)
  if (text) query.set('q', text)
  if (resting) query.set('z', '1')
  return query.size > 0 ? `/alerts?${query}` : '/alerts'
}

const isUsual = (states: readonly AlertState[]) =>
  states.length === LIVE_ALERT_STATES.length && LIVE_ALERT_STATES.every((state) => states.includes(state))

/** The question of an address. */
export function alertFilter({ states, levels, area, rule, incident, text, resting }: AlertAddress) {
  return {
    ...(states.length > 0 ? { states: [...states] } : {}),
    ...(levels.length > 0 ? { levels: [...levels] } : {}),
    ...(area ? { area } : {}),
    ...(rule ? { rule } : {}),
    ...(incident ? { incident } : {}),
    ...(text.trim() ? { text: text.trim() } : {}),
    snoozed: resting ? ('only' as const) : ('hide' as const),
  }
}
