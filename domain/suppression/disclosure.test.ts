import { expect, test } from 'vitest'
import { CalendarDate } from '../period/calendar'
import { Disclosure, type Lattice } from './disclosure'

/** Persons by county, disease and month of 2025 (1 to 12), in a province with four counties. */
type Counts = Readonly<Record<string, Readonly<Record<string, Readonly<Record<number, number>>>>>>

function lattice(counts: Counts, scale: Readonly<Record<string, number>> = { cases: 1 }): Lattice {
  const counties = Object.keys(counts)
  const diseases = [...new Set(Object.values(counts).flatMap((of) => Object.keys(of)))]
  return {
    parentOf: (place) => (place === 'P' ? undefined : 'P'),
    isFacility: () => false,
    countiesOf: () => counties,
    sheet: (parent, root, dimension) => ({
      rows: parent === undefined ? [root] : counties,
      values: dimension === null ? [''] : diseases,
      count(measure, row, value, { from, to }) {
        const [first, last] = [Number(from.slice(5, 7)), Number(to.slice(5, 7))]
        let sum = 0
        for (const county of row === 'P' ? counties : [row])
          for (const disease of value === '' ? diseases : [value])
            for (const [month, persons] of Object.entries(counts[county]?.[disease] ?? {}))
              if (Number(month) >= first && Number(month) <= last) sum += Math.floor(persons * (scale[measure] ?? 1))
        return sum
      },
    }),
  }
}

const day = (text: string) => CalendarDate.parse(text)
const figure = (place: string, disease: string | null, [from, to]: readonly [string, string]) => ({
  place,
  dimension: disease === null ? null : 'disease',
  values: [disease ?? ''],
  from: day(from),
  to: day(to),
})
const JANUARY = ['2025-01-01', '2025-01-31'] as const
const MARCH = ['2025-03-01', '2025-03-31'] as const
const QUARTER = ['2025-01-01', '2025-03-31'] as const
const APRIL = ['2025-04-01', '2025-04-30'] as const

const steady = { 1: 40, 2: 40, 3: 40, 4: 40 }
const world: Counts = {
  a: { flu: { 1: 3, 2: 40, 3: 40, 4: 40 }, mumps: {} },
  b: { flu: steady, mumps: { 1: 20, 2: 20, 3: 20, 4: 20 } },
  c: { flu: { 1: 60, 2: 60, 3: 60, 4: 60 }, mumps: { 1: 30, 2: 30, 3: 30, 4: 30 } },
  d: { flu: { 1: 900, 2: 900, 3: 900, 4: 900 }, mumps: { 1: 90, 2: 90, 3: 90, 4: 90 } },
}
const shows = (counts: Counts, place: string, disease: string | null, span: readonly [string, string]) =>
  new Disclosure(lattice(counts), ['cases'], 5).mayShow('cases', figure(place, disease, span))

test('a small total is closed with the two smallest others, in every month of its quarter; the quarter and the whole are exact', () => {
  for (const place of ['a', 'b', 'c'])
    for (const span of [JANUARY, MARCH]) expect(shows(world, place, null, span)).toBe(false)
  for (const place of ['a', 'b', 'c', 'd', 'P']) expect(shows(world, place, null, QUARTER)).toBe(true)
  for (const span of [JANUARY, MARCH]) expect(shows(world, 'P', null, span)).toBe(true)
  // Another quarter has nothing to hide.
  for (const place of ['a', 'b', 'c', 'd']) expect(shows(world, place, null, APRIL)).toBe(true)
})

test('what is closed in total is closed by every dimension, and a span that needs a closed month is closed', () => {
  expect(shows(world, 'b', 'flu', JANUARY)).toBe(false)
  expect(shows(world, 'b', null, ['2025-01-01', '2025-02-28'])).toBe(false)
  expect(shows(world, 'b', null, ['2025-01-01', '2025-04-30'])).toBe(true)
})

test('a dimension is shown over whole months only, a place by the day as well', () => {
  expect(shows(world, 'd', 'flu', ['2025-04-01', '2025-04-09'])).toBe(false)
  expect(shows(world, 'd', 'flu', APRIL)).toBe(true)
})

test('a value whose counts are small in one place is closed in all places, and so is a zero that would give it back', () => {
  const rare: Counts = {
    a: { flu: steady, mumps: steady, cholera: { 2: 2, 3: 9 } },
    b: { flu: steady, mumps: steady, cholera: { 2: 9 } },
    c: { flu: steady, mumps: steady, cholera: {} },
    d: { flu: steady, mumps: steady, cholera: {} },
  }
  expect(shows(rare, 'a', 'cholera', ['2025-02-01', '2025-02-28'])).toBe(false)
  expect(shows(rare, 'd', 'cholera', ['2025-02-01', '2025-02-28'])).toBe(false)
  expect(shows(rare, 'd', 'cholera', QUARTER)).toBe(false)
})

test('where a larger count is closed a smaller one of the same cube is, never the other way round', () => {
  const two = new Disclosure(lattice(world, { cases: 1, deaths: 0.2 }), ['cases', 'deaths'], 5)
  const at = (measure: string, place: string) => two.mayShow(measure, figure(place, null, APRIL))
  expect(two.mayShow('deaths', figure('b', null, JANUARY))).toBe(false)
  for (const place of ['a', 'b', 'c', 'd']) expect(at('cases', place)).toBe(true)
})

test('the decision does not hang on what was asked before', () => {
  const spans = [JANUARY, MARCH, QUARTER, APRIL]
  const figures = ['a', 'b', 'c', 'd', 'P'].flatMap((place) =>
    [null, 'flu', 'mumps'].flatMap((disease) => spans.map((span) => figure(place, disease, span))),
  )
  const answers = (order: typeof figures) => {
    const one = new Disclosure(lattice(world), ['cases'], 5)
    return new Map(order.map((each) => [JSON.stringify(each), one.mayShow('cases', each)]))
  }
  const forwards = answers(figures)
  for (const [name, shown] of answers([...figures].reverse())) expect(forwards.get(name), name).toBe(shown)
})
