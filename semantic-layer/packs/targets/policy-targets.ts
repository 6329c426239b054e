export interface PolicyTarget {
  readonly indicator: string
  readonly tier: 'all' | 'tertiary' | 'secondary' | 'primary'
  /** Year to value; a percentage as a fraction. */
  readonly values: Readonly<Record<number, number>>
  readonly source: string
}

const CHONGQING = '渝卫发〔2023〕70号《重庆市数字健康建设实施方案（2023—2027年）》表1'
const GUIZHOU = '贵州省“十四五”卫生健康信息化发展规划（征求意见稿）：到2022年，所有三级医院4级以上、二级医院3级以上'
/** The mean level of one hospital is its own level; that of a place says only that its hospitals reach it on average. */
const EACH = '（逐院目标；地区的平均级别达到，不等于每院达到）'
const ZHEJIANG = '浙卫办〔2019〕14号《“互联网+医疗健康”示范省建设行动方案（2019—2022年）》'

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
  { indicator: 'emrGrades.atLeast3Share', tier: 'secondary', values: { 2022: 1 }, source: GUIZHOU },
  { indicator: 'emrGrades.meanLevel', tier: 'tertiary', values: { 2022: 4 }, source: `${GUIZHOU}${EACH}` },
  { indicator: 'emrGrades.meanLevel', tier: 'secondary', values: { 2022: 3 }, source: `${GUIZHOU}${EACH}` },
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
