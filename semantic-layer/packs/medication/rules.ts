import type { AlertRule } from '@cockpit/domain/alert/rule'

export const rules: readonly AlertRule[] = [
  {
    id: 'use-density-high',
    title: { zh: '抗菌药物使用强度连续三个月高于 50', en: 'Antibacterial use density above 50 three months running' },
    indicator: 'medication.useDensity',
    by: 'facility',
    grain: 'month',
    level: 'III',
    when: { kind: 'threshold', op: '>', value: 50, steps: 3 },
    advice: {
      zh: '按科室与药品下钻，核对 DDD 值与人天数，组织抗菌药物专项点评。',
      en: 'Drill down by department and drug, check doses and patient-days, review antibacterial prescriptions.',
    },
    version: '2026.1',
  },
]
