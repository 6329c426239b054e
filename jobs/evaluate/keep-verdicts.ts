import { raiseAlerts } from '@cockpit/db/alerts/raise-alert'
import type { Database } from '@cockpit/db/database'
import {
  type EvaluationRecord,
  firedSteps,
  type HitRecord,
  recordEvaluation,
} from '@cockpit/db/rules/record-evaluation'
import type { WaitingWording } from '@cockpit/db/rules/waiting-wordings'
import type { FacilityId } from '@cockpit/domain/ids'
import { moveSteps } from '@cockpit/domain/indicator/time-shape'
import type { RuleDefinition } from '@cockpit/domain/rules/definition'
import { beginsAlert } from '@cockpit/domain/rules/episode'
import type { Facility } from '@cockpit/domain/territory/territory'
import type { AskPorts } from '@cockpit/semantic-layer/client/ask'
import type { Catalogue } from '@cockpit/semantic-layer/client/catalogue'
import type { Manifest } from '@cockpit/semantic-layer/lake/manifest'
import { stepsBetween } from './ask-steps'
import { type Finding, findingOf } from './finding-of'
import type { JudgedStep } from './judge-subjects'
import { withoutWithheld } from './without-withheld'

/** A place that fired within so many steps is watched on. */
const WATCHED = 24

export interface KeepPorts {
  readonly db: Database
  readonly now: () => Date
  readonly demo: boolean
}

/** `publish`: what was published since the last time. `schedule`: the newest whole step of every rule once more, whatever was published. */
export type Trigger = 'publish' | 'schedule'

export interface Outcome {
  readonly rule: RuleDefinition
  readonly judged: readonly JudgedStep[]
  readonly startedAt: Date
  readonly dataVersion: string
}

const placeOf = ({ subject }: JudgedStep) => `${subject.key}|${subject.each ?? ''}`

/** What an evaluation is recorded with besides its verdicts; null where nothing was judged. */
function factsOf(
  { rule, judged, startedAt, dataVersion }: Outcome,
  manifest: Manifest,
  trigger: EvaluationRecord['trigger'],
  now: Date,
): Omit<EvaluationRecord, 'raised'> | null {
  const steps = [...new Set(judged.map(({ step }) => step))].sort()
  const [fromStep] = steps
  const toStep = steps.at(-1)
  if (!fromStep || !toStep) return null
  const count = (state: JudgedStep['verdict']['state']) =>
    judged.filter(({ verdict }) => verdict.state === state).length
  return {
    ...{ rule, trigger, lakeVersion: manifest.version, dataVersion, fromStep, toStep, startedAt, endedAt: now },
    subjects: new Set(judged.map(placeOf)).size,
    fired: count('fires'),
    held: count('held'),
    notJudged: count('not-judged'),
  }
}

/** Keeps what an earlier wording says of the places whose tasks wait for it. No alert rises from it: it stands no more. */
export async function keepForClosing(
  outcome: Outcome,
  { places, ended }: WaitingWording,
  manifest: Manifest,
  { db, now }: Omit<KeepPorts, 'demo'>,
): Promise<void> {
  const judged = outcome.judged.filter(
    (one) => places.has(placeOf(one)) || (one.verdict.state === 'fires' && ended.has(placeOf(one))),
  )
  const facts = factsOf({ ...outcome, judged }, manifest, 'closing', now())
  const hits = judged.map((one) => hitOf(one, ''))
  if (facts) await recordEvaluation(db, { ...facts, raised: 0 }, hits)
}

const hitOf = (one: JudgedStep, dedupeKey: string): HitRecord => ({
  ...{ subject: one.subject.key, each: one.subject.each ?? '', step: one.step, dedupeKey },
  ...{ input: one.input, verdict: one.verdict },
})

/** Keeps what a rule's pass found, then raises the alerts of its alarms. @returns how many are new */
export async function keepAndRaise(
  outcome: Outcome & {
    readonly trigger: Trigger
    /** `<subject>|<each>`, whose tasks wait for what is said of them. */
    readonly waiting: ReadonlySet<string>
    /** What it finds is for grants of the sensitivity `case` alone. */
    readonly restricted: boolean
  },
  manifest: Manifest,
  catalogue: Catalogue,
  asking: AskPorts,
  { db, now, demo }: KeepPorts,
): Promise<number> {
  const { rule, judged, trigger, waiting } = outcome
  const definition = catalogue.get(rule.indicator)
  const facilities: ReadonlyMap<FacilityId, Facility> = asking.facilities
  const [first] = judged
  const facts = factsOf(outcome, manifest, trigger, now())
  if (!first || !facts) return 0
  const reach = Math.max(WATCHED, (rule.holdOff ?? 0) + 1)
  const fired = await firedSteps(db, rule.id, moveSteps(first.step, rule.grain, -reach))
  const watched = new Set([...fired.keys(), ...waiting])
  const alarms: { one: JudgedStep; finding: Finding }[] = []
  // Step by step: of two steps that are judged together the earlier one begins the alert.
  const firing = judged.filter(({ verdict }) => verdict.state === 'fires')
  for (const one of firing.sort((a, b) => (a.step < b.step ? -1 : 1))) {
    const heard = fired.get(placeOf(one)) ?? new Set()
    const before = stepsBetween(moveSteps(one.step, rule.grain, -1 - (rule.holdOff ?? 0)), one.step, rule.grain)
    const finding = beginsAlert(rule, before, heard)
      ? findingOf(rule, one, facilities, definition, asking.territory)
      : null
    if (finding) alarms.push({ one, finding })
    fired.set(placeOf(one), heard.add(one.step))
  }
  const keys = new Map(alarms.map(({ one, finding }) => [one, finding.dedupeKey]))
  await recordEvaluation(
    db,
    { ...facts, raised: alarms.length },
    judged
      .filter((one) => one.verdict.state === 'fires' || watched.has(placeOf(one)))
      .map((one) => hitOf(one, keys.get(one) ?? '')),
  )
  const findings = await withoutWithheld(
    alarms.map(({ one, finding }) => ({ finding, each: one.subject.each })),
    rule,
    definition,
    asking,
  )
  const raised = await raiseAlerts(
    db,
    findings.map((finding) => ({ ...finding, demo, sensitivity: outcome.restricted ? 'case' : null })),
    now(),
  )
  return raised.filter(({ outcome }) => outcome === 'created').length
}
