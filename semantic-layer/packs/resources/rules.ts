import type { AlertRule } from '@cockpit/domain/alert/rule'

export const rules: readonly AlertRule[] = [
  {
    id: 'beds-short',
    title: { zh: '县域每千人口床位偏低', en: 'County short of beds' },
    indicator: 'resources.bedsPerThousand',
    by: 'county',
    grain: 'month',
    level: 'IV',
    when: { kind: 'threshold', op: '<', value: 3, steps: 3 },
    advice: {
      zh: '核对床位上报与常住人口口径，在规划页模拟补充方案。',
      en: 'Check the reported beds and the population used; simulate additions on the planning page.',
    },
    version: '2026.1',
  },
  {
    id: 'positive-share-low',
    title: { zh: '大型设备检查阳性率连续三个月低于 50%', en: 'Few positive examinations three months running' },
    indicator: 'equipmentUse.positiveShare',
    by: 'facility',
    grain: 'month',
    level: 'IV',
    when: { kind: 'threshold', op: '<', value: 0.5, steps: 3 },
    advice: {
      zh: '按设备类别下钻，抽查检查指征，核对阳性判定口径。',
      en: 'Drill down by class of equipment, sample the indications, check how a positive finding is counted.',
    },
    version: '2026.1',
  },
]
