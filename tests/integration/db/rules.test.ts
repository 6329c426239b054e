import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { standingRules } from '@cockpit/db/rules/active-rules'
import { askBacktest, claimBacktest, endBacktest } from '@cockpit/db/rules/backtests'
import { proposeRule, proposeSwitch, publishChange, withdrawChange } from '@cockpit/db/rules/change-rule'
import { listRules, mayReadRules, readRule } from '@cockpit/db/rules/read-rules'
import { recordedStates } from '@cockpit/db/rules/record-evaluation'
import { recordEvent, removeEvent } from '@cockpit/db/rules/record-event'
import { replayAlert } from '@cockpit/db/rules/replay'
import { CalendarDate } from '@cockpit/domain/period/calendar'
import { PackRule } from '@cockpit/domain/rules/definition'
import { recoveryOf } from '@cockpit/domain/rules/episode'
import { backtestPass } from '@cockpit/jobs/evaluate/backtest-loop'
import { evaluateDaily } from '@cockpit/jobs/evaluate/evaluate-daily'
import { askingPorts, type EvaluatePorts, evaluateRules } from '@cockpit/jobs/evaluate/evaluate-rules'
import { withoutWithheld } from '@cockpit/jobs/evaluate/without-withheld'
import { knownCatalogue } from '@cockpit/semantic-layer/client/ask'
import type { Pack } from '@cockpit/semantic-layer/packs/contract'
import { packRoots } from '@cockpit/semantic-layer/packs/folders'
import { loadPacks } from '@cockpit/semantic-layer/packs/load'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type RunningLayer, startLayer } from '../semantic/layer'
import { publishOutbreak, SHIPPED } from './outbreak'
import * as places from './places'
import { onServer, type TestDatabase, withDatabase } from './test-database'

const NOW = new Date('2026-11-02T02:00:00Z')
let scratch: TestDatabase
let data: string
let layer: RunningLayer
let packs: readonly Pack[]

const draft = (value: number) => {
  const { pack: _, version: _v, ...rest } = SHIPPED
  return { ...rest, when: { ...SHIPPED.when, factor: value } as typeof SHIPPED.when }
}
const admin = (id: string) => places.actor(id, places.inArea('systemAdmin', places.PROVINCE, 'aggregate'))
const [first, second] = [admin('first'), admin('second')]
const packRules = [SHIPPED]

const publish = (outbreak: readonly string[], at: string) => publishOutbreak(data, packs, outbreak, at)

const ports = (): EvaluatePorts => ({
  db: scratch.db,
  lake: join(data, 'lake'),
  packs: [{ name: 'trial', folder: '', tables: [], reconciliations: [], rules: [rule], board: null }],
  cube: layer.port,
  territory: async () => places.territory,
  // The pass of a question is dated, and the semantic layer knows the time.
  now: () => new Date(),
  demo: true,
})
const { pack: _, ...rule } = SHIPPED

beforeAll(async () => {
  scratch = await withDatabase()
  await places.seedPlaces(scratch.db)
  data = await mkdtemp(join(tmpdir(), 'rules-'))
  packs = await loadPacks(packRoots(''))
  await publish(['2026-10'], '2026-11-01T00:00:00.000Z')
  layer = await startLayer(data)
})
afterAll(async () => {
  await layer?.stop()
  await scratch?.drop()
  await rm(data, { recursive: true, force: true })
})

describe('a rule over a publication', () => {
  test('finds the outbreak, records what it stands on, and reaches the same verdict again', async () => {
    expect(await evaluateRules(ports())).toMatchObject({ judged: 1, raised: 1, unsound: [] })
    const alerts = await scratch.db.alert.findMany()
    expect(alerts.map(({ dedupeKey, areaCode }) => [dedupeKey, areaCode])).toEqual([
      [`disease-high|${places.COUNTY}|甲病|2026-10`, places.COUNTY],
    ])
    const replay = await replayAlert(scratch.db, alerts[0]?.id ?? '')
    expect(replay).toMatchObject({
      same: true,
      step: '2026-10-01',
      recorded: { state: 'fires', value: 120, limit: 40 },
    })
    expect(replay?.dataVersion).toMatch(/^notifiable_month@\d+$/)
    // Nothing was published since: nothing is judged, and a scheduled pass raises nothing twice.
    expect(await evaluateRules(ports())).toMatchObject({ judged: 0, raised: 0 })
    expect(await evaluateRules(ports(), 'schedule')).toMatchObject({ judged: 1, raised: 0 })
    expect(await scratch.db.alert.count()).toBe(1)
  })

  test('what may be shown of neighbours is the same asked together and asked one by one', async () => {
    const asking = await askingPorts(ports())
    const definition = (await knownCatalogue(asking)).get('notifiable.cases')
    const found = [places.COUNTY, places.NEXT_COUNTY, places.FAR_COUNTY].map((areaCode) => ({
      each: '甲病',
      finding: {
        ...{ dedupeKey: areaCode, ruleId: rule.id, ruleVersion: '1', title: rule.title, advice: rule.advice },
        ...{ level: rule.level, indicator: rule.indicator, areaCode, facilityId: null, period: '2026-10' },
        detail: { value: 20, limit: 10 },
      },
    }))
    const together = await withoutWithheld(found, rule, definition, asking)
    const alone = await Promise.all(found.map((one) => withoutWithheld([one], rule, definition, asking)))
    expect(together).toEqual(alone.flat())
    expect(together.map(({ areaCode }) => areaCode)).toEqual(found.map(({ finding }) => finding.areaCode))
  })

  test('no verdict can be altered, and of an alert nobody raised there is none', async () => {
    for (const act of ['UPDATE "RuleHit" SET state = \'calm\'', 'DELETE FROM "RuleEvaluation"', 'TRUNCATE "RuleHit"'])
      await expect(onServer(scratch.url, act)).rejects.toThrow(/append-only/)
    expect(await replayAlert(scratch.db, 'none')).toBeNull()
  })

  test('how it goes on is recorded, so that a recovery can be shown', async () => {
    const states = async () =>
      (await recordedStates(scratch.db, 'disease-high', places.COUNTY, '甲病')).map((one) => one.state)
    expect(recoveryOf(rule, await states())).toMatchObject({ recovered: false, calm: 0 })
    // The corrected months: the outbreak was a month earlier, and October is calm.
    await publish(['2026-08'], '2026-11-02T00:00:00.000Z')
    // The semantic layer has to read the new months first; until then nothing is judged, and the pass is asked again as the jobs do.
    await vi.waitFor(() => evaluateRules(ports()), { timeout: 60_000, interval: 200 })
    expect(await states()).toEqual(['fires', 'calm', 'calm'])
    expect(recoveryOf(rule, await states())).toEqual({ recovered: true, calm: 2, needed: 2 })
  })
})

describe('the clock of the rules', () => {
  test('by routine they are judged anew once a day, under 急 once an hour, whatever was published', async () => {
    const at = new Date()
    const pass = () => evaluateDaily({ ...ports(), now: () => at })
    const backTo = (name: 'rules-day' | 'rules-hour', before: number) =>
      scratch.db.checkpoint.update({ where: { name }, data: { version: { decrement: before } } })
    // The day on which the installation begins is left to its publications.
    expect(await pass()).toBeNull()
    expect(await pass()).toBeNull()
    await backTo('rules-day', 1)
    expect(await pass()).toMatchObject({ judged: 1 })
    expect(await pass()).toBeNull()

    const ago = (hours: number) => new Date(at.getTime() - hours * 3_600_000)
    const posture = await scratch.db.posture.create({
      data: {
        ...{ areaCode: places.COUNTY, reason: '演示', state: 'inForce', movedAt: at, until: ago(-1) },
        ...{ askedBy: 'first', askedAt: ago(3), approvedBy: 'second', approvedAt: ago(2) },
      },
    })
    expect(await pass()).toMatchObject({ judged: 1 })
    expect(await pass()).toBeNull()
    await backTo('rules-hour', 1)
    expect(await pass()).toMatchObject({ judged: 1 })
    await backTo('rules-hour', 1)
    await scratch.db.posture.update({ where: { id: posture.id }, data: { until: ago(1) } })
    expect(await pass()).toBeNull()
  })
})

describe('four eyes', () => {
  const propose = (who = first, factor = 3) =>
    proposeRule(scratch.db, who, places.territory, { draft: draft(factor), reason: '减少误报', packRules }, NOW)
  const publishIt = (who: typeof first, id: string) => publishChange(scratch.db, who, places.territory, id, NOW)
  const standing = async () =>
    (await standingRules(scratch.db, packRules)).find((one) => one.definition.id === 'disease-high')

  test('a draft judges nothing until it was run over the history and another person lets it stand', async () => {
    const made = await propose()
    if (!made.ok) throw new Error(made.refusal)
    expect(await propose(second)).toMatchObject({ ok: false, refusal: 'draft-exists' })
    expect((await standing())?.definition.version).toBe('1')
    expect(await publishIt(first, made.id)).toMatchObject({ refusal: 'same-person' })
    expect(await publishIt(second, made.id)).toMatchObject({ refusal: 'no-backtest' })

    const day = (text: string) => CalendarDate.parse(text)
    const known = {
      ...{ indicator: 'notifiable.cases', title: '演示暴发', areaCode: places.COUNTY, facilityId: null, each: '' },
      ...{ from: day('2026-08-05'), to: day('2026-08-31') },
    }
    const note = (who: typeof first, change = {}) =>
      recordEvent(scratch.db, who, places.territory, { ...known, ...change }, NOW)
    expect(await note(places.supervisor)).toMatchObject({ refusal: 'not-permitted' })
    expect(await note(first, { to: day('2026-08-01') })).toMatchObject({
      refusal: 'unsound-event',
      fault: 'ends-first',
    })
    expect(await note(first, { facilityId: places.NEXT_HOSPITAL })).toMatchObject({ refusal: 'unknown-target' })
    const wrong = await note(first, { each: '乙病' })
    const noted = await note(first)
    expect(await note(second)).toEqual(noted)
    if (wrong.ok) await removeEvent(scratch.db, second, places.territory, wrong.id, NOW)
    const kept = await scratch.db.auditEntry.findMany({
      where: { subject: 'indicator:notifiable.cases' },
      orderBy: { seq: 'asc' },
    })
    expect(kept.map(({ action }) => action)).toEqual(['rule.recordEvent', 'rule.recordEvent', 'rule.removeEvent'])
    const found = await readRule(scratch.db, packRules, 'disease-high')
    const change = found?.changes.find(({ id }) => id === made.id)
    const definition = PackRule.parse({ ...(change?.definition as object), pack: 'x' })
    const { pack: _p, ...asked } = definition
    const backtest = await askBacktest(scratch.db, first, { definition: asked, changeId: made.id }, NOW)
    if (!backtest.ok) throw new Error(backtest.refusal)
    expect(await backtestPass(ports())).toBe(true)
    expect(await backtestPass(ports())).toBe(false)
    const done = await scratch.db.ruleBacktest.findUniqueOrThrow({ where: { id: backtest.id } })
    expect(done).toMatchObject({ state: 'done', progress: 1, error: null })
    expect(done.result).toMatchObject({
      subjects: 3,
      heard: 1,
      found: { alerts: 1, falseAlerts: 0, precision: 1, sensitivity: 1, events: [{ outcome: 'found', delay: 26 }] },
    })

    expect(await publishIt(second, made.id)).toMatchObject({ ok: true, version: 'v1' })
    expect(await publishIt(second, made.id)).toMatchObject({ refusal: 'wrong-state' })
    expect(await standing()).toMatchObject({
      changed: true,
      pack: 'trial',
      definition: { version: 'v1', when: { factor: 3 } },
    })
  })

  test('switching off takes two as well, and a rule that is off judges nothing', async () => {
    const off = { ruleId: 'disease-high', on: false, reason: '系统切换', packRules }
    const asked = await proposeSwitch(scratch.db, second, places.territory, off, NOW)
    if (!asked.ok) throw new Error(asked.refusal)
    expect(await publishIt(second, asked.id)).toMatchObject({ refusal: 'same-person' })
    expect(await publishIt(first, asked.id)).toMatchObject({ ok: true })
    expect((await standing())?.on).toBe(false)
    expect(await evaluateRules(ports(), 'schedule')).toMatchObject({ judged: 0 })
    expect(await proposeSwitch(scratch.db, second, places.territory, off, NOW)).toMatchObject({
      refusal: 'wrong-state',
    })
    expect((await listRules(scratch.db, packRules))[0]).toMatchObject({ state: 'off', raised: 2, precision: null })
  })

  test('nobody else may, whatever they ask', async () => {
    const county = places.actor('county-admin', places.inArea('systemAdmin', places.COUNTY, 'aggregate'))
    for (const who of [places.supervisor, places.hospital, places.planner, county])
      expect(await propose(who)).toMatchObject({ ok: false, refusal: 'not-permitted' })
    // A rule of their own county is theirs to write.
    const own = { ...draft(3), id: 'county-rule', territory: places.COUNTY as string }
    const asked = { draft: own, reason: '本县', packRules }
    expect(await proposeRule(scratch.db, county, places.territory, asked, NOW)).toMatchObject({ ok: true })
    const next = { ...asked, draft: { ...own, id: 'next-rule', territory: places.NEXT_COUNTY as string } }
    expect(await proposeRule(scratch.db, county, places.territory, next, NOW)).toMatchObject({
      refusal: 'not-permitted',
    })
    expect(await publishIt(places.supervisor, 'none')).toMatchObject({ refusal: 'not-permitted' })
    expect(await publishIt(first, 'none')).toMatchObject({ refusal: 'not-found' })
    expect([mayReadRules(places.supervisor), mayReadRules(first), mayReadRules(places.planner)]).toEqual([
      true,
      true,
      false,
    ])
    expect(await askBacktest(scratch.db, places.supervisor, { definition: rule }, NOW)).toMatchObject({
      refusal: 'not-permitted',
    })
  })

  test('the database itself refuses one pair of eyes, and each step stands in the audit', async () => {
    const made = await propose(first, 5)
    if (!made.ok) throw new Error(made.refusal)
    const alone = scratch.db.ruleChange.update({
      where: { id: made.id },
      data: { state: 'published', decidedBy: 'first' },
    })
    await expect(alone).rejects.toThrow(/RuleChange_second_person/)
    expect(await withdrawChange(scratch.db, first, places.territory, made.id, NOW)).toMatchObject({ ok: true })
    const audit = await scratch.db.auditEntry.findMany({
      where: { subject: 'rule:disease-high' },
      orderBy: { seq: 'asc' },
    })
    expect(audit.map(({ actor, action }) => `${actor} ${action}`)).toEqual([
      'first rule.propose',
      'first rule.backtest',
      'second rule.publish',
      'second rule.proposeOff',
      'first rule.switchOff',
      'first rule.propose',
      'first rule.withdraw',
    ])
  })

  test('a backtest that fails says why, and one that was killed is run again', async () => {
    const ghost = { ...rule, id: 'ghost', indicator: 'notifiable.ghosts' }
    const asked = await askBacktest(scratch.db, first, { definition: ghost }, NOW)
    if (!asked.ok) throw new Error(asked.refusal)
    await backtestPass(ports())
    const failed = await scratch.db.ruleBacktest.findUniqueOrThrow({ where: { id: asked.id } })
    expect(failed).toMatchObject({ state: 'failed', error: expect.stringContaining('notifiable.ghosts') })
    const again = await askBacktest(scratch.db, first, { definition: rule }, NOW)
    if (!again.ok) throw new Error(again.refusal)
    expect((await claimBacktest(scratch.db, NOW))?.id).toBe(again.id)
    expect(await claimBacktest(scratch.db, NOW)).toBeNull()
    expect((await claimBacktest(scratch.db, new Date(NOW.getTime() + 7_200_000)))?.id).toBe(again.id)
    await endBacktest(scratch.db, again.id, { error: 'stopped' }, NOW)
  })
})
