import { raiseAlerts } from '@cockpit/db/alerts/raise-alert'
import { advanceCheckpoint, readCheckpoint } from '@cockpit/db/checkpoints'
import type { Database } from '@cockpit/db/database'
import { type StandingRule, standingRules } from '@cockpit/db/rules/active-rules'
import { firedSteps, recordEvaluation } from '@cockpit/db/rules/record-evaluation'
import type { FacilityId } from '@cockpit/domain/ids'
import { moveSteps } from '@cockpit/domain/indicator/time-shape'
import type { RuleDefinition } from '@cockpit/domain/rules/definition'
import { beginsAlert } from '@cockpit/domain/rules/episode'
import { faultOf } from '@cockpit/domain/rules/fits-indicator'
import type { Facility, Territory } from '@cockpit/domain/territory/territory'
import { loadFacilities } from '@cockpit/geo/territory-store'
import type { AnswerCache } from '@cockpit/semantic-layer/client/answer-cache'
import { type AskPorts, knownCatalogue } from '@cockpit/semantic-layer/client/ask'
import type { Catalogue } from '@cockpit/semantic-layer/client/catalogue'
import type { CubePort } from '@cockpit/semantic-layer/client/cube-rest'
import { EMPTY_MANIFEST, type Manifest } from '@cockpit/semantic-layer/lake/manifest'
import { currentManifest, manifestVersions, readManifest } from '@cockpit/semantic-layer/lake/read'
import type { Pack } from '@cockpit/semantic-layer/packs/contract'
import { systemActor } from '../system-actor'
import { NotJudged, stepsBetween } from './ask-steps'
import { changedTables, stepsDue } from './due'
import { type Finding, findingOf } from './finding-of'
import type { JudgedStep } from './judge-subjects'
import { type DueRule, judgeTogether } from './judge-together'
import { withoutWithheld } from './without-withheld'

/** How far the rules have read the lake. */
export const RULES_CHECKPOINT = 'rules'
/** A place that fired within so many steps is watched on. */
const WATCHED = 24

export interface EvaluatePorts {
  readonly db: Database
  readonly lake: string
  readonly packs: readonly Pack[]
  readonly cube: CubePort
  readonly territory: () => Promise<Territory>
  readonly now: () => Date
  readonly demo: boolean
}

export interface Evaluation {
  /** Lake version the rules have now seen. */
  readonly version: number
  /** Rules whose tables had changed. */
  readonly judged: number
  readonly raised: number
  /** Rules of administrators that could not be judged as they stand, and why. */
  readonly unsound: readonly string[]
}

/** `publish`: what was published since the last time. `schedule`: the newest whole step of every rule once more, whatever was published. */
export type Trigger = 'publish' | 'schedule'

/**
 * Judges the rules that are due and raises an alert for each alarm that begins one. Each rule's evaluation is recorded with the versions of all it read before its
 * alerts rise. The checkpoint moves only after all of them were judged; killed or failed before, the same publications are judged again, and the key of a finding
 * keeps it one alert.
 * @throws NotJudged when the semantic layer cannot answer for this version yet
 */
export async function evaluateRules(ports: EvaluatePorts, trigger: Trigger = 'publish'): Promise<Evaluation> {
  const { db, lake } = ports
  const manifest = await currentManifest(lake)
  const since = await readCheckpoint(db, RULES_CHECKPOINT)
  if (trigger === 'publish' && manifest.version <= since) return { version: since, judged: 0, raised: 0, unsound: [] }
  const asking = await askingPorts(ports)
  const catalogue = await knownCatalogue(asking)
  const before = trigger === 'schedule' || since === 0 ? null : await stateAt(lake, since)
  const changed = changedTables(manifest, trigger === 'schedule' ? -1 : since)
  const standing = await rulesOf(db, ports.packs)
  const known = new Map(standing.map((rule) => [rule.definition.id, rule.definition]))
  const due: DueRule[] = []
  const unsound: string[] = []
  for (const one of standing.filter(({ on }) => on)) {
    const rule = one.definition
    const members = rule.when.kind === 'composite' ? rule.when.of.map((id) => known.get(id)) : [rule]
    const indicators = members.map((member) => member && catalogue.get(member.indicator))
    const fault = faultOf(rule, indicators)
    if (fault) {
      if (one.pack !== null && !one.changed) throw new NotJudged(fault)
      unsound.push(fault)
      continue
    }
    const read = indicators.flatMap((definition) => (definition ? [definition] : []))
    const tables = [...new Set(read.flatMap((definition) => definition.tables))]
    if (!tables.some((table) => changed.has(table))) continue
    const grain = read.some((definition) => definition.grain === 'month') ? 'month' : 'day'
    const steps = stepsDue(manifest, before, tables, grain, rule.grain)
    due.push({ rule, members: members.flatMap((member) => (member && member !== rule ? [member] : [])), steps, tables })
  }

  let raised = 0
  const asker = { ...systemActor(asking.territory), judging: true as const }
  for await (const { rule, judged, startedAt, dataVersion } of judgeTogether(due, manifest, asker, asking)) {
    raised += await keepAndRaise({ rule, judged, startedAt, dataVersion, trigger }, manifest, catalogue, asking, ports)
  }
  if (trigger === 'publish') await advanceCheckpoint(db, RULES_CHECKPOINT, manifest.version)
  return { version: manifest.version, judged: due.length, raised, unsound }
}

/** The rules of the packs and of administrators as they hold now. */
export function rulesOf(db: Database, packs: readonly Pack[]): Promise<StandingRule[]> {
  return standingRules(
    db,
    packs.flatMap((pack) => pack.rules.map((rule) => ({ ...rule, pack: pack.name }))),
  )
}

/** What judging asks with: fresh places, and no cache, for a rule's answers are large and are judged once. */
export async function askingPorts(
  ports: Pick<EvaluatePorts, 'db' | 'cube' | 'territory' | 'demo' | 'now'>,
): Promise<AskPorts> {
  const [territory, facilities] = await Promise.all([ports.territory(), loadFacilities(ports.db)])
  return {
    cube: ports.cube,
    territory,
    facilities: new Map(facilities.map((facility) => [facility.id, facility])),
    cache: UNKEPT,
    demo: ports.demo,
    now: ports.now,
  }
}
const UNKEPT: AnswerCache = { get: async () => null, set: async () => undefined }

interface Outcome {
  readonly rule: RuleDefinition
  readonly judged: readonly JudgedStep[]
  readonly startedAt: Date
  readonly dataVersion: string
  readonly trigger: Trigger
}

async function keepAndRaise(
  { rule, judged, startedAt, dataVersion, trigger }: Outcome,
  manifest: Manifest,
  catalogue: Catalogue,
  asking: AskPorts,
  { db, now, demo }: EvaluatePorts,
): Promise<number> {
  const definition = catalogue.get(rule.indicator)
  const facilities: ReadonlyMap<FacilityId, Facility> = asking.facilities
  const [first] = judged
  const last = judged.at(-1)
  if (!first || !last) return 0
  const placeOf = ({ subject }: JudgedStep) => `${subject.key}|${subject.each ?? ''}`
  const reach = Math.max(WATCHED, (rule.holdOff ?? 0) + 1)
  const fired = await firedSteps(db, rule.id, moveSteps(first.step, rule.grain, -reach))
  const watched = new Set(fired.keys())
  const alarms: { one: JudgedStep; finding: Finding }[] = []
  // Step by step: of two steps that are judged together the earlier one begins the alert.
  for (const one of [...judged].sort((a, b) => (a.step < b.step ? -1 : 1))) {
    if (one.verdict.state !== 'fires') continue
    const heard = fired.get(placeOf(one)) ?? new Set()
    const before = stepsBetween(moveSteps(one.step, rule.grain, -1 - (rule.holdOff ?? 0)), one.step, rule.grain)
    const finding = beginsAlert(rule, before, heard)
      ? findingOf(rule, one, facilities, definition, asking.territory)
      : null
    if (finding) alarms.push({ one, finding })
    fired.set(placeOf(one), heard.add(one.step))
  }
  const keys = new Map(alarms.map(({ one, finding }) => [one, finding.dedupeKey]))
  const count = (state: JudgedStep['verdict']['state']) =>
    judged.filter(({ verdict }) => verdict.state === state).length
  const steps = judged.map(({ step }) => step).sort()
  await recordEvaluation(
    db,
    {
      rule,
      trigger,
      lakeVersion: manifest.version,
      dataVersion,
      fromStep: steps[0] ?? first.step,
      toStep: steps.at(-1) ?? last.step,
      subjects: new Set(judged.map(placeOf)).size,
      fired: count('fires'),
      held: count('held'),
      notJudged: count('not-judged'),
      raised: alarms.length,
      startedAt,
      endedAt: now(),
    },
    judged
      .filter(
        ({ verdict, subject }) => verdict.state === 'fires' || watched.has(`${subject.key}|${subject.each ?? ''}`),
      )
      .map((one) => ({
        subject: one.subject.key,
        each: one.subject.each ?? '',
        step: one.step,
        dedupeKey: keys.get(one) ?? '',
        input: one.input,
        verdict: one.verdict,
      })),
  )
  const findings = await withoutWithheld(
    alarms.map(({ one, finding }) => ({ finding, each: one.subject.each })),
    rule,
    definition,
    asking,
  )
  const raised = await raiseAlerts(
    db,
    findings.map((finding) => ({ ...finding, demo })),
    now(),
  )
  return raised.filter(({ outcome }) => outcome === 'created').length
}

/** What the rules last saw. When that manifest is no longer kept, everything counts as published since. */
async function stateAt(lake: string, version: number): Promise<Manifest> {
  return (await manifestVersions(lake)).includes(version) ? readManifest(lake, version) : EMPTY_MANIFEST
}
