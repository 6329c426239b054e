import { describe, expect, test } from 'vitest'
import type { Grant, Role } from '../access/grant'
import { AreaCode, PersonId } from '../ids'
import { type Area, Territory } from '../territory/territory'
import { authorityAt, mayForward, mayGrade, senderOf } from './authority'
import { urgencyOf } from './kind'
import { decideEventMove, EVENT_STATES, type EventFacts, type EventMove, eventCommandsIn } from './machine'
import { type EventReport, reportProblems } from './report'

const finder = PersonId.parse('finder')
const officer = PersonId.parse('officer')
const event = (change: Partial<EventFacts> = {}): EventFacts => ({
  state: 'reported',
  level: null,
  reportedBy: finder,
  ...change,
})
const move = (command: EventMove['command'], change: Partial<EventMove> = {}): EventMove => ({
  command,
  by: officer,
  note: '依据',
  ...change,
})
const confirmed = event({ state: 'confirmed', level: 'III' })

describe('states', () => {
  test('another than the reporter confirms, with a level or without one', () => {
    expect(decideEventMove(event(), move('confirm'))).toEqual({ ok: true, state: 'confirmed', level: null })
    expect(decideEventMove(event(), move('confirm', { level: 'III' }))).toEqual({
      ok: true,
      state: 'confirmed',
      level: 'III',
    })
    expect(decideEventMove(event(), move('confirm', { by: finder }))).toEqual({
      ok: false,
      refusal: 'confirmer-reported',
    })
    expect(decideEventMove(event(), move('dismiss', { by: finder }))).toEqual({
      ok: false,
      refusal: 'confirmer-reported',
    })
  })

  test('only the reporter takes it back, and only before it is confirmed', () => {
    expect(decideEventMove(event(), move('withdraw', { by: finder }))).toMatchObject({ ok: true, state: 'withdrawn' })
    expect(decideEventMove(event(), move('withdraw'))).toEqual({ ok: false, refusal: 'not-the-reporter' })
    expect(decideEventMove(confirmed, move('withdraw', { by: finder }))).toEqual({ ok: false, refusal: 'wrong-state' })
  })

  test('up is graver, down is milder, and nothing is changed into itself', () => {
    expect(decideEventMove(confirmed, move('raise', { level: 'II' }))).toMatchObject({ ok: true, level: 'II' })
    for (const level of ['III', 'IV'] as const)
      expect(decideEventMove(confirmed, move('raise', { level }))).toEqual({ ok: false, refusal: 'not-higher' })
    expect(decideEventMove(confirmed, move('lower', { level: 'IV' }))).toMatchObject({ ok: true, level: 'IV' })
    expect(decideEventMove(confirmed, move('lower', { level: 'III' }))).toEqual({ ok: false, refusal: 'not-lower' })
    expect(decideEventMove(confirmed, move('grade', { level: 'I' }))).toEqual({ ok: false, refusal: 'graded-already' })
    const bare = event({ state: 'confirmed' })
    expect(decideEventMove(bare, move('raise', { level: 'I' }))).toEqual({ ok: false, refusal: 'not-graded' })
    expect(decideEventMove(bare, move('grade', { level: 'I' }))).toMatchObject({ ok: true, level: 'I' })
  })

  test('every command but sending on says why', () => {
    for (const command of ['confirm', 'dismiss', 'withdraw', 'correct'] as const)
      expect(decideEventMove(event(), move(command, { note: ' ' }))).toEqual({ ok: false, refusal: 'note-missing' })
    expect(decideEventMove(event(), move('forward', { note: '' }))).toMatchObject({ ok: true, state: 'reported' })
  })

  test('what is over stays over, and what a screen offers the machine knows', () => {
    for (const state of EVENT_STATES) {
      const offered = eventCommandsIn({ state, level: 'III' })
      if (!['reported', 'confirmed'].includes(state)) expect(offered).toEqual([])
      for (const command of offered) {
        const by = command === 'withdraw' ? finder : officer
        const level = command === 'raise' ? 'I' : 'IV'
        expect(decideEventMove(event({ state, level: 'III' }), move(command, { by, level }))).toMatchObject({
          ok: true,
        })
      }
    }
  })
})

describe('authority', () => {
  const code = (text: string) => AreaCode.parse(text)
  const area = (text: string, level: Area['level'], parent: string | null): Area => ({
    ...{ code: code(text), level, name: { zh: text, en: text }, centre: [120, 30] },
    parent: parent === null ? null : code(parent),
  })
  const tree = new Territory([
    area('330000', 'province', null),
    area('330100', 'city', '330000'),
    area('330102', 'county', '330100'),
    area('339001', 'county', '330000'),
  ])
  const grant = (role: Role, at: string): Grant[] => [
    { role, territory: { kind: 'area', code: code(at) }, sensitivity: 'facility' },
  ]
  const county = code('330102')

  test('the county sets IV, the city III, the province II and I', () => {
    const may = (at: string, level: 'I' | 'II' | 'III' | 'IV') =>
      mayGrade(grant('supervisor', at), county, [level], tree)
    expect((['I', 'II', 'III', 'IV'] as const).map((level) => may('330102', level))).toEqual([
      false,
      false,
      false,
      true,
    ])
    expect((['I', 'II', 'III', 'IV'] as const).map((level) => may('330100', level))).toEqual([false, false, true, true])
    expect((['I', 'II', 'III', 'IV'] as const).map((level) => may('330000', level))).toEqual([true, true, true, true])
    expect(mayGrade(grant('institution', '330000'), county, ['IV'], tree)).toBe(false)
    // Down from II asks for who may set II.
    expect(mayGrade(grant('supervisor', '330100'), county, ['II', 'III'], tree)).toBe(false)
  })

  test('each authority sends on what is its own; without a city the province stands in', () => {
    expect(senderOf('county', county, tree)).toBeNull()
    expect(senderOf('countyGovernment', county, tree)).toBe('330102')
    expect(senderOf('province', county, tree)).toBe('330100')
    expect(authorityAt(code('339001'), 'city', tree)).toBe('330000')
    expect(mayForward(grant('supervisor', '330102'), 'city', county, tree)).toBe(true)
    expect(mayForward(grant('supervisor', '330102'), 'province', county, tree)).toBe(false)
    expect(mayForward(grant('commander', '330000'), 'stateCouncil', county, tree)).toBe(true)
    expect(mayForward(grant('leader', '330000'), 'stateCouncil', county, tree)).toBe(false)
  })
})

describe('a report', () => {
  const now = new Date('2026-11-22T08:00:00Z')
  const report: EventReport = {
    ...{ title: '学校聚集性呕吐', kind: 'foodPoisoning', infection: null, place: '演示中学', affected: 12, deaths: 0 },
    ...{ foundAt: new Date('2026-11-22T07:30:00Z'), description: '午餐后发病' },
  }

  test('is taken when it is whole', () => {
    expect(reportProblems(report, now)).toEqual({})
    expect(urgencyOf('infectious', 'otherClass')).toBe('day')
    expect(urgencyOf('infectious', 'classA')).toBe('twoHours')
    expect(urgencyOf('foodPoisoning', null)).toBe('twoHours')
  })

  test.each([
    [{ title: ' ' }, { title: 'missing' }],
    [{ place: 'x'.repeat(201) }, { place: 'too-long' }],
    [{ kind: 'infectious' }, { infection: 'missing' }],
    [{ infection: 'classA' }, { infection: 'only-for-infectious' }],
    [{ affected: 1.5 }, { affected: 'not-a-count' }],
    [{ deaths: 13 }, { deaths: 'more-dead-than-affected' }],
    [{ affected: Number.NaN, deaths: 1 }, { affected: 'not-a-count' }],
    [{ foundAt: new Date(Number.NaN) }, { foundAt: 'missing' }],
    [{ foundAt: new Date('2026-11-22T08:06:00Z') }, { foundAt: 'in-the-future' }],
    [{ foundAt: new Date('2026-10-22T08:00:00Z') }, { foundAt: 'too-long-ago' }],
  ] as const)('%o is told at its field', (change, problems) => {
    expect(reportProblems({ ...report, ...change }, now)).toEqual(problems)
  })
})
