import type { Grant, Sensitivity } from '@cockpit/domain/access/grant'
import { CASE_LISTS, CASE_MARKS } from '@cockpit/domain/cases/case-lists'
import { CaseQuery, FacilityCases } from '@cockpit/domain/cases/case-query'
import { AreaCode, FacilityId } from '@cockpit/domain/ids'
import { CalendarDate } from '@cockpit/domain/period/calendar'
import { readCase, readCases } from '@cockpit/semantic-layer/cases/read-cases'
import { readDoctors } from '@cockpit/semantic-layer/cases/read-doctors'
import { type CubePort, load } from '@cockpit/semantic-layer/client/cube-rest'
import { expect, test } from 'vitest'
import { naiveDoctors } from './naive-doctors'
import type { makeWorld } from './world'

type World = ReturnType<typeof makeWorld>

/** A Cube over the world, and ways to ask it past our client: `authority.test.ts` starts it once for all. */
export interface AskedDirectly {
  readonly world: World
  readonly port: () => CubePort
  readonly token: (areas: string[], facilities?: string[], sensitivity?: Sensitivity, now?: Date) => Promise<string>
  readonly ask: (authorization: string | undefined, query: object) => Promise<{ readonly body: unknown }>
}

const VISITS = { measures: ['outpatient.visits'], dimensions: ['outpatient.countyCode'] }
const rowsOf = (body: unknown) => (body as { data?: unknown[] }).data

/** Tests of single cases: who reads them, that lists are whole, that they and the doctors agree with the figures. */
export function testSingleCases({ world, port, token, ask }: AskedDirectly): void {
  const CASES = { measures: ['cases.cases'], dimensions: ['cases.record', 'cases.facilityId'] }
  const ports = () => ({
    cube: port(),
    territory: world.territory,
    facilities: world.facilities,
    demo: true,
    now: () => new Date(),
  })
  const grant = (role: Grant['role'], code: string, sensitivity: Sensitivity = 'case'): Grant => ({
    role,
    sensitivity,
    territory: { kind: 'area', code: AreaCode.parse(code) },
  })
  const asked = (more: object) =>
    CaseQuery.parse({ territory: '330102', from: '2024-01-01', to: '2025-12-31', limit: 500, ...more })
  const read = async (query: object, ...grants: Grant[]) => {
    const result = await readCases(asked(query), { grants }, ports())
    return result.ok ? result.value : null
  }

  test('are read with a token of that sensitivity, and with no other, however the question names them', async () => {
    expect(rowsOf((await ask(await token(['330102']), CASES)).body)?.length).toBeGreaterThan(20)
    const past = new Date(Date.now() - 900_000)
    for (const weak of [
      undefined,
      await token(['330102'], [], 'facility'),
      await token(['330102'], [], 'aggregate'),
      await token(['330102'], [], 'case', past),
    ])
      for (const query of [
        CASES,
        { dimensions: ['cases.record'] },
        { ...VISITS, filters: [{ member: 'cases.died', operator: 'equals', values: ['1'] }] },
        { ...VISITS, filters: [{ or: [{ member: 'cases.record', operator: 'set' }] }] },
      ])
        expect(rowsOf((await ask(weak, query)).body)).toBeUndefined()
    const elsewhere = rowsOf((await ask(await token([], ['F0003']), CASES)).body) as Record<string, unknown>[]
    expect(new Set(elsewhere.map((row) => row['cases.facilityId']))).toEqual(new Set(['F0003']))
  })

  test('are listed for who was granted them there, and for nobody else', async () => {
    const own = grant('supervisor', '330102')
    const mine = await read({}, own)
    expect(mine?.rows.length).toBeGreaterThan(20)
    for (const refused of [
      [grant('supervisor', '330102', 'facility')],
      [grant('supervisor', '330102', 'aggregate')],
      // Their roles read no cases, whatever the sensitivity says.
      [grant('leader', '330102'), grant('display', '330102'), grant('commander', '330102'), grant('planner', '330102')],
      // The role of one grant and the sensitivity of another open nothing together.
      [grant('supervisor', '330102', 'facility'), grant('leader', '330102', 'case')],
      [grant('supervisor', '330103')],
      [],
    ])
      expect(await read({}, ...refused)).toBeNull()
    expect(await read({ territory: '330100' }, own)).toBeNull()
    expect(await read({ territory: '330103', facility: 'F0003' }, own)).toBeNull()
    // A facility beyond one's grants is not reached by naming a place within them.
    expect(await read({ facility: 'F0003' }, own)).toBeNull()
    const [first] = mine?.rows ?? []
    const key = {
      facility: FacilityId.parse(first?.facility),
      record: first?.record ?? '',
      admission: first?.admission ?? 0,
      dischargedOn: CalendarDate.parse(first?.dischargedOn),
    }
    expect(await readCase(key, { grants: [own] }, ports())).toMatchObject({
      ...key,
      counts: expect.arrayContaining(['all']),
    })
    expect(await readCase(key, { grants: [grant('supervisor', '330103')] }, ports())).toBeNull()
    expect(await readCase(key, { grants: [grant('supervisor', '330102', 'facility')] }, ports())).toBeNull()
  })

  test('pages of a list neither overlap nor leave one out', async () => {
    const own = grant('supervisor', '330000')
    const all = await read({ territory: '330000', order: 'cost' }, own)
    const paged = []
    for (let offset = 0; offset < 500; offset += 125)
      paged.push(...((await read({ territory: '330000', order: 'cost', limit: 125, offset }, own))?.rows ?? []))
    expect(paged).toEqual(all?.rows.slice(0, paged.length))
    expect(all?.total).toBeGreaterThan(100)
  })

  test('every list holds as many pages as the figures count', async () => {
    const own = grant('supervisor', '330000')
    const { data } = await load(port(), await token(['330000']), {
      measures: CASE_MARKS.map((mark) => CASE_LISTS[mark].counts),
      timeDimensions: [{ dimension: 'inpatient.date', dateRange: ['2024-01-01', '2025-12-31'] }],
    })
    const listed = await Promise.all(
      CASE_MARKS.map(async (mark) => [mark, (await read({ territory: '330000', list: mark, limit: 1 }, own))?.total]),
    )
    expect(listed).toEqual(CASE_MARKS.map((mark) => [mark, Number(data[0]?.[CASE_LISTS[mark].counts] ?? 0)]))
    expect(data[0]?.['inpatient.lowRiskDeaths']).toBeDefined()
  })

  test('the doctors of a facility add up to its pages, for who was granted them there and for nobody else', async () => {
    const F1 = FacilityId.parse('F0001')
    const query = FacilityCases.parse({ ...asked({ facility: F1 }), list: 'died' })
    const tell = async (...grants: Grant[]) => {
      const result = await readDoctors(query, { grants }, ports())
      return result.ok ? result.value : null
    }
    const told = await tell(grant('supervisor', '330102'))
    const pages = world.tables.discharge?.filter((page) => page.facility_id === F1) ?? []
    expect(told?.lines).toMatchObject(naiveDoctors(pages))
    expect(told?.lines).toHaveLength(3)
    expect(told?.withheld?.code).toBe('too-few-peers')
    const [first] = told?.lines ?? []
    const listed = await read({ facility: F1, doctor: first?.key, limit: 500 }, grant('supervisor', '330102'))
    expect([listed?.total, listed?.rows[0]?.doctor]).toEqual([first?.cases, first?.key])
    for (const refused of [
      [grant('supervisor', '330102', 'facility')],
      [grant('leader', '330102'), grant('display', '330102')],
      [grant('supervisor', '330103')],
      [],
    ])
      expect(await tell(...refused)).toBeNull()
    // No figure of any sensitivity below is broken down by doctors, and no wall's token reads the cube that is.
    for (const weak of [await token(['330102'], [], 'facility'), await token(['330102'], [], 'aggregate')])
      expect(
        rowsOf((await ask(weak, { measures: ['cases.cases'], dimensions: ['cases.doctor'] })).body),
      ).toBeUndefined()
  })
}
