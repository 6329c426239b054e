import type { AlertRule } from '@cockpit/domain/alert/rule'

export const rules: readonly AlertRule[] = [
  {
    id: 'recognition-low',
    title: { zh: '县域检查检验互认率连续三个月低于 40%', en: 'Recognition of results below 40 % three months running' },
    indicator: 'mutualRecognition.recognisedShare',
    by: 'county',
    grain: 'month',
    level: 'IV',
    when: { kind: 'threshold', op: '<', value: 0.4, steps: 3 },
    advice: {
      zh: '按未互认原因下钻，核对互认项目目录与质控，约谈互认率最低的机构。',
      en: 'Drill down by reason, check the list of results and their quality control, speak with the lowest institutions.',
    },
    version: '2026.1',
  },
]
