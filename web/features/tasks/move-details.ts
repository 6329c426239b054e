import type { Level } from '@cockpit/domain/task/level'
import { SUPERVISIONS, type Supervision, type TaskCommand } from '@cockpit/domain/task/machine'
import { type PickedPlace, targetOf } from './TargetPicker'

/** What a command carries besides words. */
export interface MoveDetails {
  readonly place: PickedPlace | null
  readonly until: string
  readonly level: Level | null
  readonly grade: Supervision | null
  readonly part: 'sub' | 'assist'
}

export const NO_DETAILS: MoveDetails = { place: null, until: '', level: null, grade: null, part: 'assist' }

/** Commands that ask for more than words before they are given. */
export const DETAILED: readonly TaskCommand[] = ['issue', 'transfer', 'assist', 'askExtension', 'regrade', 'supervise']

/** The way on, the ways back, and what may be done beside: the order in which the page offers them. */
export const GROUPS = {
  forward: ['sign', 'check', 'handle', 'feedBack', 'close', 'confirm', 'resume', 'issue', 'grantExtension', 'archive'],
  back: ['return', 'decline', 'denyExtension'],
  aside: [
    ...(['urge', 'transfer', 'assist', 'askExtension', 'supervise', 'lift'] as const),
    ...(['escalate', 'regrade', 'suspend', 'abort'] as const),
  ],
} as const satisfies Record<string, readonly TaskCommand[]>

/** Grades above the one it has. */
export function gravesAbove(supervision: Supervision): Supervision[] {
  return SUPERVISIONS.slice(SUPERVISIONS.indexOf(supervision) + 1)
}

/** Is everything there that the command needs? */
export function isComplete(command: TaskCommand, details: MoveDetails): boolean {
  switch (command) {
    case 'transfer':
    case 'assist':
      return details.place !== null
    case 'askExtension':
      return details.until !== ''
    case 'regrade':
      return details.level !== null
    case 'supervise':
      return details.grade !== null
    default:
      return true
  }
}

/** The fields of `tasks.move` for a command; a day asked for ends in the evening of that day in China. */
export function fieldsOf(command: TaskCommand, { place, until, level, grade, part }: MoveDetails) {
  return {
    ...(['issue', 'transfer', 'assist'].includes(command) && place ? { target: targetOf(place) } : {}),
    ...(command === 'assist' ? { part: { kind: part } } : {}),
    ...(command === 'askExtension' && until ? { until: new Date(`${until}T17:30:00+08:00`) } : {}),
    ...(command === 'regrade' && level ? { level } : {}),
    ...(command === 'supervise' && grade ? { grade } : {}),
  }
}
