import { expect, test } from 'vitest'
import { methodNamed } from './registry'

function run(name: string, change: object = {}) {
  const method = methodNamed(name)
  const done = method?.run({ ...(method.example as object), ...change })
  if (!done) throw new Error(`no method ${name}`)
  return done
}
function result(name: string, change: object = {}) {
  const done = run(name, change)
  if (!done.ok) throw new Error(done.problems.join('\n'))
  return done.result
}

test('ears: the vector, day by day, with what was not judged counted', () => {
  const { figures, tables, notes } = result('ears')
  expect(tables.steps?.at(-1)).toMatchObject({ date: '2026-01-12', observed: 12, alarm: 1 })
  expect(tables.steps?.at(-1)?.score).toBeCloseTo(5.656854, 6)
  expect(figures).toMatchObject({ method: 'C2', judged: 3, alarms: 2, lastAlarm: '2026-01-12' })
  expect(notes[0]?.en).toBe('Not judged: history too short 9')
  expect(result('ears', { method: 'C3' }).tables.steps?.at(-1)?.score).toBeCloseTo(7.480013, 6)
})

test('ears: a day that was not reported is said, not guessed', () => {
  const { tables } = result('ears', { counts: [1, 2, 3, 1, 2, null, 3, 1, 2, 3, 1, 2] })
  expect(tables.steps?.[5]).toMatchObject({ observed: null, alarm: null })
  expect(tables.steps?.[11]).toMatchObject({ state: 'history-gap', alarm: null, observed: 2 })
})

test('farrington: the two months with many more cases are alarms, in both variants', () => {
  for (const variant of ['flexible', '1996']) {
    const { figures, tables } = result('farrington', { variant })
    expect(figures).toMatchObject({ variant, steps: 12, judged: 12, alarms: 2, lastAlarm: '2025-12-01' })
    expect(tables.models).toHaveLength(12)
  }
})

test('cusum: a slow rise is found; risk-adjusted-cusum: the vector', () => {
  expect(result('cusum').figures).toMatchObject({ judged: 5, alarms: 1 })
  expect(result('risk-adjusted-cusum').tables.cases?.at(-1)?.sum).toBeCloseTo(1.566163, 6)
})

test.each([
  ['ears', { from: '2026-02-30' }, 'from: there is no such day'],
  ['ears', { counts: [1, -1] }, 'counts, row 2: is -1; give a count from 0, or null'],
  ['ears', { fewest: 9 }, 'whole number from 3 to 7'],
  ['farrington', { step: 'day' }, 'sum the days into weeks'],
  ['farrington', { seasons: 12 }, 'at most 10 seasons'],
  ['farrington', { people: [1] }, '1 populations for 84 counts'],
  ['cusum', { expected: [1] }, '1 expected values for 15 counts'],
  ['risk-adjusted-cusum', { cases: [{ risk: 1, event: true }] }, 'Risk 1 is 1'],
])('%s with %j says what to write', (name, change, message) => {
  const done = run(name, change)
  expect(done.ok ? '' : done.problems.join('\n')).toContain(message)
})
