import { LEVELS, type Level } from '@cockpit/domain/task/level'
import { runningClock, type TaskClocks } from './countdown'

export const TABS = ['toSign', 'toHandle', 'toReview', 'alerts', 'held'] as const
export type Tab = (typeof TABS)[number]

export interface ListedTask extends TaskClocks {
  readonly id: string
}

export interface ListedAlert {
  readonly id: string
  readonly level: Level
  readonly state: string
  readonly raisedAt: number
}

export interface WorkLists<T extends ListedTask, A extends ListedAlert> {
  readonly toSign: readonly T[]
  readonly toHandle: readonly T[]
  readonly toReview: readonly T[]
  readonly alerts: readonly A[]
  /** Not over, and no clock runs: a draft, a task that was suspended, one that waits for its indicator. */
  readonly held: readonly T[]
}

/**
 * What is to be done, each kind by level (I first), then by what runs out first. Alerts have no clock: the older first.
 * Closed and aborted tasks, and alerts already dispatched, are nobody's work and are left out.
 */
export function workLists<T extends ListedTask, A extends ListedAlert>(
  tasks: readonly T[],
  alerts: readonly A[],
): WorkLists<T, A> {
  const ordered = [...tasks].sort(byPressure)
  return {
    toSign: ordered.filter((task) => task.state === 'dispatched'),
    toHandle: ordered.filter(({ state }) => state === 'signed' || state === 'checking' || state === 'handling'),
    toReview: ordered.filter((task) => task.state === 'fedBack'),
    held: ordered.filter(({ state }) => state === 'drafted' || state === 'suspended' || state === 'verifying'),
    alerts: alerts
      .filter((alert) => alert.state === 'open')
      .sort((a, b) => rank(a.level) - rank(b.level) || a.raisedAt - b.raisedAt || a.id.localeCompare(b.id)),
  }
}

/** The tab to open first: the first that has work; signing when nothing has. */
export function firstTab(lists: WorkLists<ListedTask, ListedAlert>): Tab {
  return TABS.find((tab) => lists[tab].length > 0) ?? 'toSign'
}

/** The open task whose clock heads the page: highest level, then what runs out first. */
export function mostPressing<T extends ListedTask>(lists: WorkLists<T, ListedAlert>): T | null {
  return [...lists.toSign, ...lists.toHandle, ...lists.toReview].sort(byPressure)[0] ?? null
}

/** How many alerts wait at each level, gravest first. */
export function waitingAlerts(alerts: readonly ListedAlert[]): {
  readonly gravest: Level | null
  readonly levels: readonly { readonly level: Level; readonly count: number }[]
} {
  const levels = LEVELS.map((level) => ({
    level,
    count: alerts.filter((alert) => alert.level === level).length,
  })).filter(({ count }) => count > 0)
  return { gravest: levels[0]?.level ?? null, levels }
}

function rank(level: Level): number {
  return LEVELS.indexOf(level)
}

function byPressure(a: ListedTask, b: ListedTask): number {
  const due = (task: ListedTask) => runningClock(task)?.due ?? Number.MAX_SAFE_INTEGER
  return rank(a.level) - rank(b.level) || due(a) - due(b) || a.id.localeCompare(b.id)
}
