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
const percent = { unit: { zh: '%', en: '%' }, format: 'percent', digits: 2, kind: 'ratio' }
const index = { unit: { zh: '', en: '' }, format: 'decimal', digits: 2, kind: 'ratio' }

const version =
  "SELECT string_agg(version, ',' ORDER BY table_name) FROM table_state WHERE table_name IN ('discharge', 'drg_reference', 'facility', 'area')"

/*
 * The benchmark (weight, regional mean cost and stay, risk class) stands on the case, frozen by version, so that every index is a sum over cases
 * divided by a number of cases: additive over places and months. `in_index` marks grouped cases with a stay of at most 60 days, the
 * base of the DRG figures. Deaths are in-hospital deaths (B34C = 5); those who left against advice (4) are shown beside them.
 */
cube('inpatient', {
  sql: `
    SELECT d.facility_id, d.department, d.discharge_way, d.los_days, d.cost_total, d.drg_code, CAST(d.discharged_at AS DATE)::TIMESTAMP AS day,
      r.weight, r.risk_class, d.cost_total / nullif(r.mean_cost, 0) AS cost_ratio, d.los_days / nullif(r.mean_los, 0) AS stay_ratio,
      d.los_days <= 60 AS valid, r.drg_code IS NOT NULL AS grouped, r.drg_code IS NOT NULL AND d.los_days <= 60 AS in_index,
      f.tier, f.category, f.county_code, coalesce(a.city_code, '') AS city_code, a.province_code
    FROM discharge d
    JOIN facility f ON f.facility_id = d.facility_id
    JOIN area a ON a.area_code = f.county_code
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
          zh: '出院病案首页数',
          en: 'Front pages',
          unit: { zh: '份', en: 'front pages' },
          format: 'count',
          digits: 0,
          direction: 'monitor',
          kind: 'sum',
          formula: { zh: '出院病案首页份数', en: 'Front pages of discharged patients' },
        },
      },
    },
    stayDays: { sql: `${CUBE}.los_days`, type: 'sum', meta: { part: true } },
    cost: { sql: `${CUBE}.cost_total`, type: 'sum', meta: { part: true } },
    deaths: { sql: `CASE WHEN ${CUBE}.discharge_way = '5' THEN 1 ELSE 0 END`, type: 'sum', meta: { part: true } },
    againstAdvice: {
      sql: `CASE WHEN ${CUBE}.discharge_way = '4' THEN 1 ELSE 0 END`,
      type: 'sum',
      meta: { part: true },
    },
    validCases: { sql: `CASE WHEN ${CUBE}.valid THEN 1 ELSE 0 END`, type: 'sum', meta: { part: true } },
    indexCases: { sql: `CASE WHEN ${CUBE}.in_index THEN 1 ELSE 0 END`, type: 'sum', meta: { part: true } },
    costRatioSum: { sql: `CASE WHEN ${CUBE}.in_index THEN ${CUBE}.cost_ratio END`, type: 'sum', meta: { part: true } },
    stayRatioSum: { sql: `CASE WHEN ${CUBE}.in_index THEN ${CUBE}.stay_ratio END`, type: 'sum', meta: { part: true } },
    lowRiskCases: {
      sql: `CASE WHEN ${CUBE}.in_index AND ${CUBE}.risk_class = 'low' THEN 1 ELSE 0 END`,
      type: 'sum',
      meta: { part: true },
    },
    lowRiskDeaths: {
      sql: `CASE WHEN ${CUBE}.in_index AND ${CUBE}.risk_class = 'low' AND ${CUBE}.discharge_way = '5' THEN 1 ELSE 0 END`,
      type: 'sum',
      meta: { part: true },
    },
    midLowRiskCases: {
      sql: `CASE WHEN ${CUBE}.in_index AND ${CUBE}.risk_class = 'midlow' THEN 1 ELSE 0 END`,
      type: 'sum',
      meta: { part: true },
    },
    midLowRiskDeaths: {
      sql: `CASE WHEN ${CUBE}.in_index AND ${CUBE}.risk_class = 'midlow' AND ${CUBE}.discharge_way = '5' THEN 1 ELSE 0 END`,
      type: 'sum',
      meta: { part: true },
    },
    totalWeight: {
      sql: `CASE WHEN ${CUBE}.in_index THEN ${CUBE}.weight END`,
      type: 'sum',
      meta: {
        indicator: {
          ...drg,
          zh: 'DRG 总权重',
          en: 'Total DRG weight',
          unit: { zh: '', en: '' },
          format: 'decimal',
          digits: 1,
          direction: 'higher',
          kind: 'sum',
          formula: {
            zh: 'Σ 入组病例的权重 RW（住院 ≤60 天）',
            en: 'Sum of the weights of grouped cases, stay ≤ 60 days',
          },
        },
      },
    },
    drgGroups: {
      sql: `CASE WHEN ${CUBE}.in_index THEN ${CUBE}.drg_code END`,
      type: 'count_distinct',
      meta: {
        indicator: {
          ...drg,
          zh: 'DRG 组数',
          en: 'DRG groups',
          unit: { zh: '组', en: 'groups' },
          format: 'count',
          digits: 0,
          direction: 'higher',
          kind: 'distinct',
          formula: { zh: '至少有一例入组病例的 DRG 组数', en: 'DRG groups with at least one grouped case' },
        },
      },
    },
    averageStay: {
      sql: `${stayDays} * 1.0 / nullif(${discharges}, 0)`,
      type: 'number',
      meta: {
        indicator: {
          ...common,
          zh: '出院者平均住院日',
          en: 'Average length of stay',
          unit: { zh: '天', en: 'days' },
          format: 'decimal',
          digits: 1,
          direction: 'lower',
          kind: 'ratio',
          numerator: 'stayDays',
          denominator: 'discharges',
          formula: {
            zh: '出院者占用总床日 ÷ 出院人次（全部出院者）',
            en: 'Bed-days of discharged patients ÷ discharges, all of them',
          },
        },
      },
    },
    costPerDischarge: {
      sql: `${cost} / nullif(${discharges}, 0)`,
      type: 'number',
      meta: {
        indicator: {
          ...common,
          zh: '次均住院费用',
          en: 'Cost per discharge',
          unit: { zh: '元', en: 'yuan' },
          format: 'money',
          digits: 0,
          direction: 'lower',
          kind: 'ratio',
          numerator: 'cost',
          denominator: 'discharges',
          standard: '国办发〔2019〕4号 三级公立医院绩效考核',
          evidence: 'verified',
          owner: '财务处',
          formula: { zh: '出院患者住院费用 ÷ 出院人次', en: 'Cost of discharged patients ÷ discharges' },
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
          zh: '病例组合指数 CMI',
          en: 'Case-mix index',
          direction: 'higher',
          numerator: 'totalWeight',
          denominator: 'indexCases',
          evidence: 'verified',
          formula: {
            zh: 'Σ 权重 ÷ 入组病例数（住院 ≤60 天；只在同一分组与权重版本内可比）',
            en: 'Sum of weights ÷ grouped cases, stay ≤ 60 days; comparable within one grouper and weight version only',
          },
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
          zh: '费用消耗指数',
          en: 'Cost index',
          direction: 'lower',
          numerator: 'costRatioSum',
          denominator: 'indexCases',
          formula: {
            zh: 'Σ（病例费用 ÷ 本组区域例均费用） ÷ 入组病例数；1 为区域平均（住院 ≤60 天）',
            en: 'Mean over grouped cases of cost ÷ regional mean cost of the group; 1 is the region; stay ≤ 60 days',
          },
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
          zh: '时间消耗指数',
          en: 'Time index',
          direction: 'lower',
          numerator: 'stayRatioSum',
          denominator: 'indexCases',
          formula: {
            zh: 'Σ（病例住院日 ÷ 本组区域平均住院日） ÷ 入组病例数；1 为区域平均（住院 ≤60 天）',
            en: 'Mean over grouped cases of stay ÷ regional mean stay of the group; 1 is the region; stay ≤ 60 days',
          },
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
          zh: '入组率',
          en: 'Share grouped',
          direction: 'higher',
          numerator: 'indexCases',
          denominator: 'validCases',
          formula: {
            zh: '入组病例 ÷ 有效首页（不含住院 >60 天）',
            en: 'Grouped cases ÷ valid front pages, stays over 60 days excluded',
          },
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
          zh: '住院死亡率',
          en: 'In-hospital mortality',
          direction: 'lower',
          numerator: 'deaths',
          denominator: 'discharges',
          formula: {
            zh: '离院方式为死亡的出院人次 ÷ 出院人次（院内死亡；与非医嘱离院率并看）',
            en: 'Discharges by death ÷ discharges; in-hospital only, read beside leaving against advice',
          },
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
          zh: '非医嘱离院率',
          en: 'Left against advice',
          direction: 'lower',
          numerator: 'againstAdvice',
          denominator: 'discharges',
          formula: { zh: '非医嘱离院人次 ÷ 出院人次', en: 'Discharges against advice ÷ discharges' },
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
          zh: '低风险组死亡率',
          en: 'Low-risk mortality',
          direction: 'lower',
          numerator: 'lowRiskDeaths',
          denominator: 'lowRiskCases',
          standard: '国办发〔2019〕4号 三级公立医院绩效考核',
          evidence: 'verified',
          formula: {
            zh: '低风险 DRG 组死亡例数 ÷ 低风险组病例数（院内死亡，住院 ≤60 天，风险分级冻结）',
            en: 'Deaths ÷ cases in low-risk DRGs; in hospital, stay ≤ 60 days, classes frozen',
          },
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
          zh: '中低风险组死亡率',
          en: 'Mid-low-risk mortality',
          direction: 'lower',
          numerator: 'midLowRiskDeaths',
          denominator: 'midLowRiskCases',
          formula: {
            zh: '中低风险 DRG 组死亡例数 ÷ 中低风险组病例数（院内死亡，住院 ≤60 天）',
            en: 'Deaths ÷ cases in mid-low-risk DRGs; in hospital, stay ≤ 60 days',
          },
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
