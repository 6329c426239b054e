import { taskFacts } from '@cockpit/domain/loop/task-facts'
import type { RuleDefinition } from '@cockpit/domain/rules/definition'
import { commandsIn } from '@cockpit/domain/task/machine'
import type { DemoFacility } from '@cockpit/semantic-layer/packs/contract'
import { rules as outpatient } from '@cockpit/semantic-layer/packs/outpatient/rules'
import { expect, test } from 'vitest'
import { pastLoop } from './past-loop'

const facilities = Array.from(
  { length: 24 },
  (_, n): DemoFacility => ({
    ...{
      id: `D${n}`,
      name: `演示医院${n}`,
      countyCode: `9901${10 + (n % 12)}`,
      tier: 'secondary',
      category: 'general',
    },
    beds: 300,
  }),
)
const months = ['2026-05', '2026-06', '2026-07', '2026-08', '2026-09', '2026-10']
const world = { seed: 7, months, facilities }
const rules = outpatient.filter(({ by }) => by === 'facility') as readonly RuleDefinition[]
const UNTIL = new Date('2026-11-22T00:00:00Z')

test('the same world has the same past, and all of it is over', () => {
  const past = pastLoop(world, rules, UNTIL)
  expect(pastLoop(world, rules, UNTIL)).toEqual(past)
  expect(past.length).toBeGreaterThan(200)
  for (const { alert, task } of past) {
    const last = task?.steps.at(-1)
    expect((last?.at ?? alert?.judgedAt ?? UNTIL) < UNTIL).toBe(true)
    if (task) expect(['closed', 'archived', 'aborted']).toContain(last?.after)
    else expect(alert?.falseAlarm).toBe(true)
  }
  expect(new Set(past.flatMap(({ alert, task }) => [alert?.id, task?.id].filter(Boolean))).size).toBe(
    past.flatMap(({ alert, task }) => [alert, task].filter(Boolean)).length,
  )
})

test('every past task went a way the state machine allows, forwards in time', () => {
  for (const { task } of pastLoop(world, rules, UNTIL))
    task?.steps.forEach((step, n) => {
      const before = task.steps[n - 1]
      expect(step.before).toBe(before?.after ?? null)
      if (!before || step.command === 'dispatch') return
      expect(commandsIn(before.after)).toContain(step.command)
      expect(step.at > before.at, step.command).toBe(true)
    })
})

test('the scoreboard has something to say of each of its figures', () => {
  const facts = pastLoop(world, rules, UNTIL).flatMap(({ task }) => {
    const steps = task?.steps ?? []
    const state = steps.at(-1)?.after
    return state ? [taskFacts({ state, signBy: UNTIL, closeBy: UNTIL, pausedAt: null, events: steps }, UNTIL)] : []
  })
  const share = (of: (fact: (typeof facts)[number]) => boolean) => facts.filter(of).length / facts.length
  expect(share(({ signOnTime }) => signOnTime)).toBeGreaterThan(0.75)
  expect(share(({ signOnTime }) => signOnTime)).toBeLessThan(0.98)
  for (const of of [
    (fact: (typeof facts)[number]) => fact.returns > 0,
    (fact: (typeof facts)[number]) => fact.relapsed,
    (fact: (typeof facts)[number]) => fact.closed && !fact.closeOnTime,
  ]) {
    expect(share(of)).toBeGreaterThan(0.01)
    expect(share(of)).toBeLessThan(0.4)
  }
})
