import { AreaCode } from '@cockpit/domain/ids'
import { moveSteps } from '@cockpit/domain/indicator/time-shape'
import type { CalendarDate } from '@cockpit/domain/period/calendar'
import type { RuleDefinition } from '@cockpit/domain/rules/definition'
import type { RuleState } from '@cockpit/domain/rules/verdict'
import type { Territory } from '@cockpit/domain/territory/territory'
import type { AskPorts } from '@cockpit/semantic-layer/client/ask'
import type { JudgingPorts } from '@cockpit/semantic-layer/client/ask-for-judging'
import type { Manifest } from '@cockpit/semantic-layer/lake/manifest'
import { askSteps, type JudgingAsker, placesAsked, type Subject, stepsBetween } from './ask-steps'
import { type JudgedStep, judgeSubjects, needsPeers, stepsRead } from './judge-subjects'

/** A rule with the steps to judge. */
export interface DueRule {
  readonly rule: RuleDefinition
  /** Of a composite, the rules it is made of. */
  readonly members: readonly RuleDefinition[]
  /** First days, oldest first. */
  readonly steps: readonly CalendarDate[]
  readonly tables: readonly string[]
}

export interface JudgedRule {
  readonly rule: RuleDefinition
  readonly judged: readonly JudgedStep[]
  readonly startedAt: Date
  /** `table@version` of the tables read. */
  readonly dataVersion: string
}

/** Steps of indicators that are asked of a place at once: of a city's facilities they have to stay in memory, of compared ones those of all cities. */
const TOGETHER = 300
const TOGETHER_COMPARED = 100
/** Indicators that one question may name. */
const IN_ONE_QUESTION = 24

/**
 * Judges rules one after the other, those that ask the same places, steps and filters by common questions.
 * @param told progress, 0 to 1, where a person waits
 * @throws NotJudged when the semantic layer cannot answer for this version yet
 */
export async function* judgeTogether(
  due: readonly DueRule[],
  manifest: Manifest,
  asker: JudgingAsker,
  ports: JudgingPorts,
  told: (share: number) => void = () => undefined,
): AsyncGenerator<JudgedRule> {
  const groups = new Map<string, DueRule[]>()
  for (const one of due) {
    if (one.steps.length === 0) continue
    const { by, grain, filters = [], each, territory } = one.rule
    const apart = one.members.length > 0 ? one.rule.id : ''
    const name = JSON.stringify([by, grain, filters, each, territory, one.steps, apart])
    groups.set(name, [...(groups.get(name) ?? []), one])
  }
  const bundles = [...groups.values()].flatMap((group) => bundlesOf(group))
  for (const [n, bundle] of bundles.entries()) {
    const startedAt = ports.now()
    for (const [one, judged] of await judgeBundle(bundle, manifest, asker, ports, (share) =>
      told((n + share) / bundles.length),
    ))
      yield { rule: one.rule, judged, startedAt, dataVersion: dataVersionOf(manifest, one.tables) }
  }
}

/**
 * Rules that read alike far back are asked together, for a limit over three months needs nothing of two years; among them those of one cube, which answers all its
 * measures at once.
 */
function bundlesOf(group: readonly DueRule[]): DueRule[][] {
  const bundles: { rules: DueRule[]; indicators: Set<string>; reach: number }[] = []
  const alike = group
    .map((one) => ({
      one,
      compared: compares(one),
      reach: reachOf(one),
      cube: indicatorsOf(one)[0]?.split('.')[0] ?? '',
    }))
    .sort((a, b) => Number(a.compared) - Number(b.compared) || a.reach - b.reach || (a.cube < b.cube ? -1 : 1))
  for (const { one, compared, reach } of alike) {
    const wanted = indicatorsOf(one)
    const last = bundles.at(-1)
    const most = compared ? TOGETHER_COMPARED : TOGETHER
    const together = new Set([...(last?.indicators ?? []), ...wanted])
    const near = last !== undefined && reach <= 2 * last.reach + 2 && compares(last.rules[0] as DueRule) === compared
    const fits = together.size <= IN_ONE_QUESTION && together.size * (reach + one.steps.length) <= most
    if (last && near && fits) {
      last.rules.push(one)
      for (const indicator of wanted) last.indicators.add(indicator)
    } else bundles.push({ rules: [one], indicators: new Set(wanted), reach })
  }
  return bundles.map(({ rules }) => rules)
}

/** Steps that are read before the first judged one. */
const reachOf = ({ rule, members }: DueRule) => Math.max(...[rule, ...members].map(stepsRead))

/** Whether all its places have to be at hand at once. */
const compares = ({ rule, members }: DueRule) => [rule, ...members].some(needsPeers)

export const indicatorsOf = ({ rule, members }: Pick<DueRule, 'rule' | 'members'>): string[] => [
  ...new Set((members.length > 0 ? members : [rule]).map((one) => one.indicator)),
]

async function judgeBundle(
  bundle: readonly DueRule[],
  manifest: Manifest,
  asker: JudgingAsker,
  ports: JudgingPorts,
  told: (share: number) => void,
): Promise<Map<DueRule, JudgedStep[]>> {
  const found = new Map(bundle.map((one) => [one, [] as JudgedStep[]]))
  const kept = new Map(bundle.map((one) => [one, new Map<string, Subject[]>()]))
  const [sample] = bundle
  const first = sample?.steps[0]
  const last = sample?.steps.at(-1)
  if (!sample || !first || !last) return found
  const { by, grain, each } = sample.rule
  const steps = stepsBetween(moveSteps(first, grain, -Math.max(...bundle.map(reachOf))), last, grain)
  const judgeOne = (one: DueRule, answers: Answers) => {
    const out = found.get(one)
    for (const judged of judgeWith(one, steps, answers, ports.facilities)) out?.push(judged)
  }
  const places = placesOf(sample.rule, ports.territory)
  const indicators = [...new Set(bundle.flatMap(indicatorsOf))]
  const filters = sample.rule.filters ? { filters: sample.rule.filters } : {}
  const ask = (place: AreaCode) => {
    const question = { by, grain, each, indicators, place, from: steps[0] ?? first, to: last, ...filters }
    return askSteps(question, first, manifest, asker, ports)
  }
  for await (const [n, answers] of oneAhead(places, ask)) {
    for (const one of bundle) {
      if (!compares(one)) {
        judgeOne(one, answers)
        continue
      }
      const all = kept.get(one)
      for (const indicator of indicatorsOf(one))
        all?.set(indicator, [...(all.get(indicator) ?? []), ...(answers.get(indicator) ?? [])])
    }
    told((n + 1) / places.length)
  }
  for (const one of bundle) if (compares(one)) judgeOne(one, kept.get(one) ?? new Map())
  return found
}

/** Answers one after the other; while one is judged here, the next is worked out by the warehouse. */
async function* oneAhead<P, T>(places: readonly P[], ask: (place: P) => Promise<T>): AsyncGenerator<[number, T]> {
  const begin = (n: number) => {
    const place = places[n]
    const asked = place === undefined ? null : ask(place)
    // Heard when it is its turn.
    asked?.catch(() => undefined)
    return asked
  }
  let next = begin(0)
  for (let n = 0; next; n++) {
    const asked = next
    next = null
    const answer = await asked
    next = begin(n + 1)
    yield [n, answer]
  }
}

/** The places a rule is asked for, one after the other. */
export function placesOf({ by, territory: within }: RuleDefinition, territory: Territory): AreaCode[] {
  const roots = within ? [AreaCode.parse(within)] : territory.roots.map(({ code }) => code)
  return roots.flatMap((root) => placesAsked(by, root, territory))
}

/** Subjects by indicator. */
export type Answers = ReadonlyMap<string, readonly Subject[]>

/**
 * One rule's verdicts from answers at hand. A composite is judged over the places any of its members knows; a member that says nothing of a place leaves it open.
 *
 * @param steps of the answers, oldest first; a rule reads no further back than its own window
 */
export function judgeWith(
  { rule, members, steps: due }: Pick<DueRule, 'rule' | 'members' | 'steps'>,
  steps: readonly CalendarDate[],
  answers: Answers,
  facilities: AskPorts['facilities'],
): JudgedStep[] {
  if (members.length === 0) return judgeSubjects(rule, answers.get(rule.indicator) ?? [], steps, due, facilities)
  const states = new Map<string, Record<string, RuleState>>()
  const subjects = new Map<string, Subject>()
  for (const member of members) {
    const known = answers.get(member.indicator) ?? []
    for (const { subject, step, verdict } of judgeSubjects(member, known, steps, due, facilities)) {
      const name = `${subject.key}|${step}`
      states.set(name, { ...states.get(name), [member.id]: verdict.state })
    }
    for (const subject of known) if (!subjects.has(subject.key)) subjects.set(subject.key, subject)
  }
  for (const subject of answers.get(rule.indicator) ?? []) subjects.set(subject.key, subject)
  return judgeSubjects(
    rule,
    [...subjects.values()],
    steps,
    due,
    facilities,
    (key, step) => states.get(`${key}|${step}`) ?? {},
  )
}

export function dataVersionOf(manifest: Manifest, tables: readonly string[]): string {
  return [...tables]
    .sort()
    .map((table) => `${table}@${manifest.tables[table]?.version ?? 0}`)
    .join(' ')
}
