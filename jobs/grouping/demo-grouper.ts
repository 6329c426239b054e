import type { Grouper } from '@cockpit/domain/drg/grouper'
import { inProcess } from '@cockpit/domain/drg/grouper'
import { GroupingVersion, ungrouped } from '@cockpit/domain/drg/grouping'
import { type DemoGroup, demoGroups } from '@cockpit/semantic-layer/demo/case-mix'
import { GROUPER_VERSION } from '@cockpit/semantic-layer/demo/drg-reference'
import { DEMO_SEED } from '../demo/plan'

/**
 * 演示分组: sorts the invented pages of a demonstration into its invented groups, by main diagnosis, operation and nearest stay. It is no
 * grouper of any real scheme and is refused outside a demonstration.
 */
export function demoGrouper(): Grouper {
  const groups = demoGroups(DEMO_SEED)
  const version = GroupingVersion.parse({ name: GROUPER_VERSION, from: '2020-01-01' })
  return inProcess(version, ({ diagnoses: [main], operations: [operation], stayDays }) => {
    if (!main) return ungrouped('main-diagnosis-missing')
    const ofDiagnosis = groups.filter(({ diagnosis }) => diagnosis === main)
    const operated = ofDiagnosis.filter((group) => group.operation === (operation ?? ''))
    const group = nearest(operated.length > 0 ? operated : ofDiagnosis, stayDays ?? 1)
    if (!group) return ungrouped('main-diagnosis-unknown')
    const { code, risk } = group
    return { grouped: true, drg: code, name: `演示分组 ${code}`, riskClass: risk }
  })
}

function nearest(groups: readonly DemoGroup[], stay: number): DemoGroup | undefined {
  const apart = (group: DemoGroup) => Math.abs(Math.log(group.stay / Math.max(1, stay)))
  return groups.reduce<DemoGroup | undefined>(
    (best, one) => (!best || apart(one) < apart(best) ? one : best),
    undefined,
  )
}
