import type { StandingRule } from '@cockpit/db/rules/active-rules'
import type { KnownEventRow } from '@cockpit/db/rules/known-events'
import { AreaCode, FacilityId } from '@cockpit/domain/ids'
import type { CalendarDate } from '@cockpit/domain/period/calendar'
import type { RuleDefinition } from '@cockpit/domain/rules/definition'
import { faultOf } from '@cockpit/domain/rules/fits-indicator'
import {
  type BacktestSubject,
  backtestRule,
  type RuleBacktestFound,
  together,
} from '@cockpit/domain/rules/rule-backtest'
import { neighbours, sweepRow } from '@cockpit/domain/rules/rule-sweep'
import type { SweepRow } from '@cockpit/domain/surveillance/sweep'
import type { AskPorts } from '@cockpit/semantic-layer/client/ask'
import { knownCatalogue } from '@cockpit/semantic-layer/client/ask'
import type { Manifest } from '@cockpit/semantic-layer/lake/manifest'
import { systemActor } from '../system-actor'
import { askSteps, type JudgingAsker, NotJudged, type Subject } from './ask-steps'
import { stepsHeld } from './due'
import { type JudgedStep, needsPeers } from './judge-subjects'
import { type Answers, dataVersionOf, indicatorsOf, judgeWith, placesOf } from './judge-together'

/** The longest history that is run over, in steps. */
const LONGEST = { day: 400, week: 320, month: 216 } as const

export interface BacktestResult extends RuleBacktestFound {
  /** The settings as they are, then each changed. */
  readonly sweep: readonly SweepRow[]
  readonly dataVersion: string
}

/**
 * Runs a rule over the whole history the lake holds: every step judged by what was before it only.
 *
 * @param told progress, 0 to 1
 * @throws NotJudged with what has to be done, when the rule or its data cannot be read
 */
export async function runBacktest(
  rule: RuleDefinition,
  { standing, events }: { readonly standing: readonly StandingRule[]; readonly events: readonly KnownEventRow[] },
  manifest: Manifest,
  ports: AskPorts,
  told: (share: number) => void = () => undefined,
): Promise<BacktestResult> {
  const catalogue = await knownCatalogue(ports)
  const known = new Map(standing.map(({ definition }) => [definition.id, definition]))
  const members = rule.when.kind === 'composite' ? rule.when.of.flatMap((id) => known.get(id) ?? []) : []
  const wanted = indicatorsOf({ rule, members })
  const read = wanted.map((indicator) => catalogue.get(indicator))
  const fault = faultOf(rule, read)
  if (fault) throw new NotJudged(`${fault}; choose another indicator or step.`)
  const tables = [...new Set(read.flatMap((definition) => definition?.tables ?? []))]
  const grain = read.some((definition) => definition?.grain === 'month') ? 'month' : 'day'
  const steps = stepsHeld(manifest, tables, grain, rule.grain, LONGEST[rule.grain])
  const [first] = steps
  const last = steps.at(-1)
  if (!first || !last) throw new NotJudged('no whole step of its data has been published; import them first.')

  const variants = rule.when.kind === 'composite' ? [] : neighbours(rule)
  const whole = needsPeers(rule) || CHANCES.has(rule.when.kind)
  const asker: JudgingAsker = { ...systemActor(ports.territory), judging: true }
  const parts = new Map<number, RuleBacktestFound[]>()
  const run = (answers: Answers) => {
    const judge = (one: RuleDefinition) => judgeWith({ rule: one, members, steps }, steps, answers, ports.facilities)
    const asItIs = judge(rule)
    const all = [{ rule, parameter: null }, ...variants]
    for (const [n, { rule: one, parameter }] of all.entries()) {
      // What counts as one alert is told from the verdicts, and changes none.
      const judged = parameter === null || parameter === 'holdOff' ? asItIs : judge(one)
      const found = backtestRule(one, first, subjectsOf(one, judged, steps, events, ports))
      parts.set(n, [...(parts.get(n) ?? []), found])
    }
  }
  const places = placesOf(rule, ports.territory)
  const gathered = new Map<string, Subject[]>()
  for (const [n, place] of places.entries()) {
    const { by, grain: step, each, filters } = rule
    const question = { by, grain: step, each, indicators: wanted, place, from: first, to: last }
    const answers = await askSteps({ ...question, ...(filters ? { filters } : {}) }, null, manifest, asker, ports)
    if (whole) for (const [name, subjects] of answers) gathered.set(name, [...(gathered.get(name) ?? []), ...subjects])
    else run(answers)
    told(((n + 1) / places.length) * (whole ? 0.6 : 1))
  }
  if (whole) run(gathered)
  const main = together(parts.get(0) ?? [])
  if (!main) throw new NotJudged('there is no place to judge; check the territory of the rule.')
  const rows = variants.flatMap(({ parameter, value }, n) => {
    const found = together(parts.get(n + 1) ?? [])
    return found ? [sweepRow(parameter, value, found.found)] : []
  })
  told(1)
  return { ...main, sweep: [sweepRow(null, null, main.found), ...rows], dataVersion: dataVersionOf(manifest, tables) }
}

/** Kinds whose alarms have a chance: their budget is held over all places at once. */
const CHANCES: ReadonlySet<string> = new Set(['farrington', 'ears', 'rate'])

function subjectsOf(
  rule: RuleDefinition,
  judged: readonly JudgedStep[],
  steps: readonly CalendarDate[],
  events: readonly KnownEventRow[],
  ports: AskPorts,
): BacktestSubject[] {
  const found = new Map<string, BacktestSubject & { verdicts: BacktestSubject['verdicts'][number][] }>()
  for (const { subject, verdict } of judged) {
    const name = `${subject.key}|${subject.each ?? ''}`
    const one = found.get(name)
    if (one) {
      one.verdicts.push(verdict)
      continue
    }
    const facility = rule.by === 'facility' ? ports.facilities.get(FacilityId.parse(subject.key)) : undefined
    const area = facility ? facility.county : rule.by === 'facility' ? null : AreaCode.parse(subject.key)
    if (area === null) continue
    const own = events.filter(
      (event) =>
        (event.each === '' || event.each === subject.each) &&
        (event.facilityId === null
          ? ports.territory.within(area, AreaCode.parse(event.areaCode))
          : event.facilityId === subject.key),
    )
    found.set(name, { key: subject.key, area, each: subject.each, verdicts: [verdict], events: own })
  }
  return [...found.values()].filter((one) => one.verdicts.length === steps.length)
}
