import type { EventReport } from '@cockpit/domain/event/report'
import { expect, test } from 'vitest'
import { fieldOf, instantOf } from './instant-field'
import { draftOf, draftProblems, emptyDraft, reportOf } from './report-draft'

const NOW = new Date('2026-11-22T08:05:30Z')

test('an instant is shown and read on the clock of China, wherever the browser stands', () => {
  expect(fieldOf(NOW)).toBe('2026-11-22T16:05')
  expect(instantOf('2026-11-22T16:05')).toEqual(new Date('2026-11-22T08:05:00Z'))
  expect(Number.isNaN(instantOf('').getTime())).toBe(true)
})

test('an empty form lacks what nobody has said; an empty count is no zero', () => {
  expect(draftProblems(emptyDraft(NOW), NOW)).toEqual({
    ...{ title: 'missing', kind: 'missing', place: 'missing', affected: 'not-a-count', description: 'missing' },
  })
  expect(draftProblems({ ...emptyDraft(NOW), affected: '1e3' }, NOW).affected).toBe('not-a-count')
})

test('a report comes back out of its own draft; a class goes with an infectious disease alone', () => {
  const report: EventReport = {
    ...{ title: '呕吐', kind: 'foodPoisoning', infection: null, place: '小学', affected: 12, deaths: 0 },
    ...{ foundAt: new Date('2026-11-22T07:30:00Z'), description: '午餐后' },
  }
  expect(reportOf(draftOf(report))).toEqual(report)
  expect(reportOf({ ...draftOf(report), infection: 'classA' }).infection).toBeNull()
  expect(draftProblems({ ...draftOf(report), kind: 'infectious' }, NOW)).toEqual({ infection: 'missing' })
})
