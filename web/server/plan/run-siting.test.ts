import type { Solver } from '@cockpit/domain/allocation/solver'
import { expect, it } from 'vitest'
import { highsSolver } from './highs-solver'
import { runSiting, type SitingOrder, UnbelievableSiting } from './run-siting'

const ORDER: SitingOrder = {
  counties: ['a', 'b', 'c', 'd', 'e'].map((code, i) => ({ code, demand: [10, 20, 5, 30, 40][i] as number })),
  minutes: [0, 1, 2, 3, 4].map((i) => [0, 1, 2, 3, 4].map((j) => Math.abs(i - j) * 30)),
  radius: 30,
  open: 1,
}
const LIMITS = { timeLimitSeconds: 10 }

it('speaks of counties by their codes and is proved optimal', async () => {
  const plan = await runSiting(ORDER, highsSolver, LIMITS)
  expect(plan).toMatchObject({ status: 'optimal', gap: 0, coveredDemand: 75, demand: 105, covered: ['c', 'd', 'e'] })
  expect(plan.sites.map(({ code }) => code)).toEqual(['d'])
  expect(plan.sites[0]?.statements).toEqual([
    { says: 'reaches', people: 75, share: 75 / 105 },
    { says: 'alone', people: 75, counties: 3 },
    { says: 'replaceable', by: 'e', people: 5 },
  ])
})

it.each<[string, Partial<Awaited<ReturnType<Solver>>>]>([
  ['an objective its sites do not cover', { objective: 100, bound: 100 }],
  ['a worse choice called optimal', { objective: 30, bound: 30, columns: { y0: 1, y1: 0, y2: 0, y3: 0, y4: 0 } }],
  ['too many sites', { columns: { y0: 1, y1: 0, y2: 0, y3: 1, y4: 0 } }],
])('never shows %s', async (_, lie) => {
  const honest = { status: 'optimal', objective: 75, bound: 75, seconds: 0 } as const
  const columns = { y0: 0, y1: 0, y2: 0, y3: 1, y4: 0 }
  await expect(runSiting(ORDER, async () => ({ ...honest, columns, ...lie }), LIMITS)).rejects.toBeInstanceOf(
    UnbelievableSiting,
  )
})
