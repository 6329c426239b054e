import { yearBegins } from '../checks'
import { choice, text, yearStart } from '../columns'
import type { WarehouseTable } from '../contract'

export const DIRECTIONS = ['不低于', '不高于'] as const
export const EVIDENCE = ['policy', 'verified', 'default'] as const

export const tables: readonly WarehouseTable[] = [
  {
    name: 'target',
    title: { zh: '指标目标', en: 'Targets' },
    grain: 'indicator x area x year x tier',
    key: ['indicator', 'area_code', 'year_start', 'tier'],
    dateColumn: 'year_start',
    owedBy: [],
    holds: true,
    columns: [
      text('indicator', '指标代码', 'Indicator id', { also: ['指标'] }),
      text('area_code', '区划代码', 'Area', { references: { table: 'area', column: 'area_code' } }),
      yearStart,
      choice('tier', '适用机构级别', 'Tier it is for', ['all', 'tertiary', 'secondary', 'primary']),
      {
        name: 'value',
        type: 'decimal',
        headers: ['value', '目标值'],
        title: { zh: '目标值（百分数写成小数，90% 为 0.9）', en: 'Target; a percentage as a fraction, 90 % is 0.9' },
        required: true,
      },
      choice('direction', '方向', 'Direction', DIRECTIONS),
      text('source', '来源文件', 'Source'),
      choice('evidence', '依据', 'Evidence', EVIDENCE),
    ],
    checks: [
      yearBegins,
      {
        id: 'indicator-shape',
        column: 'indicator',
        brokenWhen: "NOT regexp_full_match(indicator, '[a-z][A-Za-z0-9]*\\.[a-z][A-Za-z0-9]*')",
        message: {
          zh: '指标代码应为“主题.指标”，如 beds.occupancy',
          en: 'An indicator is <cube>.<name>, such as beds.occupancy',
        },
        severity: 'reject',
      },
    ],
  },
]
