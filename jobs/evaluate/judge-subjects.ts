import type { FacilityId } from '@cockpit/domain/ids'
import type { CalendarDate } from '@cockpit/domain/period/calendar'
import { windowOf } from '@cockpit/domain/rules/condition'
import type { RuleDefinition } from '@cockpit/domain/rules/definition'
import { judge } from '@cockpit/domain/rules/judge'
import { type Peer, peerContexts } from '@cockpit/domain/rules/peer-context'
import type { JudgingContext, Reading, RuleInput, RuleState, RuleVerdict } from '@cockpit/domain/rules/verdict'
import type { Facility } from '@cockpit/domain/territory/territory'
import type { JudgedCell, Subject } from './ask-steps'

/** What a rule says of one subject in one step, and what it stands on. */
export interface JudgedStep {
  readonly subject: Subject
  readonly step: CalendarDate
  readonly input: RuleInput
  readonly verdict: RuleVerdict
}

/** Of the members of a composite, by place and first day of the step. */
export type MembersAt = (key: string, step: CalendarDate) => Readonly<Record<string, RuleState>>

/** Steps that the peers' risk reaches back beyond a rule's own window. */
const RISK_REACH = 11

/** How many steps before the first judged one have to be asked for. */
export function stepsRead(rule: RuleDefinition): number {
  return windowOf(rule.when, rule.grain) - 1 + (rule.when.kind === 'risk-adjusted-cusum' ? RISK_REACH : 0)
}

/** Whether a rule can only be judged with all its subjects at hand. */
export function needsPeers(rule: RuleDefinition): boolean {
  return rule.when.kind === 'funnel' || rule.when.kind === 'risk-adjusted-cusum'
}

/**
 * Judges the due steps of every subject. Pure; the subjects are all of the rule's where it compares them with each other.
 *
 * @param asked first days of all steps that were asked for, oldest first, none left out
 * @param due those of them to judge
 */
export function judgeSubjects(
  rule: RuleDefinition,
  subjects: readonly Subject[],
  asked: readonly CalendarDate[],
  due: readonly CalendarDate[],
  facilities: ReadonlyMap<FacilityId, Facility>,
  membersAt: MembersAt = () => ({}),
): JudgedStep[] {
  const first = asked.findIndex((step) => due.includes(step))
  if (first < 0) return []
  // No further back than the rule reads: a limit over three months makes nothing of two years.
  const steps = asked.slice(Math.max(0, first - stepsRead(rule)))
  const [from] = steps
  if (!from) return []
  const window = windowOf(rule.when, rule.grain)
  const places = due.flatMap((step) => {
    const at = steps.indexOf(step)
    return at < 0 ? [] : [at]
  })
  const peerOf = (subject: Subject, read = asItStands): Peer => ({
    key: subject.key,
    tier: facilities.get(subject.key as FacilityId)?.tier ?? '',
    series: { from, step: rule.grain, readings: subject.line(steps).map(read) },
  })
  const inputAt = ({ series }: Peer, at: number, context: JudgingContext): RuleInput => {
    const first = Math.max(0, at + 1 - window)
    const start = steps[first] ?? from
    return { series: { ...series, from: start, readings: series.readings.slice(first, at + 1) }, context }
  }
  const compared = needsPeers(rule) ? subjects.map((subject) => peerOf(subject)) : []
  const contexts = peerContexts(rule.when, compared)
  return subjects.flatMap((subject, n) => {
    const peer = compared[n] ?? peerOf(subject)
    return places.map((at): JudgedStep => {
      const step = steps[at] ?? from
      const members = rule.when.kind === 'composite' ? { members: membersAt(subject.key, step) } : {}
      const context = { ...contexts(peer, at), ...members }
      const verdict = judge(rule, inputAt(peer, at, context))
      return {
        ...{ subject, step, verdict },
        // Read anew for the few that fire: kept of all, the readings of a province would fill the memory.
        get input() {
          return inputAt(peerOf(subject, readingOf), at, context)
        },
      }
    })
  })
}

/** A cell that says no more than a reading is one: a copy of each of a province's is a good part of the time. */
function asItStands(cell: JudgedCell | undefined): Reading {
  return cell?.state === 'shown' && cell.value !== undefined && !cell.target ? (cell as Reading) : readingOf(cell)
}

/** What a rule reads of a cell, and is kept of it. What is withheld for other reasons than being small is as if it had not come. */
export function readingOf(cell: JudgedCell | undefined): Reading {
  if (cell?.state === 'suppressed') return { value: null, small: true }
  if (cell?.state !== 'shown' || cell.value === undefined) return { value: null }
  const { value, numerator, denominator, target } = cell
  return {
    value,
    ...(numerator === undefined ? {} : { numerator }),
    ...(denominator === undefined ? {} : { denominator }),
    ...(target ? { target: { min: target.min, max: target.max } } : {}),
  }
}
