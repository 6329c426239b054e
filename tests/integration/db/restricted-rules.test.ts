import { readsCasesEverywhere } from '@cockpit/db/access/actor'
import { raiseAlert } from '@cockpit/db/alerts/raise-alert'
import { listRules, readRule } from '@cockpit/db/rules/read-rules'
import { recordEvaluation } from '@cockpit/db/rules/record-evaluation'
import { PackRule } from '@cockpit/domain/rules/definition'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { actor, CITY, COUNTY, HOSPITAL, inArea, PROVINCE, seedPlaces, territory } from './places'
import { type TestDatabase, withDatabase } from './test-database'

const NOW = new Date('2026-11-21T08:00:00Z')
let scratch: TestDatabase
beforeAll(async () => {
  scratch = await withDatabase()
  await seedPlaces(scratch.db)
  const words = {
    title: { zh: '演示', en: 'demo' },
    advice: { zh: '核', en: 'c' },
    level: 'II' as const,
    period: '2026-10',
  }
  const about = {
    ruleId: 'secret',
    ruleVersion: '1',
    indicator: 'minorDuty.unreported',
    detail: { value: 1 },
    demo: true,
  }
  const place = { areaCode: COUNTY, facilityId: HOSPITAL, sensitivity: 'case' as const }
  await raiseAlert(scratch.db, { ...words, ...about, ...place, dedupeKey: 'one' }, NOW)
})
afterAll(() => scratch.drop())

test('everywhere is every province, with a grant of the sensitivity and a role that reads alerts', () => {
  const everywhere = (...grants: ReturnType<typeof inArea>[]) => readsCasesEverywhere(actor('p', ...grants), territory)
  expect(everywhere(inArea('supervisor', PROVINCE, 'case'))).toBe(true)
  expect(everywhere(inArea('supervisor', CITY, 'case'), inArea('supervisor', PROVINCE, 'facility'))).toBe(false)
  expect(everywhere(inArea('systemAdmin', PROVINCE, 'case'))).toBe(false)
  expect(everywhere(inArea('display', PROVINCE, 'case'))).toBe(false)
})

test('the page of its rule tells how it has done to nobody who may not see cases everywhere', async () => {
  const rule = PackRule.parse({
    ...{ id: 'secret', version: '1', title: { zh: '演示', en: 'demo' }, advice: { zh: '', en: '' }, pack: 'test' },
    ...{ indicator: 'minorDuty.unreported', by: 'facility', grain: 'month', level: 'II' },
    when: { kind: 'threshold', op: '>', value: 0, steps: 1 },
  })
  const about = {
    rule,
    trigger: 'publish' as const,
    lakeVersion: 1,
    dataVersion: 'x@1',
    fromStep: '2026-10-01',
    toStep: '2026-10-01',
  }
  const counts = { subjects: 3, fired: 1, held: 0, notJudged: 0, raised: 1, startedAt: NOW, endedAt: NOW }
  await recordEvaluation(scratch.db, { ...about, ...counts } as never, [])
  const reader = { keptFrom: (indicator: string) => indicator === 'minorDuty.unreported' }
  const [kept] = await listRules(scratch.db, [rule], reader)
  expect(kept).toMatchObject({ withheld: true, raised: 0, falseAlarms: 0, precision: null, lastFired: null })
  expect((await readRule(scratch.db, [rule], 'secret', reader))?.evaluations).toEqual([])
  const [told] = await listRules(scratch.db, [rule], { keptFrom: () => false })
  expect(told).toMatchObject({ withheld: false, raised: 1, lastFired: NOW })
  expect((await readRule(scratch.db, [rule], 'secret'))?.evaluations).toHaveLength(1)
})
