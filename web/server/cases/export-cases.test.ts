import type { Grant, Role, Sensitivity } from '@cockpit/domain/access/grant'
import { AreaCode, FacilityId } from '@cockpit/domain/ids'
import { type Facility, Territory } from '@cockpit/domain/territory/territory'
import { beforeEach, expect, test } from 'vitest'
import type { Caller } from '../caller-contract'
import type { Ports } from '../ports'
import { exportCases } from './export-cases'

const place = (code: string, level: 'province' | 'county', parent: string | null) => ({
  ...{ code: AreaCode.parse(code), level, parent: parent === null ? null : AreaCode.parse(parent) },
  ...{ name: { zh: code, en: code }, centre: [120, 30] as const },
})
const hospital = { id: FacilityId.parse('F1'), county: AreaCode.parse('330102') } as Facility
const territory = new Territory([
  place('330000', 'province', null),
  place('330102', 'county', '330000'),
  place('330103', 'county', '330000'),
])
const asked: string[] = []
const logged: unknown[] = []
beforeEach(() => {
  asked.length = 0
  logged.length = 0
})
/** A semantic layer that notes that it was asked, and has one case for whoever it is. */
const answer = async (_: unknown, init?: RequestInit) => {
  asked.push(String(init?.body))
  const row = { 'cases.cases': 1, 'cases.record': 'f3a9c1', 'cases.facilityId': 'F1' }
  const { query } = JSON.parse(String(init?.body)) as { query: { dimensions?: string[] } }
  const all = Object.fromEntries((query.dimensions ?? []).map((name) => [name, '']))
  return Response.json({ data: [{ ...all, ...row }] })
}
const ports = {
  cube: { url: 'http://cube', secret: 'tests-only-secret-tests-only-secret', fetch: answer },
  territory: async () => territory,
  facilities: async () => ({ byId: new Map([[hospital.id, hospital]]), get: () => undefined }),
  cache: async () => ({ get: async () => null, set: async () => undefined }),
  demo: async () => true,
  db: { auditEntry: { create: async ({ data }: { data: unknown }) => void logged.push(data) } },
} as unknown as Ports

const who = (kind: Caller['kind'], ...grants: [Role, string, Sensitivity][]): Caller => ({
  ...{ kind, id: 'p1', name: '演示', demo: true },
  grants: grants.map(
    ([role, code, sensitivity]): Grant => ({
      role,
      sensitivity,
      territory: { kind: 'area', code: AreaCode.parse(code) },
    }),
  ),
})
const get = (caller: Caller | null, more = '') =>
  exportCases(
    new Request(`http://x/api/export/cases?territory=330102&from=2026-10-01&to=2026-10-31&format=csv${more}`),
    caller,
    ports,
  )

test('a list of cases leaves for who reads and exports them there, stamped and logged', async () => {
  const response = await get(who('person', ['supervisor', '330102', 'case']))
  expect(response.status).toBe(200)
  const text = await response.text()
  expect(text).toContain('演示数据')
  expect(text).toContain(',exported_by,')
  expect(logged).toMatchObject([{ actor: 'p1', action: 'export.cases', detail: { rows: 1, format: 'csv' } }])
})

test.each([
  ['nobody', null, 401],
  ['a wall', who('display', ['supervisor', '330102', 'case']), 401],
  ['a grant for facilities', who('person', ['supervisor', '330102', 'facility']), 403],
  ['a grant for sums', who('person', ['supervisor', '330102', 'aggregate']), 403],
  ['a role that reads no cases', who('person', ['leader', '330000', 'case']), 403],
  ['the neighbour', who('person', ['supervisor', '330103', 'case']), 403],
  [
    'two grants that only together would do',
    who('person', ['supervisor', '330103', 'case'], ['leader', '330102', 'case']),
    403,
  ],
] as const)('%s gets nothing, and the semantic layer is not asked', async (_, caller, status) => {
  const response = await get(caller)
  expect(response.status).toBe(status)
  expect(await response.text()).not.toContain('f3a9c1')
  expect([asked, logged]).toEqual([[], []])
})

test('what cannot be read as a question is refused', async () => {
  const own = who('person', ['supervisor', '330102', 'case'])
  for (const bad of ['&list=everything', '&facility=%00', '&order=name', '&ungrouped=true'])
    expect([bad, (await get(own, bad)).status]).toEqual([bad, 400])
  expect((await get(own, '&facility=F9')).status).toBe(403)
  expect(asked).toEqual([])
})
