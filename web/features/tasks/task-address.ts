import { AreaCode } from '@cockpit/domain/ids'
import { LEVELS, type Level } from '@cockpit/domain/task/level'
import {
  OPEN_TASK_STATES,
  SUPERVISIONS,
  type Supervision,
  TASK_STATES,
  type TaskState,
} from '@cockpit/domain/task/machine'

/** What the list of tasks shows, as it stands in the address: a link shows another person the same, under their own authority. */
export interface TaskAddress {
  readonly states: readonly TaskState[]
  readonly levels: readonly Level[]
  readonly supervision: readonly Supervision[]
  readonly area: AreaCode | null
  readonly batch: string | null
  readonly text: string
  readonly overdue: boolean
}

/** Every word nobody knows is left out; no states at all means those in which somebody still has something to do. */
export function readTaskAddress(query: { get(name: string): string | null }): TaskAddress {
  const words = (name: string) => (query.get(name) ?? '').split(',')
  const area = AreaCode.safeParse(query.get('t'))
  const states = TASK_STATES.filter((state) => words('s').includes(state))
  return {
    states: query.get('s') === 'all' ? [] : states.length > 0 ? states : [...OPEN_TASK_STATES],
    levels: LEVELS.filter((level) => words('l').includes(level)),
    supervision: SUPERVISIONS.filter((grade) => words('d').includes(grade)),
    area: area.success ? area.data : null,
    batch: query.get('b') || null,
    text: query.get('q') ?? '',
    overdue: query.get('o') === '1',
  }
}

export function tasksHref({ states, levels, supervision, area, batch, text, overdue }: Partial<TaskAddress>): string {
  const query = new URLSearchParams()
  if (states && !isUsual(states)) query.set('s', states.length === 0 ? 'all' : states.join(','))
  if (levels && levels.length > 0) query.set('l', levels.join(','))
  if (supervision && supervision.length > 0) query.set('d', supervision.join(','))
  if (area) query.set('t', area)
  if (batch) query.set('b', batch)
  if (text) query.set('q', text)
  if (overdue) query.set('o', '1')
  return query.size > 0 ? `/tasks?${query}` : '/tasks'
}

const isUsual = (states: readonly TaskState[]) =>
  states.length === OPEN_TASK_STATES.length && OPEN_TASK_STATES.every((state) => states.includes(state))

/** The question of an address. */
export function taskFilter({ states, levels, supervision, area, batch, text, overdue }: TaskAddress) {
  return {
    ...(states.length > 0 ? { states: [...states] } : {}),
    ...(levels.length > 0 ? { levels: [...levels] } : {}),
    ...(supervision.length > 0 ? { supervision: [...supervision] } : {}),
    ...(area ? { area } : {}),
    ...(batch ? { batch } : {}),
    ...(text.trim() ? { text: text.trim() } : {}),
    ...(overdue ? { overdue } : {}),
  }
}
