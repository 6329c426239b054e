import { expect, test } from 'vitest'
import { type Feedback, type FeedbackPorts, takeFeedback } from './take-feedback'

const PNG = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1])
const feedback = (content: Uint8Array): Feedback => ({
  ...{ note: '已整改', expectedRevision: 1, idempotencyKey: 'key' },
  evidence: [{ fileName: 'a.png', mediaType: 'image/png', content }],
})

/** What was done, in order, and what came of it. */
async function done(given: Partial<FeedbackPorts>, content: Uint8Array = PNG) {
  const steps: string[] = []
  const noted =
    <A extends unknown[], R>(name: string, f: (...args: A) => R) =>
    (...args: A): R => {
      steps.push(name)
      return f(...args)
    }
  const moved = { ok: true, taskId: 't', state: 'fedBack', revision: 2, repeated: false } as const
  const result = await takeFeedback({
    refusal: noted('permission', given.refusal ?? (async () => null)),
    read: noted('read', given.read ?? (async () => feedback(content))),
    scan: noted('scan', given.scan ?? (async () => null)),
    move: noted('move', given.move ?? (async () => moved)),
  })
  return { steps, said: result.ok ? 'taken' : result.refusal }
}

test('permission, then type and size, then the scanner, then the task', async () => {
  expect(await done({})).toEqual({ steps: ['permission', 'read', 'scan', 'move'], said: 'taken' })
})

test('who may not feed back makes nobody read or scan a file', async () => {
  expect(await done({ refusal: async () => 'not-permitted' })).toEqual({ steps: ['permission'], said: 'not-permitted' })
  expect(await done({ refusal: async () => 'not-found' })).toEqual({ steps: ['permission'], said: 'not-found' })
})

test('what is no picture, too large or empty never reaches the scanner', async () => {
  const refused = async (content: Uint8Array) => (await done({}, content)).steps
  expect(await done({}, Uint8Array.from([0x4d, 0x5a, 1, 2]))).toEqual({
    steps: ['permission', 'read'],
    said: 'evidence-type',
  })
  expect(await refused(new Uint8Array(0))).toEqual(['permission', 'read'])
  const large = new Uint8Array(10 * 2 ** 20 + 1)
  large.set(PNG)
  expect(await done({}, large)).toEqual({ steps: ['permission', 'read'], said: 'evidence-too-large' })
})

test('what the scanner refuses, and a form that is none, changes no task', async () => {
  expect(await done({ scan: async () => 'evidence-infected' })).toEqual({
    steps: ['permission', 'read', 'scan'],
    said: 'evidence-infected',
  })
  expect(await done({ read: async () => null })).toEqual({ steps: ['permission', 'read'], said: 'bad-form' })
})
