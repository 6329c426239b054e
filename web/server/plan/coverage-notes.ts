import type { Coverage } from '@cockpit/domain/indicator/envelope'
import type { PlanNote } from './plan-note'

/** Who has not reported is missing from the sums: the level of their counties is too low, and that is said. */
export function coverageNotes(coverage: Coverage | null): PlanNote[] {
  if (!coverage || coverage.reported >= coverage.expected) return []
  const { reported, expected } = coverage
  return [{ says: 'coverage', values: { reported, expected, missing: expected - reported } }]
}
