export interface PolicyTarget {
  readonly indicator: string
  readonly tier: 'all' | 'tertiary' | 'secondary' | 'primary'
  /** Year to value; a percentage as a fraction. */
  readonly values: Readonly<Record<number, number>>
  readonly source: string
}

const CHONGQING = '渝卫发〔2023〕70号 重庆市数字健康建设行动计划（2023—2027年）表1'
const ZHEJIANG = '浙江省数字健康规划（2019—2022年）'

/**
 * Targets that stand as numbers in a policy document and that an indicator of the product can be held to; all of them are floors.
 * Both grades of row 7 can hold in 2027 only if a grade is meant cumulatively (level n or above), which is how they are counted.
 * Rows 6, 9 and 10 of the table (primary care in the cloud, digital hospitals, the three lists) have no return of their own yet.
 */
export const POLICY_TARGETS: readonly PolicyTarget[] = [
  {
    indicator: 'applications.approved',
    tier: 'all',
    values: { 2023: 4, 2025: 6, 2027: 10 },
    source: `${CHONGQING} 第1行`,
  },
  {
    indicator: 'applications.residentsPortal',
    tier: 'all',
    values: { 2023: 1, 2025: 4, 2027: 12 },
    source: `${CHONGQING} 第2行`,
  },
  {
    indicator: 'applications.officialsPortal',
    tier: 'all',
    values: { 2023: 2, 2025: 4, 2027: 6 },
    source: `${CHONGQING} 第3行`,
  },
  {
    indicator: 'applications.components',
    tier: 'all',
    values: { 2023: 1, 2025: 10, 2027: 20 },
    source: `${CHONGQING} 第4行`,
  },
  { indicator: 'reporting.coverage', tier: 'all', values: { 2025: 0.9, 2027: 1 }, source: `${CHONGQING} 第5行` },
  {
    indicator: 'emrGrades.atLeast5Share',
    tier: 'tertiary',
    values: { 2025: 0.05, 2027: 0.1 },
    source: `${CHONGQING} 第7行（5级）`,
  },
  {
    indicator: 'emrGrades.atLeast4Share',
    tier: 'tertiary',
    values: { 2025: 0.8, 2027: 1 },
    source: `${CHONGQING} 第7行（4级）`,
  },
  {
    indicator: 'interopGrades.atLeastFourShare',
    tier: 'tertiary',
    values: { 2025: 0.6, 2027: 0.85 },
    source: `${CHONGQING} 第8行`,
  },
  {
    indicator: 'applications.registeredShare',
    tier: 'all',
    values: { 2025: 0.7, 2027: 0.9 },
    source: `${CHONGQING} 第11行（活跃率，实为注册用户÷目标用户）`,
  },
  { indicator: 'dataCatalogue.shareableShare', tier: 'all', values: { 2022: 0.8 }, source: ZHEJIANG },
  { indicator: 'dataCatalogue.readableShare', tier: 'all', values: { 2022: 0.8 }, source: ZHEJIANG },
  { indicator: 'dataCatalogue.monitoredShare', tier: 'all', values: { 2022: 0.8 }, source: ZHEJIANG },
]
