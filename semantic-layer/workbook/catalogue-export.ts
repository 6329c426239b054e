import type { Bilingual } from '@cockpit/domain/ids'
import type { Coverage } from '@cockpit/domain/indicator/envelope'
import type { CatalogueEntry } from '../client/catalogue-entries'
import { withDates } from './date-cells'
import { textWorkbook } from './text-workbook'

/** How much of what the tables behind an indicator owe has come, at the place and in the month of whoever takes the file. */
export interface CatalogueCoverage {
  readonly place: Bilingual
  /** `yyyy-mm` */
  readonly period: string
  /** Of invented data. */
  readonly demo: boolean
  of(tables: readonly string[]): Coverage | null
}

type Language = keyof Bilingual
type Words = readonly [zh: string, en: string]

const SHEET: Bilingual = { zh: '指标目录', en: 'Catalogue' }
const KINDS: Readonly<Record<CatalogueEntry['definition']['kind'], Words>> = {
  sum: ['累计数', 'sum'],
  stock: ['时点数', 'stock'],
  ratio: ['比率', 'ratio'],
  rate: ['率（按人口）', 'rate per residents'],
  distinct: ['去重计数', 'distinct count'],
}
const DIRECTIONS: Readonly<Record<CatalogueEntry['definition']['direction'], Words>> = {
  higher: ['越高越好', 'higher is better'],
  lower: ['越低越好', 'lower is better'],
  monitor: ['监测', 'monitored'],
}
const EVIDENCE: Readonly<Record<CatalogueEntry['definition']['evidence'], Words>> = {
  policy: ['政策', 'policy'],
  verified: ['已核验', 'verified'],
  default: ['本系统默认', 'default of this product'],
}
const PLACES: Readonly<Record<CatalogueEntry['boards'][number]['as'][number], Words>> = {
  tile: ['指标卡', 'tile'],
  map: ['地图', 'map'],
  trend: ['趋势', 'trend'],
  rank: ['排名', 'ranking'],
  radar: ['雷达', 'radar'],
}

type Cell = (entry: CatalogueEntry, say: (words: Words) => string, language: Language) => string

/** The columns of the workbook, each with its heading. */
const COLUMNS: readonly (readonly [heading: Words, cell: Cell])[] = [
  [['指标代码', 'Indicator'], ({ definition }) => definition.id],
  [['名称', 'Chinese name'], ({ definition }) => definition.zh],
  [['英文名称', 'English name'], ({ definition }) => definition.en],
  [['领域', 'Area of governance'], ({ domain }, _, language) => domain[language]],
  [['单位', 'Unit'], ({ definition }, _, language) => definition.unit[language]],
  [['类型', 'Kind'], ({ definition }, say) => say(KINDS[definition.kind])],
  [['公式', 'Formula'], ({ definition }, _, language) => definition.formula[language]],
  [['分子', 'Numerator'], (entry, _, language) => partText(entry, 'numerator', language)],
  [['分母', 'Denominator'], (entry, _, language) => partText(entry, 'denominator', language)],
  [['乘数', 'Times'], ({ definition }) => (definition.per === 1 ? '' : String(definition.per))],
  [['导向', 'Direction'], ({ definition }, say) => say(DIRECTIONS[definition.direction])],
  [['目标下限', 'Target from'], ({ definition }) => numberText(definition.target?.min)],
  [['目标上限', 'Target to'], ({ definition }) => numberText(definition.target?.max)],
  [['目标来源', 'Source of the target'], ({ definition }) => definition.target?.source ?? ''],
  [['依据', 'Standard'], ({ definition }) => definition.standard],
  [['依据性质', 'Evidence'], ({ definition }, say) => say(EVIDENCE[definition.evidence])],
  [['口径版本', 'Version'], ({ definition }) => definition.version],
  [['生效日期', 'In force from'], ({ definition }) => definition.effectiveFrom],
  [['口径变更', 'What changed'], ({ definition }, _, language) => definition.change?.[language] ?? ''],
  [['以前的口径', 'Earlier versions'], (entry, _, language) => earlierText(entry, language)],
  [['归口', 'Owner'], ({ definition }) => definition.owner],
  [['可分解维度', 'Dimensions'], ({ definition }) => definition.dimensions.join(', ')],
  [
    ['最细时间', 'Finest step'],
    ({ definition }, say) => say(definition.grain === 'day' ? ['日', 'day'] : ['月', 'month']),
  ],
  [['到机构', 'Down to facilities'], ({ definition }, say) => say(yesNo(definition.scope === 'facility'))],
  [['小数抑制', 'Suppressed below'], ({ definition }) => numberText(suppressed(definition.suppressBelow))],
  [
    ['数据表', 'Tables'],
    ({ tables }, _, language) => tables.map(({ name, title }) => `${title[language]} (${name})`).join('; '),
  ],
  [
    ['用于看板', 'On boards'],
    ({ boards }, say, language) =>
      boards
        .map(({ title, as }) => `${title[language]}: ${as.map((place) => say(PLACES[place])).join(', ')}`)
        .join('; '),
  ],
  [
    ['用于规则', 'In rules'],
    ({ rules }, _, language) => rules.map(({ id, title }) => `${title[language]} (${id})`).join('; '),
  ],
]

/**
 * A heading and a row an indicator, all of them text. Definitions, and with `coverage` a column of how much has been reported: an export of the
 * catalogue holds nobody's values. Pure.
 */
export function catalogueRows(
  entries: readonly CatalogueEntry[],
  language: Language,
  coverage?: CatalogueCoverage,
): string[][] {
  const say = ([zh, en]: Words) => (language === 'zh' ? zh : en)
  const last = coverage ? [coverageHeading(coverage, language)] : []
  return [
    [...COLUMNS.map(([heading]) => say(heading)), ...last],
    ...entries.map((entry) => [
      ...COLUMNS.map(([, cell]) => cell(entry, say, language)),
      ...(coverage ? [coverageText(coverage.of(entry.definition.tables), say)] : []),
    ]),
  ]
}

function coverageHeading({ place, period, demo }: CatalogueCoverage, language: Language): string {
  const [name, note] = language === 'zh' ? ['采集覆盖率', '演示数据'] : ['Reporting coverage', 'demonstration data']
  return `${name} · ${place[language]} · ${period}${demo ? ` · ${note}` : ''}`
}

function coverageText(coverage: Coverage | null, say: (words: Words) => string): string {
  if (!coverage || coverage.expected === 0) return say(['无机构应报', 'nobody owes it'])
  const share = ((100 * coverage.reported) / coverage.expected).toFixed(1)
  return `${share}% (${coverage.reported} ÷ ${coverage.expected} ${say(['机构日', 'facility-days'])})`
}

/** The catalogue as an xlsx workbook of one sheet. */
export function catalogueWorkbook(
  entries: readonly CatalogueEntry[],
  language: Language,
  coverage?: CatalogueCoverage,
): AsyncGenerator<Buffer> {
  return textWorkbook(SHEET[language], each(catalogueRows(entries, language, coverage).map(withDates)))
}

/**
 * The catalogue as JSON: `{ exportedAt, coverageOf, indicators }`, each indicator's definition with its area, versions, parts, tables and uses
 * beside it, and its coverage where one was taken.
 */
export function catalogueJson(entries: readonly CatalogueEntry[], now: Date, coverage?: CatalogueCoverage): string {
  const indicators = entries.map(({ definition: { earlier: _, ...definition }, ...about }) => ({
    ...definition,
    ...about,
    ...(coverage ? { coverage: coverage.of(definition.tables) } : {}),
  }))
  const { of: __, ...coverageOf } = coverage ?? { of: null }
  const head = { exportedAt: now.toISOString(), ...(coverage ? { coverageOf } : {}) }
  return `${JSON.stringify({ ...head, indicators }, null, 2)}\n`
}

async function* each<T>(rows: readonly T[]): AsyncGenerator<T> {
  yield* rows
}

const yesNo = (yes: boolean): Words => (yes ? ['是', 'yes'] : ['否', 'no'])
const numberText = (value: number | undefined) => (value === undefined ? '' : String(value))
/** A limit of 1 only tells none from no data. */
const suppressed = (below: number | undefined) => (below !== undefined && below > 1 ? below : undefined)

function partText({ parts }: CatalogueEntry, role: 'numerator' | 'denominator', language: Language): string {
  const part = parts.find((one) => one.role === role)
  if (!part) return ''
  return part.name ? `${part.name[language]} (${part.member})` : part.member
}

function earlierText({ versions }: CatalogueEntry, language: Language): string {
  return versions
    .slice(1)
    .map((one) => `${one.version} (${one.effectiveFrom}..${one.until}): ${one.formula[language]} [${one.standard}]`)
    .join('; ')
}
