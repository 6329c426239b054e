import { AreaCode, FacilityId } from '@cockpit/domain/ids'
import type { Envelope } from '@cockpit/domain/indicator/envelope'
import { CalendarDate } from '@cockpit/domain/period/calendar'
import { random } from '@cockpit/domain/random/random'
import type { RuleCondition } from '@cockpit/domain/rules/condition'
import { RuleDefinition } from '@cockpit/domain/rules/definition'
import { FACILITY_TIERS, type Facility } from '@cockpit/domain/territory/territory'
import { type Subject, stepsBetween } from '@cockpit/jobs/evaluate/ask-steps'
import { judgeSubjects, needsPeers } from '@cockpit/jobs/evaluate/judge-subjects'
import type { BenchRow } from './import.bench'

const INSTITUTIONS = 35_000
const INDICATORS = 40
const MONTHS = 24
/** Institutions asked and judged at once, as a city's are; only what compares places holds all of them. */
const CITY = 3_500

/** What forty rules of a commission would be: mostly limits and charts, some that compare peers. */
const KINDS: readonly RuleCondition[] = [
  { kind: 'threshold', op: '>', value: 0.42, steps: 3 },
  { kind: 'change', against: 'sameLastYear', direction: 'rise', by: 0.3, unit: 'share', steps: 2 },
  { kind: 'xmr', rules: ['outside', 'run'], side: 'above', baseline: 24 },
  { kind: 'not-reported', steps: 1 },
  { kind: 'rate', op: '>', value: 0.4, per: 1, steps: 3, tail: 0.01 },
  { kind: 'funnel', values: 'share', level: 'warning', side: 'above', peers: 'tier' },
  { kind: 'risk-adjusted-cusum', oddsRatio: 2, decision: 6, history: 12, peers: 'tier' },
  { kind: 'surge', factor: 3, baseline: 3, floor: 200 },
  { kind: 'threshold', op: '<', value: 0.1, steps: 2 },
  { kind: 'xmr', rules: ['outside'], side: 'both', baseline: 24 },
]

/**
 * One publication that touches everything: forty rules over 35,000 institutions and 24 months of history, the newest month judged. From answers at hand to
 * verdicts; what the semantic layer needs for the answers is measured by `start` and `province-demo`.
 */
export async function benchEvaluate(): Promise<BenchRow[]> {
  const steps = stepsBetween(CalendarDate.parse('2024-11-01'), CalendarDate.parse('2026-10-01'), 'month')
  const due = steps.slice(-1)
  const facilities = new Map(
    Array.from({ length: INSTITUTIONS }, (_, n): [FacilityId, Facility] => {
      const id = FacilityId.parse(`B${String(n).padStart(5, '0')}`)
      const tier = FACILITY_TIERS[n % FACILITY_TIERS.length] ?? 'primary'
      const name = { zh: '演示', en: 'Demo' }
      return [id, { id, name, county: AreaCode.parse('990101'), tier, category: 'general', at: [0, 0] }]
    }),
  )
  const ids = [...facilities.keys()]
  let judged = 0
  let fired = 0
  let spent = 0
  for (let n = 0; n < INDICATORS; n++) {
    const rule = RuleDefinition.parse({
      id: `bench-${n}`,
      version: '1',
      title: { zh: '演示', en: 'Bench' },
      advice: { zh: '', en: '' },
      indicator: 'bench.value',
      by: 'facility',
      grain: 'month',
      level: 'IV',
      when: KINDS[n % KINDS.length],
    })
    const size = needsPeers(rule) ? INSTITUTIONS : CITY
    for (let at = 0; at < ids.length; at += size) {
      const subjects = ids.slice(at, at + size).map((id) => subjectOf(id, n, steps))
      const started = performance.now()
      const found = judgeSubjects(rule, subjects, steps, due, facilities)
      spent += performance.now() - started
      judged += found.length
      fired += found.filter(({ verdict }) => verdict.state === 'fires').length
    }
  }
  if (judged !== INSTITUTIONS * INDICATORS) throw new Error(`${judged} verdicts for ${INSTITUTIONS * INDICATORS}`)
  if (fired === 0 || fired === judged) throw new Error('the numbers of the bench decide nothing')
  return [
    {
      name: `judging ${INSTITUTIONS} institutions x ${INDICATORS} rules, ${MONTHS} months (${fired} fire)`,
      figure: spent / 1000,
      unit: 's',
      limit: 60,
    },
  ]
}

function subjectOf(id: FacilityId, rule: number, steps: readonly CalendarDate[]): Subject {
  const chance = random(17, id, String(rule))
  const level = 0.2 + 0.1 * chance.next()
  const cells = new Map<string, Envelope>()
  for (const step of steps) {
    if (chance.next() < 0.005) continue
    const denominator = 200 + chance.below(400)
    const numerator = Math.round(denominator * (level + 0.15 * chance.next()))
    const figures = { value: numerator / denominator, numerator, denominator }
    cells.set(step, { indicator: 'bench.value', state: 'shown', ...figures, definitionVersion: '1' })
  }
  const at = (step: string) => cells.get(step as CalendarDate)
  return { key: id, name: id, each: null, cell: at, line: (ats) => ats.map(at), envelope: at }
}
