import { describe, expect, it } from 'vitest'
import type { Grant, Role } from '../access/grant'
import { AreaCode, FacilityId, PersonId } from '../ids'
import { random } from '../random/random'
import { type Area, Territory } from '../territory/territory'
import { mayCommand } from './authority'
import { LEVELS } from './level'
import { decideTaskMove, SUPERVISIONS, TASK_COMMANDS, TASK_STATES, type TaskFacts, type TaskMove } from './machine'

/*
 * Random walks of many people over many tasks, against a model that was written from the paper and not from the machine: it knows no
 * table of transitions, but asks of each command where it may be given, and keeps its own account of each task.
 */

const STEPS = 120_000
const PROVINCE = AreaCode.parse('990000')
const COUNTY = AreaCode.parse('990101')
const OTHER = AreaCode.parse('990201')
const area = (code: AreaCode, level: Area['level'], parent: AreaCode | null): Area => ({
  ...{ code, level, parent, name: { zh: code, en: code }, centre: [120, 30] },
})
const CITIES = ['990100', '990200'].map((code) => AreaCode.parse(code)) as [AreaCode, AreaCode]
const territory = new Territory([
  area(PROVINCE, 'province', null),
  ...CITIES.map((code) => area(code, 'city', PROVINCE)),
  area(COUNTY, 'county', CITIES[0]),
  area(OTHER, 'county', CITIES[1]),
])
const HOSPITAL = { id: FacilityId.parse('H1'), county: COUNTY }

interface Walker {
  readonly id: PersonId
  readonly role: Role
  readonly here: boolean
  readonly grants: readonly Grant[]
}
const ROLES = ['leader', 'supervisor', 'commander', 'planner', 'institution', 'systemAdmin', 'auditAdmin'] as const
const walkers: Walker[] = ROLES.flatMap((role) =>
  [1, 2].flatMap((n) =>
    [COUNTY, OTHER].map((code): Walker => {
      const facility = role === 'institution' && code === COUNTY
      return {
        id: PersonId.parse(`${role}${n}${code}`),
        role,
        here: code === COUNTY,
        grants: [
          {
            role,
            territory: facility ? { kind: 'facilities', ids: [HOSPITAL.id] } : { kind: 'area', code },
            sensitivity: 'facility',
          },
        ],
      }
    }),
  ),
)

/** DOMAIN: 指挥长 督办; 监督员/指挥员 分派、核查、审核; 机构 签收、处置、反馈. */
const WHO: Record<string, readonly Role[]> = {
  'issue transfer assist regrade suspend resume abort': ['leader', 'supervisor', 'commander'],
  'return close confirm archive grantExtension denyExtension': ['supervisor', 'commander'],
  'sign decline handle feedBack askExtension': ['institution'],
  check: ['institution', 'supervisor', 'commander'],
  'urge escalate': ['leader', 'supervisor', 'commander'],
  'supervise lift': ['leader', 'commander'],
  relapse: [],
}
const roleMay = (role: Role, command: string) =>
  Object.entries(WHO).some(([commands, roles]) => commands.split(' ').includes(command) && roles.includes(role))

/** The model's account of one task. */
class Model {
  stage: string = 'dispatched'
  rest = ''
  level = 'III'
  card = 0
  hands = new Set<string>(['dispatcher'])
  files = 0
  due = 1000
  asked: { by: string; until: number } | null = null
  called = 0
  relapsed = 0
  parts = 0
  points = 0
  metric: 'none' | 'waiting' | 'recovered' = 'none'

  worked() {
    return ['dispatched', 'signed', 'checking', 'handling'].includes(this.stage)
  }

  /** @returns why not, or null after having done it */
  act(move: TaskMove): string | null {
    const { command: c, note } = move
    const inHand = ['signed', 'checking', 'handling'].includes(this.stage)
    const live = this.worked() || this.stage === 'fedBack'
    const fits =
      (c === 'issue' && this.stage === 'drafted') ||
      ((c === 'sign' || c === 'decline') && this.stage === 'dispatched') ||
      (c === 'check' && this.stage === 'signed') ||
      (c === 'handle' && (this.stage === 'signed' || this.stage === 'checking')) ||
      (c === 'feedBack' && inHand) ||
      (c === 'return' && (this.stage === 'fedBack' || this.stage === 'verifying')) ||
      (c === 'close' && this.stage === 'fedBack') ||
      (c === 'confirm' && this.stage === 'verifying') ||
      ((c === 'transfer' || c === 'assist') && this.worked()) ||
      (['urge', 'askExtension', 'grantExtension', 'denyExtension', 'escalate'].includes(c) && live) ||
      (c === 'regrade' && (live || this.stage === 'drafted')) ||
      ((c === 'supervise' || c === 'lift') && (live || this.stage === 'verifying')) ||
      (c === 'suspend' && live) ||
      (c === 'resume' && this.stage === 'suspended' && this.rest !== '') ||
      (c === 'abort' && !['closed', 'archived', 'aborted'].includes(this.stage)) ||
      (c === 'archive' && this.stage === 'closed') ||
      (c === 'relapse' && (this.stage === 'closed' || this.stage === 'archived'))
    if (!fits) return 'wrong-state'
    const silent = ['issue', 'sign', 'check', 'handle', 'confirm', 'urge', 'grantExtension', 'resume', 'relapse']
    if (!silent.includes(c) && note.trim().length === 0) return 'note-missing'

    if (c === 'feedBack') {
      if (this.points) return 'points-open'
      if (!this.files && !move.evidence) return 'evidence-missing'
    }
    if (c === 'close') {
      if (!this.files) return 'evidence-missing'
      if (this.hands.has(move.by)) return 'reviewer-is-handler'
      if (this.parts) return 'parts-open'
    }
    if (c === 'confirm' && this.metric === 'waiting') return 'not-recovered'
    if (c === 'supervise') {
      const grade = ['none', 'plain', 'yellow', 'red'].indexOf(move.grade ?? 'none')
      if (grade < 1) return 'detail-missing'
      if (grade <= this.card) return 'not-graver'
      this.card = grade
    }
    if (c === 'lift') {
      if (!this.card) return 'not-supervised'
      this.card = 0
    }
    if (c === 'regrade') {
      if (!move.level) return 'detail-missing'
      if (move.level === this.level) return 'same-level'
      this.level = move.level
    }
    if (c === 'escalate') {
      if (this.called === 2) return 'already-at-top'
      this.called = move.to === 'top' ? 2 : this.called + 1
    }
    if (c === 'askExtension') {
      if (this.asked) return 'extension-pending'
      if (!move.until) return 'detail-missing'
      if (move.until.getTime() <= this.due) return 'extension-not-later'
      if (move.until.getTime() > this.due + 366 * 86_400_000) return 'extension-too-far'
      this.asked = { by: move.by, until: move.until.getTime() }
    }
    if (c === 'grantExtension' || c === 'denyExtension') {
      if (!this.asked) return 'no-extension'
      if (this.asked.by === move.by) return 'approver-asked'
      if (c === 'grantExtension') this.due = this.asked.until
      this.asked = null
    }
    this.files += move.evidence
    this.go(c)
    if (['issue', 'transfer', 'check', 'handle', 'feedBack'].includes(c)) this.hands.add(move.by)
    return null
  }

  private go(c: string) {
    const to: Record<string, string> = {
      ...{ issue: 'dispatched', sign: 'signed', decline: 'drafted', check: 'checking', handle: 'handling' },
      ...{ feedBack: 'fedBack', return: 'signed', confirm: 'closed', transfer: 'dispatched', suspend: 'suspended' },
      ...{ abort: 'aborted', archive: 'archived', relapse: 'dispatched' },
      close: this.metric === 'waiting' ? 'verifying' : 'closed',
    }
    if (['transfer', 'abort', 'close'].includes(c)) this.asked = null
    if (c === 'suspend') this.rest = this.stage
    if (c === 'resume') this.stage = this.rest
    if (['resume', 'transfer', 'abort'].includes(c)) this.rest = ''
    if (c === 'relapse') {
      this.relapsed += 1
      this.card = 0
      this.called = 0
    }
    this.stage = to[c] ?? this.stage
  }
}

const HANDLING = ['issue', 'transfer', 'check', 'handle', 'feedBack']
const begin = (): TaskFacts => ({
  ...{ state: 'dispatched', level: 'III', handlers: [PersonId.parse('dispatcher')], evidenceCount: 0 },
  ...{ suspendedFrom: null, supervision: 'none', closeBy: new Date(1000), extension: null, escalation: 0, above: 2 },
  ...{ openParts: 0, uncheckedPoints: 0, recovery: 'none', relapses: 0 },
})

/** What the product saves after a move that was taken, as `moveTask` does. */
function saved(facts: TaskFacts, move: TaskMove): TaskFacts {
  const decision = decideTaskMove(facts, move)
  if (!decision.ok) return facts
  const evidenceCount = facts.evidenceCount + move.evidence
  const handlers = HANDLING.includes(move.command) ? [...facts.handlers, move.by] : facts.handlers
  return { ...facts, ...decision.patch, state: decision.state, evidenceCount, handlers }
}

/** A hundred thousand times as cheap as `expect`, which speaks only when they differ. */
function same(actual: unknown, expected: unknown, told: string) {
  if (actual !== expected) expect(actual, told).toBe(expected)
}

describe('random walks', () => {
  it(`${STEPS} steps: the machine does what the model does, and refuses for the same reason`, () => {
    const { next } = random('task walks', 1)
    const pick = <T>(all: readonly T[]): T => all[Math.floor(next() * all.length)] as T
    let facts = begin()
    let model = new Model()
    const seen = new Set<string>()
    const reached = new Set<string>()
    for (let step = 0; step < STEPS; ) {
      // The world around the task moves too: parts end, points are ticked, the indicator recovers.
      if (next() < 0.1) {
        model.parts = pick([0, 0, 0, 2])
        model.points = pick([0, 0, 0, 1])
        model.metric = pick(['none', 'waiting', 'recovered'] as const)
        facts = { ...facts, openParts: model.parts, uncheckedPoints: model.points, recovery: model.metric }
      }
      const who = pick(walkers)
      const move: TaskMove = {
        command: pick(TASK_COMMANDS),
        by: who.id,
        note: next() < 0.8 ? 'words' : ' ',
        evidence: next() < 0.5 ? 1 : 0,
        grade: pick([...SUPERVISIONS, undefined]),
        level: pick([...LEVELS, undefined]),
        until: pick([undefined, new Date(model.due), new Date(model.due + 1), new Date('9999-01-01')]),
        to: pick(['next', 'top', undefined] as const),
      }
      const may = mayCommand(who.grants, move.command, { facility: HOSPITAL }, territory)
      same(may, who.here && roleMay(who.role, move.command), `${who.role} ${move.command}`)
      // What the product does by itself passes without a grant; a fifth of all other moves are tried beyond authority as well.
      if (!may && move.command !== 'relapse' && next() > 0.2) continue
      step += 1
      const name = `${facts.state} ${move.command}`
      const decision = decideTaskMove(facts, move)
      const refusal = model.act(move)
      const told = `step ${step}: ${name}`
      same(decision.ok ? null : decision.refusal, refusal, told)
      seen.add(`${name} ${refusal ?? 'done'}`)
      facts = saved(facts, move)
      reached.add(facts.state)
      const account = [facts.state, facts.suspendedFrom ?? '', facts.level, SUPERVISIONS.indexOf(facts.supervision)]
      same(account.join(), [model.stage, model.rest, model.level, model.card].join(), told)
      const rest = [facts.evidenceCount, facts.closeBy.getTime(), facts.escalation, facts.relapses]
      same(rest.join(), [model.files, model.due, model.called, model.relapsed].join(), told)
      const asked = facts.extension && `${facts.extension.by} ${facts.extension.until.getTime()}`
      same(asked, model.asked && `${model.asked.by} ${model.asked.until}`, told)
      if (facts.state === 'aborted' || facts.relapses > 3) {
        facts = begin()
        model = new Model()
      }
    }
    expect([...reached].sort()).toEqual([...TASK_STATES].sort())
    // The walk is worth something only if it got everywhere: 60 or so pairs are taken, and every refusal is met.
    expect([...seen].filter((one) => one.endsWith(' done')).length).toBeGreaterThan(55)
    const refusals = new Set([...seen].map((one) => one.split(' ')[2]))
    for (const refusal of ['reviewer-is-handler', 'approver-asked', 'parts-open', 'points-open', 'not-recovered'])
      expect(refusals).toContain(refusal)
  })
})
