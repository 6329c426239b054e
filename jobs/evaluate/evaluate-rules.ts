import { type RaisedFinding, raiseAlert } from '@cockpit/db/alerts/raise-alert'
import { advanceCheckpoint, readCheckpoint } from '@cockpit/db/checkpoints'
import type { Database } from '@cockpit/db/database'
import { type AlertRule, judge } from '@cockpit/domain/alert/rule'
import { AreaCode, FacilityId } from '@cockpit/domain/ids'
import type { Envelope } from '@cockpit/domain/indicator/envelope'
import { IndicatorQuery } from '@cockpit/domain/indicator/query'
import type { Facility, Territory } from '@cockpit/domain/territory/territory'
import { loadFacilities } from '@cockpit/geo/territory-store'
import type { AnswerCache } from '@cockpit/semantic-layer/client/answer-cache'
import { type AskPorts, askIndicators, knownCatalogue } from '@cockpit/semantic-layer/client/ask'
import type { CubePort } from '@cockpit/semantic-layer/client/cube-rest'
import { isGuarded } from '@cockpit/semantic-layer/client/guard'
import { EMPTY_MANIFEST, type Manifest } from '@cockpit/semantic-layer/lake/manifest'
import { currentManifest, manifestVersions, readManifest } from '@cockpit/semantic-layer/lake/read'
import type { Pack } from '@cockpit/semantic-layer/packs/contract'
import { systemActor } from '../system-actor'
import { askMonths, NotJudged, placesAsked, type Subject } from './ask-months'
import { changedTables, monthBefore, monthsDue, windowOf } from './due'

/** How far the rules have read the lake. */
export const RULES_CHECKPOINT = 'rules'

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
}

/**
 * Judges the rules whose tables were published since the last time, and raises an alert for each finding. The checkpoint
 * moves only after all of them were judged; killed or failed before, the same publications are judged again, and the key
 * of a finding keeps it one alert.
 * @throws NotJudged when the semantic layer cannot answer for this version yet
 */
export async function evaluateRules(ports: EvaluatePorts): Promise<Evaluation> {
  const { db, lake } = ports
  const manifest = await currentManifest(lake)
  const since = await readCheckpoint(db, RULES_CHECKPOINT)
  if (manifest.version <= since) return { version: since, judged: 0, raised: 0 }
  const before = since === 0 ? null : await stateAt(lake, since)
  const changed = changedTables(manifest, since)
  const territory = await ports.territory()
  const facilities = new Map((await loadFacilities(db)).map((facility) => [facility.id, facility]))
  const asking: AskPorts = {
    cube: ports.cube,
    territory,
    facilities,
    cache: UNKEPT,
    demo: ports.demo,
    now: ports.now,
  }
  const catalogue = await knownCatalogue(asking)

  let judged = 0
  let raised = 0
  for (const rule of ports.packs.flatMap((pack) => pack.rules)) {
    const definition = catalogue.get(rule.indicator)
    if (!definition) throw new NotJudged(`rule ${rule.id} names the indicator ${rule.indicator}, which does not exist`)
    if (!definition.tables.some((table) => changed.has(table))) continue
    judged += 1
    const months = monthsDue(manifest, before, definition.tables, definition.grain)
    for (const finding of await findings(rule, months, manifest, facilities, asking)) {
      const { outcome } = await raiseAlert(db, { ...finding, demo: ports.demo }, ports.now())
      if (outcome === 'created') raised += 1
    }
  }
  await advanceCheckpoint(db, RULES_CHECKPOINT, manifest.version)
  return { version: manifest.version, judged, raised }
}

/** A rule's answers are large, and are judged once. */
const UNKEPT: AnswerCache = { get: async () => null, set: async () => undefined }

/** What the rules last saw. When that manifest is no longer kept, everything counts as published since. */
async function stateAt(lake: string, version: number): Promise<Manifest> {
  return (await manifestVersions(lake)).includes(version) ? readManifest(lake, version) : EMPTY_MANIFEST
}

async function findings(
  rule: AlertRule,
  months: readonly string[],
  manifest: Manifest,
  facilities: ReadonlyMap<FacilityId, Facility>,
  asking: AskPorts,
): Promise<Omit<RaisedFinding, 'demo'>[]> {
  const [first] = months
  const last = months.at(-1)
  if (first === undefined || last === undefined) return []
  const from = monthBefore(first, windowOf(rule.when) - 1)
  const found: Omit<RaisedFinding, 'demo'>[] = []
  const asker = { ...systemActor(asking.territory), judging: true }
  const places = asking.territory.roots.flatMap(({ code }) => placesAsked(rule, code, asking.territory))
  for (const territory of places)
    for (const subject of await askMonths({ rule, territory, from, to: last }, manifest, asker, asking))
      for (const month of months) {
        const finding = judgeSubject(rule, subject, month, facilities)
        if (finding) found.push(await withoutWithheld(finding, rule, subject.each, asking))
      }
  return found
}

/**
 * Rules judge counts that are withheld from everyone to protect smaller ones. The alert says that something is so, and leaves out the
 * figures whoever reads it may not see on any screen.
 */
async function withoutWithheld(
  finding: Omit<RaisedFinding, 'demo'>,
  rule: AlertRule,
  each: string | null,
  asking: AskPorts,
): Promise<Omit<RaisedFinding, 'demo'>> {
  const definition = (await knownCatalogue(asking)).get(rule.indicator)
  if (!definition || !isGuarded(definition)) return finding
  const filters = [...(rule.filters ?? []), ...(rule.each && each ? [{ dimension: rule.each, values: [each] }] : [])]
  const question = IndicatorQuery.parse({
    indicators: [rule.indicator],
    territory: finding.areaCode,
    ...(finding.facilityId ? { facility: finding.facilityId } : {}),
    period: finding.period,
    ...(filters.length > 0 ? { filters } : {}),
  })
  const result = await askIndicators(question, systemActor(asking.territory), asking)
  if (!result.ok) throw new NotJudged(`${result.refusal}: ${result.message}`)
  const envelope = result.answer.rows[0]?.cells[rule.indicator]
  if (envelope?.state !== 'suppressed') return finding
  const { limit: _, ...detail } = finding.detail
  return { ...finding, detail: { ...detail, value: null, envelope: JSON.parse(JSON.stringify(envelope)) } }
}

/** Pure: one subject, one month. */
export function judgeSubject(
  rule: AlertRule,
  subject: Subject,
  month: string,
  facilities: ReadonlyMap<FacilityId, Facility>,
): Omit<RaisedFinding, 'demo'> | null {
  const window = windowOf(rule.when)
  const cells = Array.from({ length: window }, (_, index) => subject.months.get(monthBefore(month, window - 1 - index)))
  const verdict = judge(
    rule.when,
    cells.map((cell) => readingOf(cell, rule.when.kind)),
  )
  if (!verdict) return null
  const facilityId = rule.by === 'facility' ? FacilityId.parse(subject.key) : null
  const facility = facilityId ? facilities.get(facilityId) : undefined
  if (facilityId && !facility) return null
  const areaCode = facility ? facility.county : AreaCode.parse(subject.key)
  const envelope = cells.at(-1) ?? { indicator: rule.indicator, state: 'not-reported', definitionVersion: rule.version }
  const suffix = (colon: string) => `${colon}${subject.name}${subject.each ? ` ${subject.each}` : ''}`
  return {
    dedupeKey: [rule.id, subject.key, ...(subject.each ? [subject.each] : []), month].join('|'),
    ruleId: rule.id,
    ruleVersion: rule.version,
    title: { zh: `${rule.title.zh}${suffix('：')}`, en: `${rule.title.en}${suffix(': ')}` },
    advice: rule.advice,
    level: rule.level,
    indicator: rule.indicator,
    areaCode,
    facilityId,
    period: month,
    detail: {
      value: verdict.value,
      limit: verdict.limit,
      months: verdict.months,
      subject: subject.name,
      each: subject.each,
      // A plain copy: the envelope is stored as it was when the rule spoke.
      envelope: JSON.parse(JSON.stringify(envelope)),
    },
  }
}

/**
 * A suppressed count was reported, so it is no silence, and it is below the limit of what is shown, so it stands as 0 in the calm before
 * a surge: an outbreak where there was next to nothing is seen. It says nothing about a threshold.
 */
function readingOf(cell: Envelope | undefined, kind: AlertRule['when']['kind']): number | null {
  if (cell?.state === 'suppressed' && kind !== 'threshold') return 0
  return cell?.state === 'shown' ? (cell.value ?? null) : null
}
