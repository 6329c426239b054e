import { facilityCube, measuresOf } from './cube-shape.js'

/* What is counted is persons: fewer than five discharges in a cell are not shown. */
const persons = { owner: '医政处', suppressBelow: 5 }
const pages = measuresOf({
  ...persons,
  standard: '住院病案首页数据填写质量规范；卫健统4',
  suppressOn: 'discharges',
  tables: ['discharge'],
})
const drg = measuresOf({
  ...persons,
  standard: 'DRG 绩效评价（权重、基准按 drg_version 冻结）',
  suppressOn: 'indexCases',
  tables: ['discharge', 'drg_reference', 'drg_result'],
})
/* Figures made of weights, regional means or risk classes compare inside one grouping version. */
const weighed = { within: { dimension: 'groupingVersion', count: 'indexCases' } }
const performance = { standard: '国办发〔2019〕4号 三级公立医院绩效考核', evidence: 'verified' }
const regionalMean = { max: 1, source: '区域平均水平（默认）', evidence: 'default' }
const none = ['', '']
/* The one quotient of single rows that is added up: the index is weighted by cases, as it is defined. */
const FROZEN = 'case ÷ the frozen regional mean of its group, weighted by cases'
const where = (condition, value = '1 ELSE 0') => `CASE WHEN ${condition} THEN ${value} END`

/* Sex and band of age as one dimension, `F 65-79`: two at once are never shown. Empty where the page lacks one of them. */
const AGE_SEX = `CASE WHEN d.age_years IS NULL OR d.sex IS NULL OR d.sex NOT IN ('1', '2') THEN '' ELSE
  concat(CASE WHEN d.sex = '1' THEN 'M ' ELSE 'F ' END, CASE WHEN d.age_years < 15 THEN '0-14' WHEN d.age_years < 45 THEN '15-44'
    WHEN d.age_years < 65 THEN '45-64' WHEN d.age_years < 80 THEN '65-79' ELSE '80+' END) END`

/*
 * The benchmark (weight, regional mean cost and stay, risk class) stands on the case, frozen by version and by the day of discharge, so that every
 * index is a sum over cases divided by a number of cases: additive over places and months. `in_index` marks grouped cases with a stay of at most 60 days, the
 * base of the DRG figures. `discharge_grouped` gives a page the group of its newest grouped result, or its own where none was sent; a weight
 * and a risk class that the frozen table does not have may come with the result, the regional means cannot: `benchmarked` leaves such cases
 * out of the two indices. `expectable` marks cases whose group has a frozen mortality: the base of the standardised ratio. Deaths are in-hospital deaths (B34C = 5); those who left against advice (4) are shown beside them.
 */
cube(
  'inpatient',
  facilityCube({
    pack: 'inpatient',
    tables: ['discharge', 'drg_reference', 'drg_result'],
    grain: 'day',
    facts: `
      SELECT d.facility_id AS facility_id, d.department AS department, d.discharge_way AS discharge_way, d.los_days AS los_days,
        d.cost_total AS cost_total, d.drg_code AS drg_code, d.drg_version AS drg_version,
        d.discharged_on AS discharged_on, coalesce(r.weight, d.result_weight) AS weight,
        d.cost_total / nullif(r.mean_cost, 0) AS cost_ratio, d.los_days / nullif(r.mean_los, 0) AS stay_ratio,
        d.los_days <= 60 AS valid, coalesce(r.weight, d.result_weight) IS NOT NULL AND d.drg_code IS NOT NULL AND d.los_days <= 60 AS in_index,
        r.drg_code IS NOT NULL AND d.los_days <= 60 AS benchmarked,
        r.mortality AS expected_death, r.mortality IS NOT NULL AND d.los_days <= 60 AS expectable, coalesce(d.mdc, r.mdc, '') AS mdc, ${AGE_SEX} AS age_sex,
        coalesce(r.risk_class, d.result_risk_class) = 'low' AND d.drg_code IS NOT NULL AND d.los_days <= 60 AS low,
        coalesce(r.risk_class, d.result_risk_class) = 'midlow' AND d.drg_code IS NOT NULL AND d.los_days <= 60 AS mid_low, d.discharge_way = '5' AS died,
        CASE WHEN d.drg_code IS NULL THEN coalesce(d.ungrouped_reason, 'no-result')
          WHEN coalesce(r.weight, d.result_weight) IS NULL THEN 'no-weight' ELSE '' END AS ungrouped_reason,
        coalesce(r.benchmark_version, '') AS benchmark_version, coalesce(r.risk_version, '') AS risk_version
      FROM discharge_grouped d
      LEFT JOIN drg_reference_at r ON r.drg_code = d.drg_code AND r.drg_version = d.drg_version
        AND d.discharged_on >= r.since AND d.discharged_on < r.until`,
    day: 'discharged_on',
    dimensions: { department: 'department' },
    derived: {
      mdc: { sql: (CUBE) => `${CUBE}.mdc`, type: 'string' },
      ageSex: { sql: (CUBE) => `${CUBE}.age_sex`, type: 'string' },
      drg: { sql: (CUBE) => `coalesce(${CUBE}.drg_code, '')`, type: 'string' },
      groupingVersion: {
        sql: (CUBE) => `CASE WHEN ${CUBE}.drg_code IS NULL THEN '' ELSE coalesce(${CUBE}.drg_version, '') END`,
        type: 'string',
      },
      ungroupedReason: { sql: (CUBE) => `${CUBE}.ungrouped_reason`, type: 'string' },
      benchmarkVersion: { sql: (CUBE) => `${CUBE}.benchmark_version`, type: 'string' },
      riskVersion: { sql: (CUBE) => `${CUBE}.risk_version`, type: 'string' },
    },
    tooFine: ['mdc', 'ageSex', 'drg', 'ungroupedReason', 'benchmarkVersion', 'riskVersion'],
    measures: {
      discharges: pages.sum('1', {
        name: ['出院病案首页数', 'Front pages'],
        unit: ['份', 'front pages'],
        formula: ['出院病案首页份数', 'Front pages of discharged patients'],
      }),
      stayDays: pages.sum('los_days', {
        name: ['出院者占用总床日', 'Bed-days of discharged patients'],
        unit: ['床日', 'bed-days'],
        formula: ['出院者实际住院天数之和（全部出院者）', 'Days of stay of discharged patients, all of them'],
      }),
      ...pages.parts({
        cost: 'cost_total',
        groupedCost: where('in_index', 'cost_total'),
        heavyCases: where('in_index AND weight >= 2'),
        deaths: where('died'),
        againstAdvice: where("discharge_way = '4'"),
        validCases: where('valid'),
        benchmarkedCases: where('benchmarked'),
        lowRiskCases: where('low'),
        lowRiskDeaths: where('low AND died'),
        midLowRiskCases: where('mid_low'),
        midLowRiskDeaths: where('mid_low AND died'),
        expectableCases: where('expectable'),
        expectableDeaths: where('expectable AND died'),
        expectedDeaths: where('expectable', 'expected_death'),
      }),
      costRatioSum: drg.part(where('benchmarked', 'cost_ratio'), 'sum', FROZEN),
      stayRatioSum: drg.part(where('benchmarked', 'stay_ratio'), 'sum', FROZEN),
      indexCases: drg.sum(where('in_index'), {
        name: ['入组病例数', 'Grouped cases'],
        unit: ['例', 'cases'],
        formula: ['有分组且有权重的病例数（住院 ≤60 天）', 'Cases with a group and a weight, stay ≤ 60 days'],
      }),
      ungroupedCases: drg.sum(where('valid AND NOT in_index'), {
        name: ['未入组病例数', 'Cases not grouped'],
        unit: ['例', 'cases'],
        direction: 'lower',
        suppressOn: 'validCases',
        formula: ['有效首页中未入组的病例数（住院 ≤60 天）', 'Valid front pages without a group, stay ≤ 60 days'],
      }),
      groupingVersions: drg.distinct(where('in_index', 'drg_version'), {
        name: ['分组版本数', 'Grouping versions'],
        unit: ['个', 'versions'],
        formula: [
          '入组病例的不同分组版本数；多于 1 个时，权重类指标不宜直接比较',
          'Different grouping versions of grouped cases; with more than one, figures made of weights do not compare',
        ],
      }),
      totalWeight: drg.sum(where('in_index', 'weight'), {
        ...weighed,
        name: ['DRG 总权重', 'Total DRG weight'],
        unit: none,
        format: 'decimal',
        digits: 1,
        direction: 'higher',
        formula: ['Σ 入组病例的权重 RW（住院 ≤60 天）', 'Sum of the weights of grouped cases, stay ≤ 60 days'],
      }),
      drgGroups: drg.distinct(where('in_index', 'drg_code'), {
        ...weighed,
        name: ['DRG 组数', 'DRG groups'],
        unit: ['组', 'groups'],
        direction: 'higher',
        formula: ['至少有一例入组病例的 DRG 组数', 'DRG groups with at least one grouped case'],
      }),
      averageStay: pages.ratio('stayDays', 'discharges', {
        name: ['出院者平均住院日', 'Average length of stay'],
        unit: ['天', 'days'],
        digits: 1,
        direction: 'lower',
        formula: [
          '出院者占用总床日 ÷ 出院人次（全部出院者）',
          'Bed-days of discharged patients ÷ discharges, all of them',
        ],
      }),
      costPerDischarge: pages.ratio('cost', 'discharges', {
        ...performance,
        owner: '财务处',
        name: ['次均住院费用', 'Cost per discharge'],
        unit: ['元', 'yuan'],
        format: 'money',
        digits: 0,
        direction: 'lower',
        formula: ['出院患者住院费用 ÷ 出院人次', 'Cost of discharged patients ÷ discharges'],
      }),
      caseMixIndex: drg.ratio('totalWeight', 'indexCases', {
        ...weighed,
        name: ['病例组合指数 CMI', 'Case-mix index'],
        unit: none,
        direction: 'higher',
        evidence: 'verified',
        formula: [
          'Σ 权重 ÷ 入组病例数（住院 ≤60 天；只在同一分组与权重版本内可比）',
          'Sum of weights ÷ grouped cases, stay ≤ 60 days; comparable within one grouper and weight version only',
        ],
      }),
      heavyShare: drg.share('heavyCases', 'indexCases', {
        ...weighed,
        name: ['RW≥2 病例占比', 'Share of cases of weight 2 and more'],
        direction: 'higher',
        formula: [
          '权重 RW≥2 的入组病例 ÷ 入组病例数（住院 ≤60 天）',
          'Grouped cases of weight 2 and more ÷ grouped cases, stay ≤ 60 days',
        ],
      }),
      costPerWeight: drg.ratio('groupedCost', 'totalWeight', {
        ...performance,
        ...weighed,
        owner: '财务处',
        name: ['CMI 调整后次均住院费用', 'Cost per discharge, adjusted by CMI'],
        unit: ['元', 'yuan'],
        format: 'money',
        digits: 0,
        direction: 'lower',
        formula: [
          '入组病例次均住院费用 ÷ CMI，即入组病例住院费用 ÷ 总权重（住院 ≤60 天）',
          'Cost per grouped case ÷ CMI, which is the cost of grouped cases ÷ their total weight, stay ≤ 60 days',
        ],
      }),
      costIndex: drg.ratio('costRatioSum', 'benchmarkedCases', {
        ...weighed,
        suppressOn: 'benchmarkedCases',
        name: ['费用消耗指数', 'Cost index'],
        unit: none,
        direction: 'lower',
        formula: [
          'Σ（病例费用 ÷ 本组区域例均费用） ÷ 有基准的入组病例数；1 为区域平均（住院 ≤60 天）',
          'Mean over grouped cases with a benchmark of cost ÷ regional mean cost of the group; 1 is the region; stay ≤ 60 days',
        ],
        target: regionalMean,
      }),
      stayIndex: drg.ratio('stayRatioSum', 'benchmarkedCases', {
        ...weighed,
        suppressOn: 'benchmarkedCases',
        name: ['时间消耗指数', 'Time index'],
        unit: none,
        direction: 'lower',
        formula: [
          'Σ（病例住院日 ÷ 本组区域平均住院日） ÷ 有基准的入组病例数；1 为区域平均（住院 ≤60 天）',
          'Mean over grouped cases with a benchmark of stay ÷ regional mean stay of the group; 1 is the region; stay ≤ 60 days',
        ],
        target: regionalMean,
      }),
      groupedShare: drg.share('indexCases', 'validCases', {
        name: ['入组率', 'Share grouped'],
        digits: 2,
        direction: 'higher',
        suppressOn: 'validCases',
        formula: [
          '入组病例 ÷ 有效首页（不含住院 >60 天）',
          'Grouped cases ÷ valid front pages, stays over 60 days excluded',
        ],
      }),
      mortality: pages.share('deaths', 'discharges', {
        name: ['住院死亡率', 'In-hospital mortality'],
        digits: 2,
        direction: 'lower',
        formula: [
          '离院方式为死亡的出院人次 ÷ 出院人次（院内死亡；与非医嘱离院率并看）',
          'Discharges by death ÷ discharges; in-hospital only, read beside leaving against advice',
        ],
      }),
      standardisedMortality: drg.ratio('expectableDeaths', 'expectedDeaths', {
        ...weighed,
        suppressOn: 'expectableCases',
        name: ['标化死亡比 SMR', 'Standardised mortality ratio'],
        unit: none,
        direction: 'lower',
        formula: [
          '院内死亡例数 ÷ 期望死亡例数；期望 = Σ 本组冻结的区域死亡率（间接标化，住院 ≤60 天，只计有死亡率基准的组）；1 为区域水平，与非医嘱离院率并看',
          'Deaths in hospital ÷ deaths expected at the frozen regional mortality of each group; indirect standardisation, stay ≤ 60 days, groups with a frozen mortality only; 1 is the region; read beside leaving against advice',
        ],
      }),
      againstAdviceRate: pages.share('againstAdvice', 'discharges', {
        name: ['非医嘱离院率', 'Left against advice'],
        digits: 2,
        direction: 'lower',
        formula: ['非医嘱离院人次 ÷ 出院人次', 'Discharges against advice ÷ discharges'],
      }),
      lowRiskMortality: drg.share('lowRiskDeaths', 'lowRiskCases', {
        ...performance,
        name: ['低风险组死亡率', 'Low-risk mortality'],
        digits: 2,
        direction: 'lower',
        suppressOn: 'lowRiskCases',
        formula: [
          '低风险 DRG 组死亡例数 ÷ 低风险组病例数（院内死亡，住院 ≤60 天，风险分级冻结）',
          'Deaths ÷ cases in low-risk DRGs; in hospital, stay ≤ 60 days, classes frozen',
        ],
      }),
      midLowRiskMortality: drg.share('midLowRiskDeaths', 'midLowRiskCases', {
        name: ['中低风险组死亡率', 'Mid-low-risk mortality'],
        digits: 2,
        direction: 'lower',
        suppressOn: 'midLowRiskCases',
        formula: [
          '中低风险 DRG 组死亡例数 ÷ 中低风险组病例数（院内死亡，住院 ≤60 天）',
          'Deaths ÷ cases in mid-low-risk DRGs; in hospital, stay ≤ 60 days',
        ],
      }),
    },
  }),
)
