import { z } from 'zod'
import { xmr as chartOf, FEWEST_POINTS, XmrError } from '../spc/xmr'
import type { XmrLimits } from '../spc/xmr-limits'
import { field, type Line, method } from './method'

const anyNumber = { min: -Number.MAX_VALUE }

/** An XmR chart: limits of each phase, and what every point says. */
export const xmr = method({
  name: 'xmr',
  title: { zh: 'XmR 控制图：过程限、特殊原因、达标保证', en: 'XmR chart: limits, special causes, assurance' },
  formula: {
    zh: '中心线 = 均值；过程限 = 均值 ± 2.66·mR̄（大于 3.267·mR̄ 的移动极差剔除一次）；规则：越限、三点中两点近限、连续 7 点同侧、连续 7 点升或降',
    en: 'centre = mean; limits = mean ± 2.66·mR̄ (moving ranges above 3.267·mR̄ left out once); rules: outside a limit, two of three close to one, seven on one side, seven rising or falling',
  },
  source: 'NHS England, Making Data Count；Wheeler, Understanding Variation',
  refusals: [XmrError],
  input: z.strictObject({
    direction: field.choice(['higher', 'lower', 'monitor'], 'which way is better'),
    screen: z.boolean({ error: 'is neither true nor false; give true to leave large moving ranges out' }).default(true),
    fewest: field.whole('how many points limits need, a whole number from 2', { min: 2 }).default(FEWEST_POINTS),
    phases: z.array(field.text('the period in which new limits begin')).default([]),
    target: z
      .strictObject({
        min: field.number('the least that meets the target', anyNumber).optional(),
        max: field.number('the most that meets the target', anyNumber).optional(),
      })
      .optional(),
    points: field.rows(
      z.strictObject({
        at: field.text('the period, such as "2026-03"'),
        value: field.number('its value, or null where there is none', anyNumber).nullable(),
      }),
      'points in order of time',
    ),
  }),
  example: {
    direction: 'lower' as const,
    target: { max: 20 },
    points: [10, 12, 11, 13, 9, 10, 14, 12, 11, 10, 13, 20].map((value, i) => ({
      at: `2026-${String(i + 1).padStart(2, '0')}`,
      value,
    })),
  },
  work({ points, target, ...options }) {
    const { phases, points: judged, now, assurance } = chartOf(points, { ...options, ...(target ? { target } : {}) })
    const small = phases.filter((phase) => phase.limits === null)
    return {
      figures: { now, assurance, ...limitsLine(phases.at(-1)?.limits ?? null) },
      tables: {
        phases: phases.map(({ from, to, points: count, limits }) => ({
          from,
          to,
          points: count,
          ...limitsLine(limits),
        })),
        points: judged.map(({ at, value, phase, range, causes, variation }) => ({
          at,
          value,
          phase: phase + 1,
          range,
          rules: causes.map((cause) => cause.rule).join(' '),
          variation,
        })),
      },
      notes: small.map((phase) => ({
        zh: `${phase.from} 至 ${phase.to} 只有 ${phase.points} 点，少于 ${options.fewest} 点，不设过程限`,
        en: `${phase.from} to ${phase.to} has ${phase.points} points, fewer than ${options.fewest}: no limits`,
      })),
    }
  },
})

function limitsLine(limits: XmrLimits | null): Line {
  return {
    centre: limits?.centre ?? null,
    lower: limits?.lower ?? null,
    upper: limits?.upper ?? null,
    nearLower: limits?.nearLower ?? null,
    nearUpper: limits?.nearUpper ?? null,
    meanRange: limits?.meanRange ?? null,
    screened: limits?.screened ?? null,
  }
}
