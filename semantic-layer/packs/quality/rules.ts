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
    when: { kind: 'threshold', op: '<', value: 0.6, months: 2 },
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
    when: { kind: 'threshold', op: '<', value: 0.9, months: 2 },
    advice: {
      zh: '下载退回明细，按问题字段逐类更正后重报；同一问题反复出现的，核对接口字段映射。',
      en: 'Download the rejected rows, correct them fault by fault and send them again; if a fault returns, check the mapping.',
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
    when: { kind: 'threshold', op: '<', value: 0.5, months: 3 },
    advice: {
      zh: '与机构商定报送时点与责任人，必要时改为接口自动报送。',
      en: 'Agree with the institution on when and by whom files are sent, or have them sent by machine.',
    },
    version: '2026.1',
  },
]
