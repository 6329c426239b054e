import { advanceCheckpoint, readCheckpoint } from '@cockpit/db/checkpoints'
import type { Database } from '@cockpit/db/database'
import { type StandingRule, standingRules } from '@cockpit/db/rules/active-rules'
import type { RuleDefinition } from '@cockpit/domain/rules/definition'
import { isRestrictedRule } from '@cockpit/domain/rules/restricted'
import type { Territory } from '@cockpit/domain/territory/territory'
import { loadFacilities } from '@cockpit/geo/territory-store'
import type { AnswerCache } from '@cockpit/semantic-layer/client/answer-cache'
import { type AskPorts, knownCatalogue } from '@cockpit/semantic-layer/client/ask'
import type { CubePort } from '@cockpit/semantic-layer/client/cube-rest'
import { forgetSteps, type StepFolder, type StepMemory, stepMemory } from '@cockpit/semantic-layer/client/step-memory'
import { EMPTY_MANIFEST, type Manifest } from '@cockpit/semantic-layer/lake/manifest'
import { currentManifest, manifestVersions, readManifest } from '@cockpit/semantic-layer/lake/read'
import type { Pack } from '@cockpit/semantic-layer/packs/contract'
import { systemActor } from '../system-actor'
import { changedTables } from './due'
import { dueRules } from './due-rules'
import { judgeTogether } from './judge-together'
import { keepAndRaise, keepForClosing, type Trigger } from './keep-verdicts'

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
  /** Where the numbers of months that no publication touches are kept; without it all are asked each time. */
  readonly remember?: StepFolder
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
  const found = await dueRules(db, standing, catalogue, { manifest, before, changed }, ports.now())
  let raised = 0
  const wordings = new Map(standing.map(({ definition }) => [definition.id, definition]))
  const restricted = (rule: RuleDefinition) =>
    isRestrictedRule(
      rule,
      (id) => wordings.get(id),
      (indicator) => catalogue.get(indicator)?.sensitivity === 'case',
    )
  const asker = { ...systemActor(asking.territory), judging: true as const }
  const remembering = { ...asking, ...(await memoryOf(ports, manifest, trigger)) }
  for await (const { rule, judged, startedAt, dataVersion } of judgeTogether(found.due, manifest, asker, remembering)) {
    const closing = found.closing.get(rule)
    const waiting = found.watched.get(rule) ?? new Set()
    const outcome = { rule, judged, startedAt, dataVersion }
    if (closing) await keepForClosing(outcome, closing, manifest, ports)
    else
      raised += await keepAndRaise(
        { ...outcome, trigger, waiting, restricted: restricted(rule) },
        manifest,
        catalogue,
        asking,
        ports,
      )
  }
  if (trigger === 'publish') await advanceCheckpoint(db, RULES_CHECKPOINT, manifest.version)
  const judged = found.due.length - found.closing.size
  return { version: manifest.version, judged, raised, unsound: found.unsound }
}

async function memoryOf(
  { remember, packs, now }: EvaluatePorts,
  manifest: Manifest,
  trigger: Trigger,
): Promise<{ memory?: StepMemory }> {
  if (!remember) return {}
  if (trigger === 'schedule') await forgetSteps(remember.folder, now()).catch(remember.failed)
  const tables = packs.flatMap((pack) => pack.tables)
  return { memory: stepMemory(remember, manifest, tables) }
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

/** What the rules last saw. When that manifest is no longer kept, everything counts as published since. */
async function stateAt(lake: string, version: number): Promise<Manifest> {
  return (await manifestVersions(lake)).includes(version) ? readManifest(lake, version) : EMPTY_MANIFEST
}
