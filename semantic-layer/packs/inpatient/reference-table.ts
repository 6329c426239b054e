import { RISK_CLASSES } from '@cockpit/domain/drg/grouping'
import { amount, choice, day, text } from '../columns'
import type { WarehouseTable } from '../contract'

/**
 * What hospitals are judged by, frozen: weights, regional means and classes of risk of the groups of one grouping version. A row holds from its day
 * until the group's next, so that a new benchmark judges the cases discharged since and leaves the figures of before as they were shown. Means and
 * classes have versions of their own: a region may renew one and keep the other. `cockpit methods run drg-reference` works rows out.
 */
export const drgReference: WarehouseTable = {
  name: 'drg_reference',
  title: { zh: '分组权重与基准', en: 'DRG weights and frozen regional benchmarks' },
  grain: 'DRG x grouping version x day from which the row holds',
  key: ['drg_code', 'drg_version', 'valid_from'],
  history: { entity: ['drg_code', 'drg_version'], from: 'valid_from' },
  owedBy: [],
  columns: [
    text('drg_code', '分组代码', 'DRG code', { also: ['drg'] }),
    text('drg_version', '版本', 'Version'),
    day('valid_from', '基准启用日期', 'Discharges from this day on are judged by it; empty means since ever', {
      required: false,
    }),
    text('name_zh', '名称', 'Name', { required: false }),
    text('mdc', '主要诊断大类', 'Major diagnostic category', { also: ['MDC', 'MDC编码'], required: false }),
    amount('weight', '权重 RW', 'Relative weight', { also: ['rw'] }),
    amount('mean_cost', '区域例均费用', 'Regional mean cost, yuan'),
    amount('mean_los', '区域平均住院日', 'Regional mean stay, days'),
    text('benchmark_version', '基准版本', 'Version of the weights and regional means', { required: false }),
    choice('risk_class', '死亡风险分级', 'Mortality risk class', RISK_CLASSES),
    amount(
      'mortality',
      '区域住院死亡率',
      'Regional in-hospital mortality of the group, 0 to 1, as standardisation expects it',
      {
        required: false,
        max: 1,
      },
    ),
    text('risk_version', '风险分级版本', 'Version of the classes of risk', { required: false }),
  ],
  checks: [],
}
