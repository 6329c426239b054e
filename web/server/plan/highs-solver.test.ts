import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { checkMclp } from '@cockpit/domain/allocation/check-mclp'
import { coveredBy, demandOf, mclpText } from '@cockpit/domain/allocation/mclp'
import type { SitingProblem } from '@cockpit/domain/allocation/siting'
import { solveMclp } from '@cockpit/domain/allocation/solve-mclp'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { highsSolver } from './highs-solver'

const LIMITS = { timeLimitSeconds: 20 }

const problems = fc
  .record({ points: fc.integer({ min: 1, max: 10 }), sites: fc.integer({ min: 1, max: 7 }) })
  .chain(({ points, sites }) =>
    fc.record({
      demand: fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: points, maxLength: points }),
      sites: fc
        .tuple(fc.boolean(), fc.constant(sites))
        .map(([stands]) => Array.from({ length: sites }, (_, j) => ({ fixed: stands && j === 0 }))),
      travel: fc.array(fc.array(fc.integer({ min: 0, max: 100 }), { minLength: sites, maxLength: sites }), {
        minLength: points,
        maxLength: points,
      }),
      radius: fc.integer({ min: 0, max: 60 }),
      open: fc.integer({ min: 1, max: sites }),
    }),
  )

describe('maximal covering by HiGHS', () => {
  it('equals the best of all choices of sites on small random problems, and passes the independent check', async () => {
    await fc.assert(
      fc.asyncProperty(problems, async (problem) => {
        const solved = await solveMclp(problem, highsSolver, LIMITS)
        expect(solved.status).toBe('optimal')
        expect(solved.objective).toBeCloseTo(bestByTrying(problem), 6)
        expect(checkMclp(problem, solved)).toEqual([])
      }),
      { numRuns: 25 },
    )
  })

  it('the relaxation is never below the whole-number optimum', async () => {
    await fc.assert(
      fc.asyncProperty(problems, async (problem) => {
        const relaxed = await highsSolver(mclpText(problem, true), LIMITS)
        expect(relaxed.status).toBe('optimal')
        expect(relaxed.bound).toBeGreaterThanOrEqual(bestByTrying(problem) - 1e-6)
      }),
      { numRuns: 10 },
    )
  })

  it('a model that is not one is refused with the cause, not answered', () =>
    expect(highsSolver('Maximize\n nonsense <<', LIMITS)).rejects.toMatchObject({ kind: 'failed' }))

  it('a cancelled solve ends at once, and is called cancelled', async () => {
    const controller = new AbortController()
    const solving = highsSolver(mclpText({ ...TINY, open: 1 }), { ...LIMITS, signal: controller.signal })
    controller.abort()
    await expect(solving).rejects.toMatchObject({ kind: 'cancelled' })
  })
})

const TINY: SitingProblem = { demand: [1], sites: [{ fixed: false }], travel: [[0]], radius: 1, open: 1 }

function bestByTrying(problem: SitingProblem): number {
  let best = 0
  for (let choice = 0; choice < 1 << problem.sites.length; choice++) {
    const open = problem.sites.flatMap((_, j) => ((choice >> j) & 1 ? [j] : []))
    if (open.length !== problem.open || problem.sites.some((site, j) => site.fixed && !open.includes(j))) continue
    best = Math.max(best, demandOf(problem, coveredBy(problem, open)))
  }
  return best
}

const published = resolve(import.meta.dirname, '../../../../shared/data/location/spopt')
const absent = !existsSync(published)
/** Printed beside what is skipped. */
const skipped: { meta: object } = { meta: { reason: `${published} is absent` } }

describe.skipIf(absent)('San Francisco, 205 census tracts and 16 stores, radius 5000 m, 4 stores', skipped, () => {
  it('covers the published 875,247 people and leaves the published 21 tracts uncovered', async () => {
    const { problem } = sanFrancisco()
    const solved = await solveMclp(problem, highsSolver, LIMITS)
    expect(checkMclp(problem, solved)).toEqual([])
    expect(solved.status).toBe('optimal')
    expect(Math.round(solved.objective)).toBe(875_247)
    expect(problem.demand.length - solved.covered.length).toBe(21)
    expect(solved.gap).toBe(0)
  })
})

function sanFrancisco(): { problem: SitingProblem } {
  const rows = (name: string) => readFileSync(resolve(published, name), 'utf8').trim().split('\n').slice(1)
  const tracts = rows('SF_demand_205_centroid_uniform_weight.csv').map((row) => row.replaceAll('"', '').split(','))
  const stores = rows('SF_store_site_16_longlat.csv').map((row) => row.replaceAll('"', '').split(',')[2] ?? '')
  const distance = new Map(
    rows('SF_network_distance_candidateStore_16_censusTract_205_new.csv').map((row) => {
      const [metres, store, tract] = row.replaceAll('"', '').trim().split(',')
      return [`${store} ${tract}`, Number(metres)]
    }),
  )
  return {
    problem: {
      demand: tracts.map((tract) => Number(tract[6])),
      sites: stores.map(() => ({ fixed: false })),
      travel: tracts.map((tract) =>
        stores.map((store) => distance.get(`${store} ${tract[3]}`) ?? Number.POSITIVE_INFINITY),
      ),
      radius: 5000,
      open: 4,
    },
  }
}
