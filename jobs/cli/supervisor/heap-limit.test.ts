import { expect, test } from 'vitest'
import { heapLimit } from './heap-limit'

test('a part with a limit is given it, one without is not', () => {
  expect(heapLimit(1536, {})).toEqual(['--max-old-space-size=1536'])
  expect(heapLimit(undefined, {})).toEqual([])
})

test.each(['--max-old-space-size=4096', '--trace-warnings --max_old_space_size=512'])(
  'what the operator set in NODE_OPTIONS stands: %s',
  (options) => {
    expect(heapLimit(1536, { NODE_OPTIONS: options })).toEqual([])
  },
)

test('other options of the operator change nothing', () => {
  expect(heapLimit(1536, { NODE_OPTIONS: '--trace-warnings' })).toEqual(['--max-old-space-size=1536'])
})
