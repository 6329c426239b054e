import type { AlertRule } from '@cockpit/domain/alert/rule'

export const rules: readonly AlertRule[] = [
  {
    id: 'vaccination-low',
    title: { zh: '免疫规划疫苗接种率连续三个月低于 90%', en: 'Vaccination coverage below 90 % three months running' },
    indicator: 'vaccinations.coverage',
    by: 'county',
    grain: 'month',
    level: 'III',
    when: { kind: 'threshold', op: '<', value: 0.9, steps: 3 },
    advice: {
      zh: '按疫苗与剂次下钻，核对应种底册与疫苗供应，组织查漏补种。',
      en: 'Drill down by vaccine and dose, check the list of children due and the supply, organise catch-up.',
    },
    version: '2026.1',
  },
  {
    id: 'syndrome-cluster',
    title: { zh: '症候群病例日报异常增多', en: 'More syndromic cases in a day than usual' },
    indicator: 'syndromes.cases',
    by: 'county',
    grain: 'day',
    level: 'III',
    when: { kind: 'ears', method: 'C2', threshold: 4, baseline: 28 },
    each: 'syndrome',
    owner: 'commander',
    holdOff: 7,
    recovery: 7,
    smallest: { cases: 20 },
    suppress: { newYear: { before: 3, after: 7 } },
    advice: {
      zh: '由疾控向哨点核实病例，查找共同暴露。',
      en: 'Have disease control verify the cases with the sentinels and look for a common exposure.',
    },
    version: '2026.1',
  },
]
