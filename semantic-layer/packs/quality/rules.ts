import type { AlertRule } from '@cockpit/domain/alert/rule'

/** That a table has stopped coming is told by the rule of the pack whose table it is. Limits are ours, not policy. */
export const rules: readonly AlertRule[] = [
  {
    id: 'quality-coverage-low',
    title: { zh: '数据采集覆盖率连续两个月低于 60%', en: 'Reporting coverage below 60 % two months running' },
    indicator: 'reporting.coverage',
    by: 'facility',
    grain: 'month',
    level: 'IV',
    when: { kind: 'threshold', op: '<', value: 0.6, steps: 2 },
    advice: {
      zh: '核对缺报的数据表与日期，联系机构信息部门限期补报；长期停报的查明原因。',
      en: 'See which tables and days are missing and have the institution send them; find out why if it goes on.',
    },
    version: '2026.1',
  },
  {
    id: 'quality-validity-low',
    title: { zh: '规范率连续两个月低于 90%', en: 'Validity below 90 % two months running' },
    indicator: 'quality.validity',
    by: 'facility',
    grain: 'month',
    level: 'IV',
    when: { kind: 'threshold', op: '<', value: 0.9, steps: 2 },
    advice: {
      zh: '下载退回明细，按问题字段逐类更正后重报；同一问题反复出现的，核对接口字段映射。',
      en: 'Download the rejected rows, correct them fault by fault and send them again; if a fault returns, check the mapping.',
    },
    version: '2026.1',
  },
  {
    id: 'pages-lost',
    title: {
      zh: '病案首页份数与床位报表出院人数连续两个月不符',
      en: 'Front pages and the bed return count different discharges, two months running',
    },
    indicator: 'consistency.rate',
    by: 'facility',
    grain: 'month',
    level: 'IV',
    when: { kind: 'threshold', op: '<', value: 0.5, steps: 2 },
    filters: [{ dimension: 'reconciliation', values: ['front-pages-against-bed-return'] }],
    owner: 'supervisor',
    holdOff: 1,
    recovery: 2,
    advice: {
      zh: '比对病案首页与床位报表，补报漏报首页；据此计算的费用、死亡与 DRG 指标暂不采信。',
      en: 'Compare both tables and have the missing pages sent; until then trust no cost, mortality or DRG figure of it.',
    },
    version: '2026.1',
  },
  {
    id: 'quality-timeliness-low',
    title: { zh: '及时率连续三个月低于 50%', en: 'Timeliness below 50 % three months running' },
    indicator: 'quality.timeliness',
    by: 'facility',
    grain: 'month',
    level: 'IV',
    when: { kind: 'threshold', op: '<', value: 0.5, steps: 3 },
    advice: {
      zh: '与机构商定报送时点与责任人，必要时改为接口自动报送。',
      en: 'Agree with the institution on when and by whom files are sent, or have them sent by machine.',
    },
    version: '2026.1',
  },
]
