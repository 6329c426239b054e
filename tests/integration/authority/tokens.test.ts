import { load } from '@cockpit/semantic-layer/client/cube-rest'
import { signScope } from '@cockpit/semantic-layer/client/scope-token'
import { expect, test } from 'vitest'
import { areas, cubes, facilities, pick, world } from './generated-people'
import { RAW_META, rawCube } from './raw-cube'

const SECRET = 'tests-only-secret-tests-only-secret'
const cube = rawCube(cubes, SECRET, RAW_META)

test('tokens: expired, altered, of another secret, and another territory’s id in every parameter', async () => {
  const leaks: string[] = []
  let opened = 0
  const query = { measures: ['outpatient.visits'], dimensions: ['outpatient.countyCode', 'outpatient.facilityId'] }
  for (let n = 0; n < 2600; n++) {
    const own = pick(facilities)
    const scope = { areas: [], facilities: [own] } as never
    const good = await signScope(scope, 'facility', world.territory, SECRET, new Date())
    const other = await signScope(
      { areas: ['330000'], facilities: [] } as never,
      'case',
      world.territory,
      SECRET,
      new Date(),
    )
    const [head, , signature] = good.split('.')
    const [token, opens] = pick([
      [good, true],
      [await signScope(scope, 'facility', world.territory, SECRET, new Date(Date.now() - 3_600_000)), false],
      [`${head}.${other.split('.')[1]}.${signature}`, false],
      [await signScope(scope, 'facility', world.territory, `${SECRET}!`, new Date()), false],
      [good.slice(0, -2), false],
      [await signScope({ areas: [], facilities: [] }, 'case', world.territory, SECRET, new Date()), false],
    ] as const)
    const foreign = pick([
      { member: 'outpatient.countyCode', operator: 'equals' as const, values: areas },
      { member: 'outpatient.facilityId', operator: 'equals' as const, values: facilities },
      { member: 'outpatient.provinceCode', operator: 'equals' as const, values: ['500000', '330000'] },
    ])
    const rows = await load(cube, token, { ...query, filters: [foreign] }).then(
      ({ data: found }) => found,
      () => null,
    )
    if (opens && rows && rows.length > 0) opened++
    if (!opens && rows !== null) leaks.push(`a token that is not good opened ${rows.length} rows`)
    for (const row of rows ?? [])
      if (row['outpatient.facilityId'] !== own) leaks.push(`the token of ${own} opened ${JSON.stringify(row)}`)
  }
  expect(leaks).toEqual([])
  // A facility whose rows the foreign id happens to include is its own.
  expect(opened).toBeGreaterThan(100)
})
