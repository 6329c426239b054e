import { expect, test } from 'vitest'
import { concerns } from './note'

const line = { indicators: ['a', 'b'], from: '2026-03-01', to: '2026-03-31' }

test.each([
  [{ indicator: 'a', from: '2026-03-05', to: '2026-03-05' }, true],
  [{ indicator: null, from: '2026-03-31', to: '2026-05-01' }, true],
  [{ indicator: 'b', from: '2025-01-01', to: '2026-03-01' }, true],
  [{ indicator: 'c', from: '2026-03-05', to: '2026-03-05' }, false],
  [{ indicator: 'a', from: '2026-04-01', to: '2026-04-01' }, false],
  [{ indicator: 'a', from: '2026-02-01', to: '2026-02-28' }, false],
])('%j concerns the line: %s', (note, expected) => expect(concerns(note, line)).toBe(expected))
