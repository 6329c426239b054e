import { ALWAYS, after } from '../clock/run'
import type { Urgency } from './kind'

/**
 * The reporting chain (应急条例, articles 19 and 20): finder -> county health commission; from there to the county's government and, in
 * parallel, to the health commission above; governments on to city, province and State Council. Round the clock, holidays included.
 */
export const CHAIN_STEPS = [
  'county',
  'countyGovernment',
  'commissionAbove',
  'city',
  'province',
  'stateCouncil',
] as const
export type ChainStepName = (typeof CHAIN_STEPS)[number]

interface Rule {
  /** The step whose end begins this one's clock; null: the finding. */
  readonly after: ChainStepName | null
  readonly hours: number
}

const DAY_HOURS = 24
const RULES: Readonly<Record<ChainStepName, Rule>> = {
  county: { after: null, hours: 2 },
  countyGovernment: { after: 'county', hours: 2 },
  commissionAbove: { after: 'county', hours: 2 },
  city: { after: 'countyGovernment', hours: 2 },
  province: { after: 'city', hours: 2 },
  stateCouncil: { after: 'province', hours: 1 },
}

/** Who sends a step on: its clock is that authority's, and only who holds a grant there may record it. */
export const SENDER_OF: Readonly<Record<ChainStepName, 'finder' | 'county' | 'city' | 'province'>> = {
  county: 'finder',
  countyGovernment: 'county',
  commissionAbove: 'county',
  city: 'county',
  province: 'city',
  stateCouncil: 'province',
}

export interface ChainFacts {
  readonly urgency: Urgency
  readonly foundAt: Date
  /** When it first got a level; null while it has none. */
  readonly gradedAt: Date | null
  /** False where the county hangs from the province directly: then the county's government reports to the province's. */
  readonly hasCity: boolean
  readonly done: Readonly<Partial<Record<ChainStepName, Date>>>
  /** When it ended, was dismissed or withdrawn: nothing is owed any more. */
  readonly stoppedAt: Date | null
}

/** `waiting`: the step before is not done; `stopped`: not done when the event was over. */
export type ChainStepState = 'waiting' | 'running' | 'late' | 'done' | 'doneLate' | 'stopped'

export interface ChainStep {
  readonly name: ChainStepName
  readonly hours: number
  /** Null while the step before is not done. */
  readonly startsAt: Date | null
  /** Until when; while it waits, the latest instant if every step before takes all its time. */
  readonly due: Date
  readonly doneAt: Date | null
  readonly state: ChainStepState
}

/**
 * Every step with its deadline and how it stands at this instant. Exactly at its deadline a step is in time. An infectious disease that is
 * not 甲类 is owed to the county alone, within a day, until somebody gives it a level; from then on it goes up like the others.
 */
export function reportingChain(facts: ChainFacts, now: Date): ChainStep[] {
  const steps = new Map<ChainStepName, ChainStep>()
  for (const name of stepsOf(facts)) {
    const rule = RULES[name]
    const before =
      rule.after === null ? null : steps.get(name === 'province' && !facts.hasCity ? 'countyGovernment' : rule.after)
    const hours = name === 'county' && facts.urgency === 'day' ? DAY_HOURS : rule.hours
    const startsAt =
      before === null || before === undefined ? facts.foundAt : before.doneAt && onward(before.doneAt, facts)
    const due = after(ALWAYS, startsAt ?? onward(before?.due ?? facts.foundAt, facts), hours * 3_600_000)
    const doneAt = facts.done[name] ?? null
    steps.set(name, { name, hours, startsAt, due, doneAt, state: stateOf({ startsAt, due, doneAt }, facts, now) })
  }
  return [...steps.values()]
}

function stepsOf({ urgency, gradedAt, hasCity }: ChainFacts): ChainStepName[] {
  if (urgency === 'day' && gradedAt === null) return ['county']
  return CHAIN_STEPS.filter((name) => name !== 'city' || hasCity)
}

/** What is not urgent by itself goes up from its level on, not from before. */
const onward = (at: Date, { urgency, gradedAt }: ChainFacts) =>
  urgency === 'day' && gradedAt !== null && gradedAt > at ? gradedAt : at

function stateOf(
  { startsAt, due, doneAt }: Pick<ChainStep, 'startsAt' | 'due' | 'doneAt'>,
  { stoppedAt }: ChainFacts,
  now: Date,
): ChainStepState {
  if (doneAt) return doneAt > due ? 'doneLate' : 'done'
  if (stoppedAt) return 'stopped'
  if (startsAt === null) return 'waiting'
  return now > due ? 'late' : 'running'
}

/** The step that presses most: the earliest deadline among those that run or are late. */
export function pressingStep(steps: readonly ChainStep[]): ChainStep | null {
  return steps
    .filter(({ state }) => state === 'running' || state === 'late')
    .reduce<ChainStep | null>((first, step) => (first === null || step.due < first.due ? step : first), null)
}

export interface ChainReminder {
  readonly step: ChainStepName
  readonly kind: 'soon' | 'late'
  readonly key: string
}

/** Half of its time used up, a step is reminded of; run out, again. Each has a key of its own: a repeated pass does it once. Quiet hours do not hold here. */
export function chainReminders(eventId: string, steps: readonly ChainStep[], now: Date): ChainReminder[] {
  return steps.flatMap((step): ChainReminder[] => {
    const key = (kind: string) => `chain:${kind}:${eventId}:${step.name}`
    if (step.state === 'late') return [{ step: step.name, kind: 'late', key: key('late') }]
    if (step.state !== 'running') return []
    const half = step.due.getTime() - (step.hours * 3_600_000) / 2
    return now.getTime() >= half ? [{ step: step.name, kind: 'soon', key: key('soon') }] : []
  })
}
