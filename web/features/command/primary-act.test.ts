import type { TaskCommand, TaskState } from '@cockpit/domain/task/machine'
import { describe, expect, it } from 'vitest'
import { taskActs } from './primary-act'

const INSTITUTION: TaskCommand[] = ['sign', 'feedBack']
const COMMANDER: TaskCommand[] = ['return', 'close', 'abort', 'urge']

describe('one primary act a card', () => {
  it.each<[string, TaskState, TaskCommand[], boolean, TaskCommand | null, TaskCommand[], string | null]>([
    ['an institution signs what was dispatched', 'dispatched', INSTITUTION, false, 'sign', [], null],
    ['an institution feeds back what it signed', 'signed', INSTITUTION, false, 'feedBack', [], null],
    ['an institution waits for the review', 'fedBack', INSTITUTION, false, null, [], 'review'],
    ['a commander urges while signing is awaited', 'dispatched', COMMANDER, true, 'urge', [], 'sign'],
    ['a reviewer closes, or returns, or urges', 'fedBack', COMMANDER, false, 'close', ['return', 'urge'], null],
    [
      'who dispatched it may return it, not close it',
      'fedBack',
      COMMANDER,
      true,
      null,
      ['return', 'urge'],
      'other-reviewer',
    ],
    ['nothing is left to do when closed', 'closed', [...INSTITUTION, ...COMMANDER], false, null, [], null],
    ['a draft is issued by who may', 'drafted', ['issue', 'abort'], true, 'issue', [], null],
    ['others wait for its issue', 'drafted', INSTITUTION, false, null, [], 'issue'],
    ['what stands still is taken up again', 'suspended', ['resume', 'abort'], true, 'resume', [], null],
    ['an institution waits until it is taken up', 'suspended', INSTITUTION, false, null, [], 'resume'],
    ['approved, all wait for the indicator', 'verifying', COMMANDER, false, null, ['return'], 'recovery'],
    ['a leader without review waits', 'fedBack', ['urge'], false, null, ['urge'], 'review'],
  ])('%s', (_, state, may, handledByMe, primary, secondary, waiting) =>
    expect(taskActs({ state, may, handledByMe })).toEqual({ primary, secondary, waiting }),
  )
})
