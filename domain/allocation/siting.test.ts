import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkMclp } from './check-mclp'
import { explainSiting } from './explain-siting'
import { greedySwap } from './greedy-swap'
import { coveredBy, decodeMclp, demandOf, mclpText } from './mclp'
import { gapOf, SitingError, type SitingProblem, type SitingSolution } from './siting'
import { solveMclp } from './solve-mclp'
import type { SolverOutcome } from './solver'

/** Five towns on a line, 10 apart; sites at each; radius 10 covers the neighbours. */
const LINE: SitingProblem = {
  demand: [10, 20, 5, 30, 40],
  sites: Array.from({ length: 5 }, () => ({ fixed: false })),
  travel: [0, 1, 2, 3, 4].map((i) => [0, 1, 2, 3, 4].map((j) => Math.abs(i - j) * 10)),
  radius: 10,
  open: 2,
}

const solutionOf = (problem: SitingProblem, chosen: number[]): SitingSolution => {
  const covered = coveredBy(problem, chosen)
  const objective = demandOf(problem, covered)
  return { status: 'optimal', chosen, covered, objective, bound: objective, gap: 0 }
}
const BEST = solutionOf(LINE, [1, 3])

const problems = fc
  .record({ points: fc.integer({ min: 1, max: 8 }), sites: fc.integer({ min: 1, max: 6 }) })
  .chain(({ points, sites }) =>
    fc.record({
      demand: fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: points, maxLength: points }),
      sites: fc.array(fc.record({ fixed: fc.constant(false) }), { minLength: sites, maxLength: sites }),
      travel: fc.array(fc.array(fc.integer({ min: 0, max: 100 }), { minLength: sites, maxLength: sites }), {
        minLength: points,
        maxLength: points,
      }),
      radius: fc.integer({ min: 0, max: 100 }),
      open: fc.integer({ min: 1, max: sites }),
    }),
  )

describe('model text', () => {
  it('has a row for each reachable point, the count and the sites that stand already', () => {
    const text = mclpText({ ...LINE, sites: LINE.sites.map((_, j) => ({ fixed: j === 4 })) })
    expect(text).toContain(' reach0: x0 - y0 - y1 <= 0')
    expect(text).toContain(' open: + y0 + y1 + y2 + y3 + y4 = 2')
    expect(text).toContain(' stands4: y4 = 1')
    expect(text).toContain('Binary\n y0 y1 y2 y3 y4')
  })
  it('leaves out a point that no site reaches, whose cover could never be 1', () =>
    expect(
      mclpText({ ...LINE, travel: LINE.travel.map((row, i) => (i === 0 ? row.map(() => 99) : row)) }),
    ).not.toContain('x0'))
  it('relaxed, it bounds the sites instead of making them whole', () => {
    expect(mclpText(LINE, true)).not.toContain('Binary')
    expect(mclpText(LINE, true)).toContain(' 0 <= y4 <= 1')
  })
  it.each([
    [{ ...LINE, open: 0 }, /0 sites cannot be open/],
    [{ ...LINE, open: 6 }, /6 sites cannot be open/],
    [{ ...LINE, radius: Number.NaN }, /radius of NaN/],
    [{ ...LINE, demand: [1, 2, -3, 4, 5] }, /Demand point 2 has -3/],
    [{ ...LINE, travel: LINE.travel.slice(1) }, /5 rows of 5/],
    [{ ...LINE, open: 1, sites: LINE.sites.map(() => ({ fixed: true })) }, /5 stand already/],
  ])('refuses what cannot be asked %#', (problem, message) => {
    expect(() => mclpText(problem)).toThrow(SitingError)
    expect(() => mclpText(problem)).toThrow(message)
  })
})

describe('decoding', () => {
  const columns = { y0: 0, y1: 1, y2: 0, y3: 1 - 1e-9, y4: 0 }
  const outcome: SolverOutcome = { status: 'optimal', objective: 105, bound: 105, columns, seconds: 0 }
  it('takes a value within 1e-6 of whole as whole', () => expect(decodeMclp(LINE, outcome).chosen).toEqual([1, 3]))
  it('refuses a site that is neither open nor closed', () =>
    expect(() => decodeMclp(LINE, { ...outcome, columns: { ...columns, y2: 0.4 } })).toThrow(/Site 2 is neither/))
  it('refuses a solution that leaves a site out', () =>
    expect(() => decodeMclp(LINE, { ...outcome, columns: { y0: 1 } })).toThrow(/nothing of site 1/))
  it('keeps the claimed objective, so that the check can find it false', () =>
    expect(checkMclp(LINE, decodeMclp(LINE, { ...outcome, objective: 200, bound: 200 })).map((f) => f.kind)).toContain(
      'objective',
    ))
})

describe('the independent check', () => {
  it('accepts the best choice', () => expect(checkMclp(LINE, BEST)).toEqual([]))
  it.each<[string, Partial<SitingSolution>]>([
    ['sites', { chosen: [1, 9] }],
    ['sites', { chosen: [1, 1] }],
    ['count', { chosen: [1, 2, 3] }],
    ['cover', { covered: [0, 1, 2, 3] }],
    ['cover', { chosen: [0, 1] }],
    ['objective', { objective: 106 }],
    ['objective', { objective: Number.NaN }],
    ['bound', { bound: 80 }],
    ['bound', { bound: 1000, gap: gapOf(105, 1000), status: 'feasible' }],
    ['gap', { gap: 0.2 }],
    ['gap', { gap: Number.NaN }],
  ])('finds a false %s %#', (kind, change) =>
    expect(checkMclp(LINE, { ...BEST, ...change }).map((fault) => fault.kind)).toContain(kind),
  )
  it('finds optimality claimed with a gap', () => {
    const poor = solutionOf(LINE, [0, 1])
    expect(checkMclp(LINE, { ...poor, bound: 105, gap: gapOf(poor.objective, 105) }).map((f) => f.kind)).toEqual([
      'optimality',
    ])
  })
  it('finds a worse choice passed off as the best, because a simple choice covers more than its bound', () =>
    expect(checkMclp(LINE, solutionOf(LINE, [0, 1])).map((f) => f.kind)).toContain('bound'))
  it('finds a standing site closed', () =>
    expect(
      checkMclp({ ...LINE, sites: LINE.sites.map((_, j) => ({ fixed: j === 0 })) }, BEST).map((f) => f.kind),
    ).toContain('fixed'))
  it('a choice moved by one site is refused whenever it covers less', () =>
    fc.assert(
      fc.property(problems, fc.nat(), fc.nat(), (problem, out, into) => {
        const honest = solutionOf(problem, greedySwap(problem))
        const closed = problem.sites.flatMap((_, j) => (honest.chosen.includes(j) ? [] : [j]))
        fc.pre(closed.length > 0)
        const replaced = honest.chosen[out % honest.chosen.length]
        const chosen = [...honest.chosen.filter((j) => j !== replaced), closed[into % closed.length] as number]
        const covers = demandOf(problem, coveredBy(problem, chosen))
        fc.pre(covers !== honest.objective)
        expect(checkMclp(problem, { ...honest, chosen }).length).toBeGreaterThan(0)
      }),
    ))
})

describe('greedy and swap', () => {
  it('opens the asked number, keeps the standing ones and passes the check of everything but its own bound', () =>
    fc.assert(
      fc.property(problems, (problem) => {
        const fixed = { ...problem, sites: problem.sites.map((_, j) => ({ fixed: j === 0 })) }
        const chosen = greedySwap(fixed)
        expect(chosen).toContain(0)
        expect(checkMclp(fixed, { ...solutionOf(fixed, chosen), status: 'heuristic' })).toEqual([])
      }),
    ))
  it('exchanges away from a greedy first choice that turned out wrong', () => {
    // Site 0 covers most alone, yet 1 and 2 together cover everything.
    const problem: SitingProblem = {
      demand: [6, 6, 5, 5],
      sites: [{ fixed: false }, { fixed: false }, { fixed: false }],
      travel: [
        [0, 0, 9],
        [0, 9, 0],
        [9, 0, 9],
        [9, 9, 0],
      ],
      radius: 1,
      open: 2,
    }
    expect(greedySwap(problem)).toEqual([1, 2])
  })
})

describe('solving', () => {
  const limits = { timeLimitSeconds: 1 }
  const relaxation = { status: 'optimal', objective: 105, bound: 105, columns: {}, seconds: 0.5 } as const
  it('when time runs out before anything is found: the heuristic with the relaxation as bound', async () => {
    const solved = await solveMclp(
      LINE,
      async (model) =>
        model.includes('Binary')
          ? { status: 'none', objective: Number.NaN, bound: Number.POSITIVE_INFINITY, columns: {}, seconds: 1 }
          : { ...relaxation, objective: 110 },
      limits,
    )
    expect(solved).toMatchObject({
      status: 'heuristic',
      chosen: [0, 3],
      objective: 105,
      bound: 105,
      solverSeconds: 1.5,
    })
    expect(checkMclp(LINE, solved)).toEqual([])
  })
  it('a poor incumbent gives way to the heuristic, and the gap is reported', async () => {
    const poor = { y0: 1, y1: 1, y2: 0, y3: 0, y4: 0 }
    const harder = { ...LINE, open: 1 }
    const solved = await solveMclp(
      harder,
      async (model) =>
        model.includes('Binary')
          ? { status: 'feasible', objective: 30, bound: 90, columns: { ...poor, y1: 0 }, seconds: 1 }
          : { ...relaxation, objective: 80 },
      limits,
    )
    expect(solved).toMatchObject({ status: 'heuristic', objective: 75, bound: 80 })
    expect(solved.gap).toBeCloseTo(5 / 80, 12)
    expect(checkMclp(harder, solved)).toEqual([])
  })
  it('a model called infeasible is refused, not shown as empty', () =>
    expect(
      solveMclp(LINE, async () => ({ status: 'infeasible', objective: 0, bound: 0, columns: {}, seconds: 0 }), limits),
    ).rejects.toThrow(SitingError))
})

describe('reasons', () => {
  it('what only this site covers is what is lost without it', () =>
    fc.assert(
      fc.property(problems, (problem) => {
        const solution = solutionOf(problem, greedySwap(problem))
        for (const reason of explainSiting(problem, solution)) {
          const without = solution.chosen.filter((j) => j !== reason.site)
          expect(reason.alone).toBe(solution.objective - demandOf(problem, coveredBy(problem, without)))
          expect(reason.reach).toBe(reason.alone + reason.shared)
          if (reason.replacement)
            expect(demandOf(problem, coveredBy(problem, [...without, reason.replacement.site]))).toBe(
              solution.objective - reason.replacement.loss,
            )
        }
      }),
    ))
  it('says it in order: reach, alone, shared, replacement', () => {
    const [first] = explainSiting(LINE, BEST)
    expect(first?.sentences).toEqual([
      { says: 'reaches', people: 35, share: 1 / 3 },
      { says: 'alone', people: 30, points: 2 },
      { says: 'shared', people: 5, sites: [3] },
      { says: 'equally-good', site: 0 },
    ])
  })
})
