const common = {
  standard: '住院病案首页数据填写质量规范；卫健统4',
  evidence: 'default',
  version: '2026.1',
  effectiveFrom: '2026-01-01',
  owner: '医政处',
  sensitivity: 'aggregate',
  per: 1,
  /* What is counted is persons: fewer than five discharges in a cell are not shown. */
  suppressBelow: 5,
  suppressOn: 'discharges',
  tables: ['discharge'],
}
const drg = {
  ...common,
  standard: 'DRG 绩效评价（权重、基准按 drg_version 冻结）',
  suppressOn: 'indexCases',
  tables: ['discharge', 'drg_reference'],
}
/* Parts of a quotient: measured, never offered by themselves. */
const part = { part: true }
const named = (zh, en) => ({ zh, en })
const quotient = (numerator, denominator) => ({ numerator, denominator })
const percent = { unit: { zh: '%', en: '%' }, format: 'percent', digits: 2, kind: 'ratio' }
const index = { unit: { zh: '', en: '' }, format: 'decimal', digits: 2, kind: 'ratio' }

const version =
  "SELECT max(version) FROM table_state WHERE table_name IN ('discharge', 'drg_reference', 'facility', 'area')"

/*
 * The benchmark (weight, regional mean cost and stay, risk class) stands on the case, frozen by version, so that every index is a sum over cases
 * divided by a number of cases: additive over places and months. `in_index` marks grouped cases with a stay of at most 60 days, the
 * base of the DRG figures. Deaths are in-hospital deaths (B34C = 5); those who left against advice (4) are shown beside them.
 */
cube('inpatient', {
  sql: `
    SELECT d.facility_id AS facility_id, d.department AS department, d.discharge_way AS discharge_way, d.los_days AS los_days,
      d.cost_total AS cost_total, d.drg_code AS drg_code, CAST(CAST(d.discharged_at AS DATE) AS TIMESTAMP) AS day,
      r.weight AS weight, d.cost_total / nullif(r.mean_cost, 0) AS cost_ratio, d.los_days / nullif(r.mean_los, 0) AS stay_ratio,
      d.los_days <= 60 AS valid, r.drg_code IS NOT NULL AND d.los_days <= 60 AS in_index,
      r.risk_class = 'low' AND d.los_days <= 60 AS low, r.risk_class = 'midlow' AND d.los_days <= 60 AS mid_low,
      d.discharge_way = '5' AS died,
      f.tier AS tier, f.category AS category, a.now_code AS county_code, coalesce(a.city_code, '') AS city_code,
      a.province_code AS province_code
    FROM discharge d
    JOIN (SELECT facility_id AS at_facility, tier, category, county_code AS at_county, since, until FROM facility_at) f
      ON f.at_facility = d.facility_id AND d.discharged_at >= f.since AND d.discharged_at < f.until
    JOIN (SELECT area_code AS at_area, now_code, province_code, city_code FROM area_now) a ON a.at_area = f.at_county
    LEFT JOIN drg_reference r ON r.drg_code = d.drg_code AND r.drg_version = d.drg_version`,
  meta: { pack: 'inpatient', scope: 'facility', grain: 'day', tables: ['discharge', 'drg_reference'] },
  refresh_key: { sql: version, every: '1 second' },
  measures: {
    discharges: {
      sql: '1',
      type: 'sum',
      meta: {
        indicator: {
          ...common,
          ...named('出院病案首页数', 'Front pages'),
          formula: named('出院病案首页份数', 'Front pages of discharged patients'),
          unit: { zh: '份', en: 'front pages' },
          format: 'count',
          digits: 0,
          direction: 'monitor',
          kind: 'sum',
        },
      },
    },
    stayDays: { sql: `${CUBE}.los_days`, type: 'sum', meta: part },
    cost: { sql: `${CUBE}.cost_total`, type: 'sum', meta: part },
    deaths: { sql: `CASE WHEN ${CUBE}.died THEN 1 ELSE 0 END`, type: 'sum', meta: part },
    againstAdvice: { sql: `CASE WHEN ${CUBE}.discharge_way = '4' THEN 1 ELSE 0 END`, type: 'sum', meta: part },
    validCases: { sql: `CASE WHEN ${CUBE}.valid THEN 1 ELSE 0 END`, type: 'sum', meta: part },
    indexCases: { sql: `CASE WHEN ${CUBE}.in_index THEN 1 ELSE 0 END`, type: 'sum', meta: part },
    costRatioSum: { sql: `CASE WHEN ${CUBE}.in_index THEN ${CUBE}.cost_ratio END`, type: 'sum', meta: part },
    stayRatioSum: { sql: `CASE WHEN ${CUBE}.in_index THEN ${CUBE}.stay_ratio END`, type: 'sum', meta: part },
    lowRiskCases: { sql: `CASE WHEN ${CUBE}.low THEN 1 ELSE 0 END`, type: 'sum', meta: part },
    lowRiskDeaths: { sql: `CASE WHEN ${CUBE}.low AND ${CUBE}.died THEN 1 ELSE 0 END`, type: 'sum', meta: part },
    midLowRiskCases: { sql: `CASE WHEN ${CUBE}.mid_low THEN 1 ELSE 0 END`, type: 'sum', meta: part },
    midLowRiskDeaths: { sql: `CASE WHEN ${CUBE}.mid_low AND ${CUBE}.died THEN 1 ELSE 0 END`, type: 'sum', meta: part },
    totalWeight: {
      sql: `CASE WHEN ${CUBE}.in_index THEN ${CUBE}.weight END`,
      type: 'sum',
      meta: {
        indicator: {
          ...drg,
          ...named('DRG 总权重', 'Total DRG weight'),
          formula: named('Σ 入组病例的权重 RW（住院 ≤60 天）', 'Sum of the weights of grouped cases, stay ≤ 60 days'),
          unit: { zh: '', en: '' },
          format: 'decimal',
          digits: 1,
          direction: 'higher',
          kind: 'sum',
        },
      },
    },
    drgGroups: {
      sql: `CASE WHEN ${CUBE}.in_index THEN ${CUBE}.drg_code END`,
      type: 'count_distinct',
      meta: {
        indicator: {
          ...drg,
          ...named('DRG 组数', 'DRG groups'),
          formula: named('至少有一例入组病例的 DRG 组数', 'DRG groups with at least one grouped case'),
          unit: { zh: '组', en: 'groups' },
          format: 'count',
          digits: 0,
          direction: 'higher',
          kind: 'distinct',
        },
      },
    },
    averageStay: {
      sql: `${stayDays} * 1.0 / nullif(${discharges}, 0)`,
      type: 'number',
      meta: {
        indicator: {
          ...common,
          ...named('出院者平均住院日', 'Average length of stay'),
          formula: named(
            '出院者占用总床日 ÷ 出院人次（全部出院者）',
            'Bed-days of discharged patients ÷ discharges, all of them',
          ),
          unit: { zh: '天', en: 'days' },
          format: 'decimal',
          digits: 1,
          direction: 'lower',
          kind: 'ratio',
          ...quotient('stayDays', 'discharges'),
        },
      },
    },
    costPerDischarge: {
      sql: `${cost} / nullif(${discharges}, 0)`,
      type: 'number',
      meta: {
        indicator: {
          ...common,
          ...named('次均住院费用', 'Cost per discharge'),
          formula: named('出院患者住院费用 ÷ 出院人次', 'Cost of discharged patients ÷ discharges'),
          unit: { zh: '元', en: 'yuan' },
          format: 'money',
          digits: 0,
          direction: 'lower',
          kind: 'ratio',
          ...quotient('cost', 'discharges'),
          standard: '国办发〔2019〕4号 三级公立医院绩效考核',
          evidence: 'verified',
          owner: '财务处',
        },
      },
    },
    caseMixIndex: {
      sql: `${totalWeight} / nullif(${indexCases}, 0)`,
      type: 'number',
      meta: {
        indicator: {
          ...drg,
          ...index,
          ...named('病例组合指数 CMI', 'Case-mix index'),
          formula: named(
            'Σ 权重 ÷ 入组病例数（住院 ≤60 天；只在同一分组与权重版本内可比）',
            'Sum of weights ÷ grouped cases, stay ≤ 60 days; comparable within one grouper and weight version only',
          ),
          direction: 'higher',
          ...quotient('totalWeight', 'indexCases'),
          evidence: 'verified',
        },
      },
    },
    costIndex: {
      sql: `${costRatioSum} / nullif(${indexCases}, 0)`,
      type: 'number',
      meta: {
        indicator: {
          ...drg,
          ...index,
          ...named('费用消耗指数', 'Cost index'),
          formula: named(
            'Σ（病例费用 ÷ 本组区域例均费用） ÷ 入组病例数；1 为区域平均（住院 ≤60 天）',
            'Mean over grouped cases of cost ÷ regional mean cost of the group; 1 is the region; stay ≤ 60 days',
          ),
          direction: 'lower',
          ...quotient('costRatioSum', 'indexCases'),
          target: { max: 1, source: '区域平均水平（默认）', evidence: 'default' },
        },
      },
    },
    stayIndex: {
      sql: `${stayRatioSum} / nullif(${indexCases}, 0)`,
      type: 'number',
      meta: {
        indicator: {
          ...drg,
          ...index,
          ...named('时间消耗指数', 'Time index'),
          formula: named(
            'Σ（病例住院日 ÷ 本组区域平均住院日） ÷ 入组病例数；1 为区域平均（住院 ≤60 天）',
            'Mean over grouped cases of stay ÷ regional mean stay of the group; 1 is the region; stay ≤ 60 days',
          ),
          direction: 'lower',
          ...quotient('stayRatioSum', 'indexCases'),
          target: { max: 1, source: '区域平均水平（默认）', evidence: 'default' },
        },
      },
    },
    groupedShare: {
      sql: `${indexCases} * 1.0 / nullif(${validCases}, 0)`,
      type: 'number',
      meta: {
        indicator: {
          ...drg,
          ...percent,
          suppressOn: 'validCases',
          ...named('入组率', 'Share grouped'),
          formula: named(
            '入组病例 ÷ 有效首页（不含住院 >60 天）',
            'Grouped cases ÷ valid front pages, stays over 60 days excluded',
          ),
          direction: 'higher',
          ...quotient('indexCases', 'validCases'),
        },
      },
    },
    mortality: {
      sql: `${deaths} * 1.0 / nullif(${discharges}, 0)`,
      type: 'number',
      meta: {
        indicator: {
          ...common,
          ...percent,
          ...named('住院死亡率', 'In-hospital mortality'),
          formula: named(
            '离院方式为死亡的出院人次 ÷ 出院人次（院内死亡；与非医嘱离院率并看）',
            'Discharges by death ÷ discharges; in-hospital only, read beside leaving against advice',
          ),
          direction: 'lower',
          ...quotient('deaths', 'discharges'),
        },
      },
    },
    againstAdviceRate: {
      sql: `${againstAdvice} * 1.0 / nullif(${discharges}, 0)`,
      type: 'number',
      meta: {
        indicator: {
          ...common,
          ...percent,
          ...named('非医嘱离院率', 'Left against advice'),
          formula: named('非医嘱离院人次 ÷ 出院人次', 'Discharges against advice ÷ discharges'),
          direction: 'lower',
          ...quotient('againstAdvice', 'discharges'),
        },
      },
    },
    lowRiskMortality: {
      sql: `${lowRiskDeaths} * 1.0 / nullif(${lowRiskCases}, 0)`,
      type: 'number',
      meta: {
        indicator: {
          ...drg,
          ...percent,
          suppressOn: 'lowRiskCases',
          ...named('低风险组死亡率', 'Low-risk mortality'),
          formula: named(
            '低风险 DRG 组死亡例数 ÷ 低风险组病例数（院内死亡，住院 ≤60 天，风险分级冻结）',
            'Deaths ÷ cases in low-risk DRGs; in hospital, stay ≤ 60 days, classes frozen',
          ),
          direction: 'lower',
          ...quotient('lowRiskDeaths', 'lowRiskCases'),
          standard: '国办发〔2019〕4号 三级公立医院绩效考核',
          evidence: 'verified',
        },
      },
    },
    midLowRiskMortality: {
      sql: `${midLowRiskDeaths} * 1.0 / nullif(${midLowRiskCases}, 0)`,
      type: 'number',
      meta: {
        indicator: {
          ...drg,
          ...percent,
          suppressOn: 'midLowRiskCases',
          ...named('中低风险组死亡率', 'Mid-low-risk mortality'),
          formula: named(
            '中低风险 DRG 组死亡例数 ÷ 中低风险组病例数（院内死亡，住院 ≤60 天）',
            'Deaths ÷ cases in mid-low-risk DRGs; in hospital, stay ≤ 60 days',
          ),
          direction: 'lower',
          ...quotient('midLowRiskDeaths', 'midLowRiskCases'),
        },
      },
    },
  },
  dimensions: {
    provinceCode: { sql: `${CUBE}.province_code`, type: 'string' },
    cityCode: { sql: `${CUBE}.city_code`, type: 'string' },
    countyCode: { sql: `${CUBE}.county_code`, type: 'string' },
    facilityId: { sql: `${CUBE}.facility_id`, type: 'string' },
    tier: { sql: `${CUBE}.tier`, type: 'string' },
    category: { sql: `${CUBE}.category`, type: 'string' },
    department: { sql: `${CUBE}.department`, type: 'string' },
    drg: { sql: `coalesce(${CUBE}.drg_code, '')`, type: 'string' },
    date: { sql: `${CUBE}.day`, type: 'time' },
  },
  pre_aggregations: {
    byDepartmentMonth: {
      measures: [
        CUBE.discharges,
        CUBE.stayDays,
        CUBE.cost,
        CUBE.deaths,
        CUBE.againstAdvice,
        CUBE.validCases,
        CUBE.indexCases,
        CUBE.costRatioSum,
        CUBE.stayRatioSum,
        CUBE.lowRiskCases,
        CUBE.lowRiskDeaths,
        CUBE.midLowRiskCases,
        CUBE.midLowRiskDeaths,
        CUBE.totalWeight,
      ],
      dimensions: [
        CUBE.provinceCode,
        CUBE.cityCode,
        CUBE.countyCode,
        CUBE.facilityId,
        CUBE.tier,
        CUBE.category,
        CUBE.department,
      ],
      time_dimension: CUBE.date,
      granularity: 'month',
      external: false,
      // A span of days inside a month must not be answered by whole months.
      allow_non_strict_date_range_match: false,
      refresh_key: { sql: version, every: '1 second' },
    },
  },
})
