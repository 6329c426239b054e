const common = {
  standard: '国家卫生健康统计调查制度（医疗卫生机构月报）',
  evidence: 'default',
  version: '2026.1',
  effectiveFrom: '2026-01-01',
  owner: '医政处',
  sensitivity: 'aggregate',
  per: 1,
  tables: ['visit_day'],
}
const visitCount = { unit: { zh: '人次', en: 'visits' }, format: 'count', digits: 0, direction: 'monitor', kind: 'sum' }
const yuanPerVisit = { unit: { zh: '元', en: 'yuan' }, format: 'money', digits: 2, direction: 'lower', kind: 'ratio' }

const version = "SELECT max(version) FROM table_state WHERE table_name IN ('visit_day', 'facility', 'area')"

cube('outpatient', {
  sql: `
    SELECT v.*, CAST(v.visit_date AS TIMESTAMP) AS day, f.tier, f.category, a.now_code AS county_code,
      coalesce(a.city_code, '') AS city_code, a.province_code
    FROM visit_day v
    JOIN (SELECT facility_id AS at_facility, tier, category, county_code AS at_county, since, until FROM facility_at) f
      ON f.at_facility = v.facility_id AND v.visit_date >= f.since AND v.visit_date < f.until
    JOIN (SELECT area_code AS at_area, now_code, province_code, city_code FROM area_now) a ON a.at_area = f.at_county`,
  meta: { pack: 'outpatient', scope: 'facility', grain: 'day', tables: ['visit_day'] },
  refresh_key: { sql: version, every: '1 second' },
  measures: {
    visits: {
      sql: `${CUBE}.outpatient_visits + ${CUBE}.emergency_visits`,
      type: 'sum',
      meta: {
        indicator: {
          ...common,
          ...visitCount,
          zh: '门急诊人次',
          en: 'Outpatient and emergency visits',
          formula: {
            zh: '门诊人次 + 急诊人次（不含健康体检）',
            en: 'Outpatient + emergency visits, health check-ups excluded',
          },
        },
      },
    },
    outpatientVisits: {
      sql: `${CUBE}.outpatient_visits`,
      type: 'sum',
      meta: {
        indicator: {
          ...common,
          ...visitCount,
          zh: '门诊人次',
          en: 'Outpatient visits',
          formula: {
            zh: '门诊挂号人次（不含急诊、健康体检）',
            en: 'Outpatient registrations, emergency and check-ups excluded',
          },
        },
      },
    },
    emergencyVisits: {
      sql: `${CUBE}.emergency_visits`,
      type: 'sum',
      meta: {
        indicator: {
          ...common,
          ...visitCount,
          zh: '急诊人次',
          en: 'Emergency visits',
          formula: { zh: '急诊挂号人次', en: 'Emergency registrations' },
        },
      },
    },
    appointmentVisits: { sql: `${CUBE}.appointment_visits`, type: 'sum', meta: { part: true } },
    outpatientIncome: { sql: `${CUBE}.outpatient_income`, type: 'sum', meta: { part: true } },
    outpatientDrugIncome: { sql: `${CUBE}.outpatient_drug_income`, type: 'sum', meta: { part: true } },
    appointmentRate: {
      sql: `${appointmentVisits} * 1.0 / nullif(${outpatientVisits}, 0)`,
      type: 'number',
      meta: {
        indicator: {
          ...common,
          zh: '预约诊疗率',
          en: 'Visits by appointment',
          unit: { zh: '%', en: '%' },
          format: 'percent',
          digits: 1,
          direction: 'higher',
          kind: 'ratio',
          numerator: 'appointmentVisits',
          denominator: 'outpatientVisits',
          standard: '国办发〔2019〕4号 三级公立医院绩效考核',
          evidence: 'verified',
          formula: {
            zh: '预约诊疗人次 ÷ 门诊人次（不含急诊）',
            en: 'Visits by appointment ÷ outpatient visits, emergency excluded',
          },
        },
      },
    },
    costPerVisit: {
      sql: `${outpatientIncome} / nullif(${visits}, 0)`,
      type: 'number',
      meta: {
        indicator: {
          ...common,
          ...yuanPerVisit,
          owner: '财务处',
          zh: '次均门急诊费用',
          en: 'Cost per visit',
          numerator: 'outpatientIncome',
          denominator: 'visits',
          formula: { zh: '门急诊收入 ÷ 门急诊人次', en: 'Outpatient income ÷ outpatient and emergency visits' },
        },
      },
    },
    drugCostPerVisit: {
      sql: `${outpatientDrugIncome} / nullif(${visits}, 0)`,
      type: 'number',
      meta: {
        indicator: {
          ...common,
          ...yuanPerVisit,
          owner: '财务处',
          zh: '次均门急诊药费',
          en: 'Drug cost per visit',
          numerator: 'outpatientDrugIncome',
          denominator: 'visits',
          formula: {
            zh: '门急诊药品收入（含中药饮片） ÷ 门急诊人次',
            en: 'Outpatient drug income, herbal pieces included ÷ outpatient and emergency visits',
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
    date: { sql: `${CUBE}.day`, type: 'time' },
  },
  pre_aggregations: {
    byDepartmentMonth: {
      measures: [
        CUBE.visits,
        CUBE.outpatientVisits,
        CUBE.emergencyVisits,
        CUBE.appointmentVisits,
        CUBE.outpatientIncome,
        CUBE.outpatientDrugIncome,
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
