import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CubeConfiguration, loadConfiguration } from './configuration'

const PROVINCE = [{ code: '330000', level: 'province' }]
let folder: string
let before: string | undefined
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bi-users-'))
  before = process.env.COCKPIT_BI_USERS
  process.env.COCKPIT_BI_USERS = join(folder, 'users.json')
  const users = {
    tool: { password: 'sixteen-or-more-', areas: PROVINCE, cubes: ['resources'] },
    short: { password: 'short', areas: PROVINCE, cubes: ['resources'] },
    nowhere: { password: 'sixteen-or-more-', areas: [], cubes: ['resources'] },
    everything: { password: 'sixteen-or-more-', areas: PROVINCE },
  }
  writeFileSync(join(folder, 'users.json'), JSON.stringify(users))
})
afterAll(() => {
  if (before === undefined) delete process.env.COCKPIT_BI_USERS
  else process.env.COCKPIT_BI_USERS = before
  rmSync(folder, { recursive: true })
})

type SqlAuth = (request: object, name: string) => { password: string; securityContext: unknown }
const opened = () => loadConfiguration() as CubeConfiguration & { readonly checkSqlAuth?: SqlAuth }

describe('users of the SQL interface', () => {
  it('there are none without a file, and the interface stays shut', () => {
    const file = process.env.COCKPIT_BI_USERS
    delete process.env.COCKPIT_BI_USERS
    expect(opened().checkSqlAuth).toBeUndefined()
    process.env.COCKPIT_BI_USERS = file
  })

  it.each(['nobody', 'short', 'nowhere', 'everything', '__proto__', 'constructor'])('%s is refused', (name) => {
    expect(() => opened().checkSqlAuth?.({}, name)).toThrow()
  })

  it('ask the listed cubes of their areas, and no other, no facility, no single rows', () => {
    const configuration = opened()
    const user = configuration.checkSqlAuth?.({}, 'tool')
    expect(user?.password).toBe('sixteen-or-more-')
    const ask = (query: Record<string, unknown>) =>
      configuration.queryRewrite(query, { securityContext: user?.securityContext })
    expect(ask({ measures: ['resources.beds'] }).filters).toEqual([
      { member: 'resources.provinceCode', operator: 'equals', values: ['330000'] },
    ])
    for (const query of [
      { measures: ['notifiable.cases'] },
      { measures: ['resources.beds', 'notifiable.cases'] },
      { measures: ['resources.beds'], dimensions: ['resources.facilityId'] },
      { dimensions: ['resources.countyCode'], ungrouped: true },
    ])
      expect(() => ask(query)).toThrow(/Refused/)
  })
})
