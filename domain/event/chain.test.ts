import { expect, test } from 'vitest'
import { CHAIN_STEPS, type ChainFacts, type ChainStepName, chainReminders, pressingStep, reportingChain } from './chain'

const FOUND = new Date('2026-10-01T23:30:00+08:00')
const HOUR = 3_600_000
const at = (hours: number) => new Date(FOUND.getTime() + hours * HOUR)
const facts = (change: Partial<ChainFacts> = {}): ChainFacts => ({
  urgency: 'twoHours',
  foundAt: FOUND,
  gradedAt: null,
  hasCity: true,
  done: {},
  stoppedAt: null,
  ...change,
})
const step = (name: ChainStepName, change: Partial<ChainFacts>, now: Date) => {
  const found = reportingChain(facts(change), now).find((one) => one.name === name)
  if (!found) throw new Error(`no step ${name}`)
  return found
}

/**
 * The chain worked out another way, in minutes and without the product's clock: each authority's receipt, written out one after the other. What
 * is not sent on yet is taken to be sent at the last moment.
 */
function naive({ urgency, foundAt, gradedAt, hasCity, done }: ChainFacts): Record<string, number> {
  const minute = (date: Date) => date.getTime() / 60_000
  const sent = (name: ChainStepName, due: number) => (done[name] ? minute(done[name]) : due)
  const graded = (value: number) => (urgency === 'day' && gradedAt ? Math.max(value, minute(gradedAt)) : value)
  const due: Record<string, number> = {}
  due.county = minute(foundAt) + (urgency === 'day' ? 1440 : 120)
  if (urgency === 'day' && !gradedAt) return due
  const countyHas = graded(sent('county', due.county))
  due.countyGovernment = countyHas + 120
  due.commissionAbove = countyHas + 120
  const countyGovernmentHas = graded(sent('countyGovernment', due.countyGovernment))
  let provinceFrom = countyGovernmentHas
  if (hasCity) {
    due.city = countyGovernmentHas + 120
    provinceFrom = graded(sent('city', due.city))
  }
  due.province = provinceFrom + 120
  due.stateCouncil = graded(sent('province', due.province)) + 60
  return due
}

test('the whole chain, by the hours of the law: 2, 2, 2, 2, 1, over a holiday and midnight', () => {
  const steps = reportingChain(facts(), FOUND)
  expect(steps.map(({ name, due }) => [name, (due.getTime() - FOUND.getTime()) / HOUR])).toEqual([
    ['county', 2],
    ['countyGovernment', 4],
    ['commissionAbove', 4],
    ['city', 6],
    ['province', 8],
    ['stateCouncil', 9],
  ])
  expect(steps.map(({ state }) => state)).toEqual(['running', ...Array(5).fill('waiting')])
})

test('a step begins when the one before is done, early or late', () => {
  const early = { county: at(0.5) }
  expect(step('countyGovernment', { done: early }, at(1))).toMatchObject({
    startsAt: at(0.5),
    due: at(2.5),
    state: 'running',
  })
  expect(step('commissionAbove', { done: early }, at(1))).toMatchObject({ due: at(2.5), state: 'running' })
  const late = { county: at(3) }
  expect(step('county', { done: late }, at(4))).toMatchObject({ state: 'doneLate' })
  expect(step('countyGovernment', { done: late }, at(4))).toMatchObject({ due: at(5), state: 'running' })
})

test('exactly at its deadline a step is in time, a millisecond later it is late', () => {
  expect(step('county', {}, at(2)).state).toBe('running')
  expect(step('county', {}, new Date(at(2).getTime() + 1)).state).toBe('late')
  expect(step('county', { done: { county: at(2) } }, at(9)).state).toBe('done')
})

test('a county without a city reports to the province at once', () => {
  const steps = reportingChain(facts({ hasCity: false, done: { county: at(1), countyGovernment: at(2) } }), at(2))
  expect(steps.map(({ name }) => name)).not.toContain('city')
  expect(steps.find(({ name }) => name === 'province')).toMatchObject({ startsAt: at(2), due: at(4) })
})

test('another infectious disease has a day and stays in the county until it is given a level', () => {
  const day = { urgency: 'day', done: { county: at(20) } } as const
  expect(reportingChain(facts(day), at(21))).toMatchObject([{ name: 'county', due: at(24), state: 'done' }])
  const graded = reportingChain(facts({ ...day, gradedAt: at(30) }), at(31))
  expect(graded.find(({ name }) => name === 'countyGovernment')).toMatchObject({ startsAt: at(30), due: at(32) })
})

test('over, nothing is owed any more; what was done stays done', () => {
  const steps = reportingChain(facts({ done: { county: at(1) }, stoppedAt: at(2) }), at(90))
  expect(steps.map(({ state }) => state)).toEqual(['done', ...Array(5).fill('stopped')])
  expect(pressingStep(steps)).toBeNull()
  expect(chainReminders('e', steps, at(90))).toEqual([])
})

test('4,000 chains at random agree with the chain worked out by hand', () => {
  let seed = 20261122
  const random = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return seed / 2_147_483_648
  }
  for (let i = 0; i < 4_000; i++) {
    const hasCity = random() < 0.8
    const urgency = random() < 0.5 ? 'twoHours' : 'day'
    const order: ChainStepName[] = [
      'county',
      'countyGovernment',
      ...(hasCity ? (['city'] as const) : []),
      'province',
      'stateCouncil',
    ]
    const done: Partial<Record<ChainStepName, Date>> = {}
    let minutes = 0
    for (const name of order.slice(0, Math.floor(random() * 6))) {
      minutes += Math.floor(random() * 300)
      done[name] = new Date(FOUND.getTime() + minutes * 60_000)
    }
    const gradedAt = random() < 0.5 ? null : new Date(FOUND.getTime() + Math.floor(random() * 3_000) * 60_000)
    const chain = facts({ hasCity, urgency, done, gradedAt })
    const now = at(random() * 60)
    const expected = naive(chain)
    const steps = reportingChain(chain, now)
    expect(Object.fromEntries(steps.map(({ name, due }) => [name, due.getTime() / 60_000]))).toEqual(expected)
    for (const one of steps) {
      const deadline = (expected[one.name] ?? Number.NaN) * 60_000
      const over = one.doneAt ? one.doneAt.getTime() > deadline : now.getTime() > deadline
      const begun = one.startsAt !== null
      expect(one.state).toBe(one.doneAt ? (over ? 'doneLate' : 'done') : !begun ? 'waiting' : over ? 'late' : 'running')
    }
  }
})

test('reminded at half of its time and again when it ran out, each under one key', () => {
  const done = { county: at(1) }
  const due = (now: Date) => chainReminders('e1', reportingChain(facts({ done }), now), now).map(({ key }) => key)
  expect(due(at(1.9))).toEqual([])
  expect(due(at(2))).toEqual(['chain:soon:e1:countyGovernment', 'chain:soon:e1:commissionAbove'])
  expect(due(at(3.1))).toEqual(['chain:late:e1:countyGovernment', 'chain:late:e1:commissionAbove'])
  expect(pressingStep(reportingChain(facts({ done }), at(2)))?.name).toBe('countyGovernment')
  expect(CHAIN_STEPS).toHaveLength(6)
})
