import { expect, test } from 'vitest'
import type { FrontPage } from './front-page'
import { inProcess } from './grouper'
import { GroupingVersion } from './grouping'
import { GROUPER_FAULTS, isGrouperFault, REASON_CODES, UNGROUPED_REASONS } from './ungrouped-reason'

const version = GroupingVersion.parse({ name: 'TEST-1', from: '2026-01-01' })
const page = (diagnosis: string): FrontPage => ({
  sex: '1',
  ageYears: 60,
  ageDays: null,
  birthWeight: null,
  admissionWeight: null,
  diagnoses: [diagnosis],
  operations: [],
  stayDays: 5,
  dischargeWay: '1',
  cost: 8000,
})

test('a page that the function throws on, or answers against the rules, keeps its place and is ungrouped; the others are not touched', async () => {
  const grouper = inProcess(version, ({ diagnoses: [main] }) => {
    if (main === 'boom') throw new Error('no such table')
    if (main === 'heavy') return { grouped: true, drg: 'ES3', weight: -1 }
    if (main === 'blank') return { grouped: true, drg: 'E S3' }
    if (main === 'unsaid') return { grouped: false, reason: 'because' }
    if (main === 'none') return { grouped: false, reason: 'main-diagnosis-unknown' }
    return { grouped: true, mdc: 'E', adrg: 'ES3', drg: 'ES31', name: '演示', weight: 0.7, riskClass: 'low' }
  })
  const answers = await grouper.group(['ok', 'boom', 'heavy', 'blank', 'unsaid', 'none', 'ok'].map(page))
  expect(answers.map((one) => (one.grouped ? one.drg : one.reason))).toEqual([
    'ES31',
    ...Array<string>(4).fill('grouper-bad-answer'),
    'main-diagnosis-unknown',
    'ES31',
  ])
  expect(answers[5]).toEqual({ grouped: false, reason: 'main-diagnosis-unknown', mdc: null, adrg: null })
})

test('a version has a name and the day it holds from', () => {
  for (const bad of [{ name: ' ', from: '2026-01-01' }, { name: 'X', from: '2026-02-30' }, { name: 'X' }])
    expect(GroupingVersion.safeParse(bad).success).toBe(false)
})

test('every reason has words in both languages, and faults of the grouper are among them', () => {
  expect(REASON_CODES.filter((code) => isGrouperFault(code))).toEqual([...GROUPER_FAULTS])
  for (const code of REASON_CODES) {
    expect(UNGROUPED_REASONS[code].zh).toMatch(/[一-鿿]/)
    expect(UNGROUPED_REASONS[code].en).toMatch(/^[A-Z]/)
  }
})
