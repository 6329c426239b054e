import type { Grouping, GroupingVersion } from '@cockpit/domain/drg/grouping'
import type { WaitingCase } from './waiting-cases'

const HEADER = [
  ...[
    'facility_id',
    'record_no',
    'discharged_on',
    'drg_version',
    'version_from',
    'mdc',
    'adrg',
    'drg_code',
    'drg_name',
  ],
  ...['weight', 'risk_class', 'ungrouped_reason'],
  // No column of the table: the lake's version when the cases were read. Results that others have replaced since, or whose batch was erased,
  // must not come as the very bytes of an earlier file, which counts as imported or is refused.
  'lake_version',
]

export interface Judged {
  readonly about: WaitingCase
  readonly grouping: Grouping
}

/** Results as a file of `drg_result`. The same results from the same state of the lake are the same bytes. */
export function resultsFile({ name, from }: GroupingVersion, judged: readonly Judged[], lakeVersion: number): string {
  const lines = judged.map(({ about, grouping }) => {
    const [drg, drgName, weight, risk, reason] = grouping.grouped
      ? [grouping.drg, grouping.name, grouping.weight, grouping.riskClass, null]
      : [null, null, null, null, grouping.reason]
    const { mdc, adrg } = grouping
    return [
      about.facility,
      about.record,
      about.dischargedOn,
      name,
      from,
      mdc,
      adrg,
      drg,
      drgName,
      weight,
      risk,
      reason,
      lakeVersion,
    ]
      .map(cell)
      .join(',')
  })
  return `${[HEADER.join(','), ...lines].join('\n')}\n`
}

/** A line end would make two records of one; it has no place in a name. */
function cell(value: string | number | null): string {
  const text = value === null ? '' : String(value).replaceAll(/\s+/g, ' ')
  return /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
