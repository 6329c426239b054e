import { readFileSync } from 'node:fs'
import { CASE_FLAGS, CASE_LISTS, CASE_MARKS, listsBehind } from '@cockpit/domain/cases/case-lists'
import { expect, test } from 'vitest'
import { FEE_MEMBERS } from './fee-members'

const model = (name: string) => readFileSync(new URL(`../packs/inpatient/${name}.cube.js`, import.meta.url), 'utf8')

test('the cube of cases reads every fee item of the front page, and no other', () => {
  const listed = [...(/const FEES = \[([\s\S]*?)\]/.exec(model('cases'))?.[1] ?? '').matchAll(/'(\w+)'/g)]
  expect(listed.map(([, name]) => name).sort()).toEqual(Object.values(FEE_MEMBERS).sort())
  expect(FEE_MEMBERS.feeWesternDrug).toBe('fee_western_drug')
})

test('every condition and flag is a member of the cube, and is counted by a measure of the figures', () => {
  const cases = model('cases')
  for (const mark of [...CASE_MARKS.filter((one) => one !== 'all'), ...CASE_FLAGS])
    expect(cases, mark).toMatch(new RegExp(`\\b${mark}: '`))
  const figures = model('inpatient')
  for (const { counts } of Object.values(CASE_LISTS)) expect(figures).toMatch(new RegExp(`\\b${counts.split('.')[1]}:`))
})

test('an indicator leads to the pages it counts and to those it counts them among', () => {
  expect(listsBehind('inpatient.lowRiskMortality').map(({ mark }) => mark)).toEqual(['lowRiskDeath', 'lowRisk'])
  expect(listsBehind('inpatient.averageStay').map(({ mark }) => mark)).toEqual(['all'])
  expect(listsBehind('toString')).toEqual([])
  expect(listsBehind('outpatient.visits')).toEqual([])
  expect(listsBehind('constructor')).toEqual([])
})
