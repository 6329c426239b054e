import { type Grouper, inProcess } from '@cockpit/domain/drg/grouper'
import { GroupingVersion, ungrouped } from '@cockpit/domain/drg/grouping'

/** Groups by the first letter of the main diagnosis: a grouper of the tests, of no scheme. Z leads to no group. */
export function letterGrouper(name = 'LETTER-1', from = '2026-01-01', weight = 1.5): Grouper {
  return inProcess(GroupingVersion.parse({ name, from }), ({ diagnoses: [main = ''] }) =>
    main.startsWith('Z')
      ? ungrouped('main-diagnosis-unfit')
      : { grouped: true, mdc: main[0], drg: `${main[0]}1`, name: `${main[0]}, the letter`, weight, riskClass: 'low' },
  )
}
