import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { evaluateRules } from '@cockpit/jobs/evaluate/evaluate-rules'
import { packRoots } from '@cockpit/semantic-layer/packs/folders'
import { loadPacks } from '@cockpit/semantic-layer/packs/load'
import { expect, test } from 'vitest'
import { publishRows } from '../semantic/lake-of'
import { startLayer } from '../semantic/layer'
import * as places from './places'
import { withDatabase } from './test-database'

test('the shipped rule judges what asks for cases, and its alert carries that sensitivity', async () => {
  const [scratch, data] = await Promise.all([withDatabase(), mkdtemp(join(tmpdir(), 'restricted-'))])
  await places.seedPlaces(scratch.db)
  const packs = await loadPacks(packRoots(''))
  const area = places.territory.all().map(({ code, name, level, parent }) => ({
    ...{ area_code: code, name_zh: name.zh, name_en: name.en, level, parent_code: parent },
    ...{ province_code: places.PROVINCE, city_code: level === 'city' ? code : level === 'county' ? parent : null },
  }))
  const facility = places.FACILITIES.map(({ id, county }) => ({
    ...{
      facility_id: id,
      name_zh: '演示',
      name_en: 'demo',
      county_code: county,
      tier: 'secondary',
      category: 'general',
    },
    ...{ longitude: 120, latitude: 30, beds: 10 },
  }))
  const counts = (id: string, reported: number) => ({
    facility_id: id,
    month_start: '2026-10-01',
    high_risk: 2,
    reported,
  })
  const minor_duty_month = [counts(places.HOSPITAL, 1), counts(places.NEXT_HOSPITAL, 2)]
  const tables = packs.flatMap((pack) => pack.tables)
  await publishRows(data, tables, { area, facility, minor_duty_month }, '2026-11-01T00:00:00.000Z')
  const layer = await startLayer(data)
  try {
    const own = packs.filter(({ name }) => name === 'supervision')
    const ports = { db: scratch.db, lake: join(data, 'lake'), packs: own, cube: layer.port, demo: true }
    await evaluateRules({ ...ports, territory: async () => places.territory, now: () => new Date() })
    const alerts = await scratch.db.alert.findMany()
    expect(alerts.map(({ ruleId, facilityId, sensitivity }) => [ruleId, facilityId, sensitivity])).toEqual([
      ['minors-duty-to-report', places.HOSPITAL, 'case'],
    ])
  } finally {
    await layer.stop()
    await scratch.drop()
    await rm(data, { recursive: true, force: true })
  }
})
