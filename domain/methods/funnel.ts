import { z } from 'zod'
import { FEWEST_EXPECTED, FunnelError, funnel as funnelOf, type PlacedUnit } from '../spc/funnel'
import { field, type Line, method } from './method'

const Unit = z.strictObject({
  name: field.text('the name of the unit'),
  observed: field.number('how many events, a number from 0'),
  base: field.number('expected events, exposure or cases, a number from 0'),
})

/** A funnel plot: limits for every unit's own size, by any of the published variants. */
export const funnel = method({
  name: 'funnel',
  title: { zh: '漏斗图：精确限与过度离散限', en: 'Funnel plot: exact and over-dispersed limits' },
  formula: {
    zh: '精确限 χ²(α/2;2E)/2E、χ²(1−α/2;2(E+1))/2E；φ = Σz²÷n′，τ² = max(0,(n′φ−(n′−1))÷(Σw−Σw²÷Σw))；加法限 ±z√(s²+τ²)，乘法限 ±z·s·√φ，在对数、平方根、原值或反正弦尺度上',
    en: 'exact limits χ²(α/2;2E)/2E and χ²(1−α/2;2(E+1))/2E; φ = Σz² ÷ n′, τ² = max(0, (n′φ − (n′−1)) ÷ (Σw − Σw²/Σw)); additive ±z√(s²+τ²), multiplicative ±z·s·√φ, on the log, square-root, natural or arcsine scale',
  },
  source: 'NHS Digital, SHMI；Spiegelhalter 2005；Care Quality Commission',
  refusals: [FunnelError],
  input: z.strictObject({
    kind: field.choice(['standardised', 'rate', 'share'], 'what the values are'),
    method: field.choice(['log', 'sqrt', 'natural', 'arcsine', 'exact'], 'the scale of the limits').optional(),
    dispersion: field.choice(['none', 'additive', 'multiplicative'], 'what is done about over-dispersion').optional(),
    trim: field.choice(['drop-deciles', 'winsorise', 'none'], 'how far-off units are held').optional(),
    fewest: field.number('how many expected events a judgement needs').default(FEWEST_EXPECTED),
    units: field.rows(Unit, 'units'),
  }),
  example: {
    kind: 'standardised' as const,
    units: [
      { name: 'A', observed: 80, base: 100 },
      { name: 'B', observed: 150, base: 140 },
      { name: 'C', observed: 187, base: 180 },
      { name: 'D', observed: 64, base: 70 },
      { name: 'E', observed: 230, base: 140 },
      { name: 'F', observed: 95, base: 100 },
      { name: 'G', observed: 126, base: 120 },
      { name: 'H', observed: 83, base: 90 },
      { name: 'I', observed: 152, base: 150 },
      { name: 'J', observed: 118, base: 110 },
      { name: 'K', observed: 2, base: 1.5 },
    ],
  },
  work({ units, kind, method: scale, dispersion, trim, fewest }) {
    const given = units.map(({ name, ...unit }) => ({ id: name, ...unit }))
    const options = { ...(scale && { method: scale }), ...(dispersion && { dispersion }), ...(trim && { trim }) }
    const { shape, kept, units: placed, withoutLogarithm } = funnelOf(given, { kind, fewest, ...options })
    const judged = placed.filter((unit) => unit.place !== null)
    const unjudged = placed.filter((unit) => unit.place === null)
    return {
      figures: {
        ...shape,
        kept,
        judged: judged.length,
        attention: judged.filter((unit) => unit.place === 'attention').length,
        warning: judged.filter((unit) => unit.place === 'warning').length,
      },
      tables: { units: placed.map(lineOf) },
      notes: [
        {
          zh: '即使没有差别，每 20 家也约有 1 家落在 95% 限外，每 500 家约有 1 家落在 99.8% 限外',
          en: 'By chance alone about 1 unit in 20 lies outside the 95 % limits and 1 in 500 outside the 99.8 % limits',
        },
        ...(withoutLogarithm
          ? [
              {
                zh: '有单位没有发生事件，取不了对数，改用平方根尺度',
                en: 'A unit has no events and no logarithm; the square root is used instead',
              },
            ]
          : []),
        ...(unjudged.length > 0
          ? [
              {
                zh: `期望事件少于 ${fewest}，样本不足，不作判断：${unjudged.map((unit) => unit.id).join('、')}`,
                en: `Fewer than ${fewest} events expected, not judged: ${unjudged.map((unit) => unit.id).join(', ')}`,
              },
            ]
          : []),
      ],
    }
  },
})

function lineOf({
  id,
  observed,
  base,
  value,
  expected,
  sample,
  place,
  side,
  z: own,
  adjustedZ,
  limits,
}: PlacedUnit): Line {
  return {
    name: id,
    observed,
    base,
    value,
    expected,
    sample,
    place,
    side,
    z: own,
    adjustedZ,
    lower95: limits?.attention.lower ?? null,
    upper95: limits?.attention.upper ?? null,
    'lower99.8': limits?.warning.lower ?? null,
    'upper99.8': limits?.warning.upper ?? null,
  }
}
