import { writeParameters } from '@cockpit/domain/indicator/parameters'
import { ScheduledReport } from '@cockpit/domain/scheduled-report/definition'
import { expect, test } from 'vitest'
import { draftAsked, draftOf, isSchedulable, mayAttach, newDraft, reportOf } from './report-draft'

const whole = { ...newDraft('p1', null), title: '月报', indicators: ['outpatient.visits'] }
const faultsOf = (change: object) => {
  const read = reportOf({ ...whole, ...change })
  return read.ok ? [] : [...read.faults]
}

test('a form is read, and a report is shown in its form as it was set up', () => {
  for (const change of [
    {},
    { kind: 'page', path: '/region/330100?flow=admissions', pagePlace: 'own' },
    { place: 'fixed', area: '330000', facility: 'H1', by: 'department', every: 'week', weekday: 5 },
    { every: 'quarter', day: 31, roles: [{ role: 'leader', area: '330000' }], people: [], email: true, attach: true },
  ]) {
    const read = reportOf({ ...whole, ...change } as typeof whole)
    if (!read.ok) throw new Error([...read.faults].join())
    const again = reportOf(draftOf(ScheduledReport.parse(JSON.parse(JSON.stringify(read.report)))))
    expect(again).toEqual(read)
  }
})

test('the table of a panel becomes a draft of its place and breakdown; a line of months or a filtered list does not', () => {
  const question = { indicators: ['income.drugShare'], territory: '330106', period: '2026-10', by: 'department' }
  const asked = (change: object) => draftAsked('p1', writeParameters({ ...question, ...change }))
  const read = reportOf({ ...(asked({ facility: 'H1', compare: ['previous'] }) ?? whole), title: '科室药占比' })
  expect(read.ok && read.report.content).toEqual({
    ...{ kind: 'table', format: 'xlsx', indicators: ['income.drugShare'], by: 'department', compare: true },
    place: { kind: 'fixed', area: '330106', facility: 'H1' },
  })
  expect(asked({ series: 'month' })).toBeNull()
  expect(asked({ filters: [{ dimension: 'tier', values: ['secondary'] }] })).toBeNull()
  expect(draftAsked('p1', new URLSearchParams('path=/'))).toBeNull()
  expect(isSchedulable({ indicators: Array.from({ length: 25 }, (_, i) => `a.b${i}`) })).toBe(false)
})

test('what is wrong is told at its field', () => {
  expect(faultsOf({})).toEqual([])
  expect(faultsOf({ title: ' ' })).toEqual(['title'])
  expect(faultsOf({ indicators: [] })).toEqual(['indicators'])
  expect(faultsOf({ place: 'fixed' })).toEqual(['area'])
  expect(faultsOf({ kind: 'page', path: '/cases' })).toEqual(['path'])
  expect(faultsOf({ kind: 'page', path: '/compare', pagePlace: 'own' })).toEqual(['pagePlace'])
  expect(faultsOf({ at: '' })).toEqual(['at'])
  expect(faultsOf({ people: [] })).toEqual(['recipients'])
  expect(faultsOf({ inbox: false })).toEqual(['channels'])
})

test('only a table of whole areas that is mailed may have its file with it; the wish is dropped otherwise', () => {
  const mailed = { ...whole, email: true, attach: true }
  expect(mayAttach(mailed)).toBe(true)
  expect(mayAttach({ ...mailed, email: false })).toBe(false)
  for (const by of ['children', 'facility', 'department']) expect(mayAttach({ ...mailed, by })).toBe(false)
  expect(mayAttach({ ...mailed, kind: 'page' })).toBe(false)
  const read = reportOf({ ...mailed, by: 'facility' })
  expect(read.ok && read.report.attach).toBe(false)
})
