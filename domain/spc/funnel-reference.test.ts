import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type FunnelShape, funnel, funnelLimits } from './funnel'
import type { FunnelLimits } from './funnel-level'

const shape = (part: Partial<FunnelShape>): FunnelShape => ({
  kind: 'standardised',
  method: 'log',
  dispersion: 'none',
  centre: 1,
  phi: null,
  tau2: 0,
  ...part,
})

const folder = resolve(import.meta.dirname, '../../../shared')
const reference = resolve(folder, 'data/spc/expected_spc_funnel.json')
const vectors = resolve(folder, 'design/vectors.json')
const there = existsSync(reference) && existsSync(vectors)
if (!there) console.warn(`The reference files of funnels are skipped: ${reference} or ${vectors} is not there.`)

describe.skipIf(!there)('the files of the reference, within 1e-6', () => {
  const pair = z.tuple([z.number(), z.number()])
  const Vectors = z.object({
    poisson_limits: z.record(z.string(), z.object({ '95': pair, '99.8': pair })),
    funnel_shmi: z.object({
      O: z.array(z.number()),
      E: z.array(z.number()),
      kept: z.number(),
      phi: z.number(),
      tau2: z.number(),
      limits_E100_95: pair,
      limits_E100_998: pair,
    }),
    funnel_mult_winsor: z.object({ phi: z.number() }),
    funnel_prop: z.object({ p0: z.number(), lim_n200_95: pair }),
  })
  const one = z.tuple([z.number()])
  const Reference = z.object({
    funnel_poisson_SR: z.object({ n: one, ll95: one, ul95: one, ll99_8: one, ul99_8: one }),
  })
  const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'))
  const close = (found: number | null | undefined, wanted: number) =>
    expect(Math.abs((found ?? Number.NaN) - wanted)).toBeLessThanOrEqual(1e-6)
  const closeLimits = (found: FunnelLimits | null, near: readonly number[], far: readonly number[]) => {
    const values = [found?.attention.lower, found?.attention.upper, found?.warning.lower, found?.warning.upper]
    for (const [i, wanted] of [...near, ...far].entries()) close(values[i], wanted)
  }

  it('exact limits', () => {
    const exact = shape({ method: 'exact' })
    for (const [expected, limits] of Object.entries(Vectors.parse(read(vectors)).poisson_limits))
      closeLimits(funnelLimits(exact, Number(expected)), limits['95'], limits['99.8'])
    const { n, ll95, ul95, ll99_8, ul99_8 } = Reference.parse(read(reference)).funnel_poisson_SR
    closeLimits(funnelLimits(exact, n[0]), [ll95[0], ul95[0]], [ll99_8[0], ul99_8[0]])
  })

  it('over-dispersed limits', () => {
    const { funnel_shmi: shmi, funnel_mult_winsor: winsor, funnel_prop: share } = Vectors.parse(read(vectors))
    const units = shmi.O.map((observed, i) => ({ id: `${i}`, observed, base: shmi.E[i] ?? 0 }))
    const found = funnel(units, { kind: 'standardised' })
    expect(found.kept).toBe(shmi.kept)
    close(found.shape.phi, shmi.phi)
    close(found.shape.tau2, shmi.tau2)
    closeLimits(funnelLimits(found.shape, 100), shmi.limits_E100_95, shmi.limits_E100_998)
    const multiplied = funnel(units, { kind: 'standardised', dispersion: 'multiplicative', trim: 'winsorise' })
    close(multiplied.shape.phi, winsor.phi)
    const limits = funnelLimits(shape({ kind: 'share', method: 'arcsine', centre: share.p0 }), 200)
    close(limits?.attention.lower, share.lim_n200_95[0])
    close(limits?.attention.upper, share.lim_n200_95[1])
  })
})
