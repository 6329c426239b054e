import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RuleDefinition } from '@cockpit/domain/rules/definition'
import { tendRecovery } from '@cockpit/jobs/escalate/tend-recovery'
import { evaluateRules } from '@cockpit/jobs/evaluate/evaluate-rules'
import type { Pack } from '@cockpit/semantic-layer/packs/contract'
import { packRoots } from '@cockpit/semantic-layer/packs/folders'
import { loadPacks } from '@cockpit/semantic-layer/packs/load'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type RunningLayer, startLayer } from '../semantic/layer'
import { publishOutbreak, SHIPPED } from './outbreak'
import * as places from './places'
import { taskActs } from './task-acts'
import { type TestDatabase, withDatabase } from './test-database'

/** A task waits for its indicator, and what becomes of its rule meanwhile. */
const AT = new Date('2026-11-02T02:00:00Z')
let scratch: TestDatabase
let data: string
let layer: RunningLayer
let packs: readonly Pack[]
const { dispatched, move } = taskActs(() => scratch.db)
const { pack: _, ...then } = SHIPPED
const now: RuleDefinition = { ...then, version: '2', when: { kind: 'surge', factor: 3, baseline: 3, floor: 20 } }

beforeAll(async () => {
  scratch = await withDatabase()
  await places.seedPlaces(scratch.db)
  data = await mkdtemp(join(tmpdir(), 'reworded-'))
  packs = await loadPacks(packRoots(''))
  await publish(['2026-08'], '2026-11-01T00:00:00.000Z')
  layer = await startLayer(data)
})
afterAll(async () => {
  await layer?.stop()
  await scratch?.drop()
  await rm(data, { recursive: true, force: true })
})

const publish = (outbreak: readonly string[], at: string) => publishOutbreak(data, packs, outbreak, at)
/** The semantic layer has to read the new months first; until then nothing is judged, and the pass is asked again as the jobs do. */
const evaluate = (rules: readonly RuleDefinition[], trigger: 'publish' | 'schedule' = 'publish') =>
  vi.waitFor(
    () =>
      evaluateRules(
        {
          ...{ db: scratch.db, lake: join(data, 'lake'), cube: layer.port, demo: true, now: () => new Date() },
          packs: [{ name: 'trial', folder: '', tables: [], reconciliations: [], rules: [...rules], board: null }],
          territory: async () => places.territory,
        },
        trigger,
      ),
    { timeout: 60_000, interval: 200 },
  )
const recovery = () => tendRecovery(scratch.db, places.territory, AT)

test('the wording it was born from closes it, reworded or dropped since; no alert rises from it and nobody heard it', async () => {
  await scratch.db.checkpoint.create({ data: { name: 'rules', version: 1 } })
  await publish(['2026-08', '2026-10'], '2026-11-02T00:00:00.000Z')
  expect(await evaluate([then])).toMatchObject({ judged: 1 })
  const alert = await scratch.db.alert.findFirstOrThrow({ where: { period: '2026-08' } })
  const raised = await scratch.db.alert.count()
  const office = places.actor('office', places.inArea('institution', places.COUNTY))
  const taskId = await dispatched({ alertId: alert.id, target: { kind: 'area', code: places.COUNTY } })
  const row = () => scratch.db.task.findUniqueOrThrow({ where: { id: taskId } })
  await move(office, taskId, 'sign', 0)
  await move(office, taskId, 'feedBack', 1, { evidence: [places.photo()] })
  expect(await move(places.reviewer, taskId, 'close', 2)).toMatchObject({ state: 'verifying' })

  // October is above the limit of then (107) and below that of now (160); afterwards there is no such rule at all.
  expect(await evaluate([now], 'schedule')).toMatchObject({ judged: 1, raised: 0 })
  expect(await evaluate([], 'schedule')).toMatchObject({ judged: 0, raised: 0 })
  const evaluations = await scratch.db.ruleEvaluation.findMany({
    orderBy: { id: 'asc' },
    select: { ruleVersion: true, trigger: true, fired: true },
  })
  expect(evaluations.slice(1)).toEqual([
    { ruleVersion: '2', trigger: 'schedule', fired: 0 },
    { ruleVersion: '1', trigger: 'closing', fired: 1 },
    { ruleVersion: '1', trigger: 'closing', fired: 1 },
  ])
  await recovery()
  expect(await row()).toMatchObject({ state: 'verifying', recoveryState: 'waiting' })

  // Corrected months, two of them calm: the window of recovery of then.
  await publish(['2026-08'], '2026-11-03T00:00:00.000Z')
  await evaluate([])
  await recovery()
  expect(await row()).toMatchObject({ state: 'closed', recoveryState: 'recovered' })
  expect(await scratch.db.alert.count()).toBe(raised)
})
