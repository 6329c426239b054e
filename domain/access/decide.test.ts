import { describe, expect, it } from 'vitest'
import { AreaCode, FacilityId } from '../ids'
import { Territory } from '../territory/territory'
import { coversArea, coversFacility, isNothing, may, mayAnywhere, scopeOf } from './decide'
import { ACTIONS, type Grant, PERMITTED, ROLES, type Role, type Sensitivity } from './grant'

const code = (text: string) => AreaCode.parse(text)
const area = (text: string, level: 'province' | 'city' | 'county', parent: string | null) => ({
  code: code(text),
  name: { zh: text, en: text },
  level,
  parent: parent === null ? null : code(parent),
  centre: [120, 30] as const,
})
const tree = new Territory([
  area('330000', 'province', null),
  area('330100', 'city', '330000'),
  area('330102', 'county', '330100'),
  area('330105', 'county', '330100'),
])
const hospital = { id: FacilityId.parse('H1'), county: code('330102') }
const neighbour = { id: FacilityId.parse('H2'), county: code('330105') }

const inArea = (role: Role, at: string, sensitivity: Sensitivity = 'facility'): Grant => ({
  role,
  territory: { kind: 'area', code: code(at) },
  sensitivity,
})
const own: Grant = {
  role: 'institution',
  territory: { kind: 'facilities', ids: [hospital.id] },
  sensitivity: 'facility',
}

describe('scope', () => {
  it('nobody without a grant sees anything', () => {
    expect(isNothing(scopeOf([], 'indicator.read', 'aggregate'))).toBe(true)
  })

  it('a county grant covers its county and its facilities, and nothing next door or above', () => {
    const scope = scopeOf([inArea('supervisor', '330102')], 'indicator.read', 'facility')
    expect(coversArea(scope, code('330102'), tree)).toBe(true)
    expect(coversFacility(scope, hospital, tree)).toBe(true)
    for (const outside of ['330105', '330100', '330000', '999999'])
      expect(coversArea(scope, code(outside), tree)).toBe(false)
    expect(coversFacility(scope, neighbour, tree)).toBe(false)
  })

  it('a facility grant covers the facility, not the county around it', () => {
    const scope = scopeOf([own], 'indicator.read', 'facility')
    expect(coversFacility(scope, hospital, tree)).toBe(true)
    expect(coversArea(scope, hospital.county, tree)).toBe(false)
  })

  it('two grants together cover both', () => {
    const scope = scopeOf(
      [inArea('supervisor', '330102'), inArea('supervisor', '330105')],
      'indicator.read',
      'facility',
    )
    expect(coversFacility(scope, hospital, tree) && coversFacility(scope, neighbour, tree)).toBe(true)
  })

  it('a grant that stops at areas does not reach a facility’s numbers', () => {
    expect(isNothing(scopeOf([inArea('leader', '330000', 'aggregate')], 'indicator.read', 'facility'))).toBe(true)
  })

  it('a grant counts only for actions its own role permits: roles do not lend each other territory', () => {
    const grants = [inArea('planner', '330105'), inArea('supervisor', '330102')]
    expect(may(grants, 'task.dispatch', { facility: hospital }, tree)).toBe(true)
    expect(may(grants, 'task.dispatch', { facility: neighbour }, tree)).toBe(false)
  })
})

describe('separation of duties', () => {
  it('no administrator reads indicators, and no role holds two administrations', () => {
    for (const role of ['systemAdmin', 'securityAdmin', 'auditAdmin'] as const)
      expect(PERMITTED[role]).not.toContain('indicator.read')
    const administrations = ['people.manage', 'grants.manage', 'audit.read'] as const
    for (const role of ROLES)
      expect(administrations.filter((action) => PERMITTED[role].includes(action)).length).toBeLessThan(2)
  })

  it('who handles a task cannot hold the role that reviews it', () => {
    for (const role of ROLES)
      expect(PERMITTED[role].includes('task.feedback') && PERMITTED[role].includes('task.review')).toBe(false)
  })

  it('a wall display only reads', () => {
    expect(ACTIONS.filter((action) => PERMITTED.display.includes(action))).toEqual(['indicator.read', 'alert.read'])
    expect(mayAnywhere([inArea('display', '330000')], 'task.dispatch')).toBe(false)
  })
})
