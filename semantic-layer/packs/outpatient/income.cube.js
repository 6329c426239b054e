const common = {
  standard: '政府会计制度 医院财务月报',
  evidence: 'default',
  version: '2026.1',
  effectiveFrom: '2026-01-01',
  owner: '财务处',
  sensitivity: 'aggregate',
  per: 1,
  tables: ['visit_day'],
}
const yuan = { unit: { zh: '元', en: 'yuan' }, format: 'money', digits: 0, direction: 'monitor', kind: 'sum' }
const share = { unit: { zh: '%', en: '%' }, format: 'percent', digits: 1, kind: 'ratio', denominator: 'total' }

const version = "SELECT max(version) FROM table_state WHERE table_name IN ('visit_day', 'facility', 'area')"

cube('income', {
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
    total: {
      sql: `${CUBE}.outpatient_income + ${CUBE}.inpatient_income`,
      type: 'sum',
      meta: {
        indicator: {
          ...common,
          ...yuan,
          zh: '医疗收入',
          en: 'Medical income',
          formula: { zh: '门急诊收入 + 住院收入', en: 'Outpatient income + inpatient income' },
        },
      },
    },
    outpatient: {
      sql: `${CUBE}.outpatient_income`,
      type: 'sum',
      meta: {
        indicator: {
          ...common,
          ...yuan,
          zh: '门急诊收入',
          en: 'Outpatient income',
          formula: { zh: '门急诊各项医疗收入之和', en: 'All income from outpatient and emergency care' },
        },
      },
    },
    inpatient: {
      sql: `${CUBE}.inpatient_income`,
      type: 'sum',
      meta: {
        indicator: {
          ...common,
          ...yuan,
          zh: '住院收入',
          en: 'Inpatient income',
          formula: { zh: '住院各项医疗收入之和', en: 'All income from inpatient care' },
        },
      },
    },
    drugs: {
      sql: `${CUBE}.drug_income`,
      type: 'sum',
      meta: {
        indicator: {
          ...common,
          ...yuan,
          zh: '药品收入',
          en: 'Drug income',
          formula: { zh: '西药 + 中成药 + 中药饮片收入', en: 'Western, patent and herbal drugs' },
        },
      },
    },
    drugsWithoutHerbal: { sql: `${CUBE}.drug_income - ${CUBE}.herbal_income`, type: 'sum', meta: { part: true } },
    materials: {
      sql: `${CUBE}.material_income`,
      type: 'sum',
      meta: {
        indicator: {
          ...common,
          ...yuan,
          zh: '卫生材料收入',
          en: 'Consumables income',
          formula: { zh: '卫生材料（耗材）收入之和', en: 'Income from consumables' },
        },
      },
    },
    examinations: { sql: `${CUBE}.exam_income + ${CUBE}.lab_income`, type: 'sum', meta: { part: true } },
    services: {
      sql: `${CUBE}.outpatient_income + ${CUBE}.inpatient_income - ${CUBE}.drug_income - ${CUBE}.material_income - ${CUBE}.exam_income - ${CUBE}.lab_income`,
      type: 'sum',
      meta: { part: true },
    },
    drugShare: {
      sql: `${drugsWithoutHerbal} / nullif(${total}, 0)`,
      type: 'number',
      meta: {
        indicator: {
          ...common,
          ...share,
          direction: 'lower',
          zh: '药占比（不含中药饮片）',
          en: 'Drug share, herbal pieces excluded',
          numerator: 'drugsWithoutHerbal',
          formula: {
            zh: '（药品收入 − 中药饮片收入） ÷ 医疗收入',
            en: '(Drug income − herbal pieces) ÷ medical income',
          },
          target: { max: 0.3, source: '2017年公立医院综合改革目标（待与原文核对）', evidence: 'default' },
        },
      },
    },
    materialShare: {
      sql: `${materials} / nullif(${total}, 0)`,
      type: 'number',
      meta: {
        indicator: {
          ...common,
          ...share,
          direction: 'lower',
          zh: '耗占比',
          en: 'Consumables share',
          numerator: 'materials',
          formula: { zh: '卫生材料收入 ÷ 医疗收入', en: 'Consumables income ÷ medical income' },
        },
      },
    },
    examinationShare: {
      sql: `${examinations} / nullif(${total}, 0)`,
      type: 'number',
      meta: {
        indicator: {
          ...common,
          ...share,
          direction: 'monitor',
          zh: '检查化验占比',
          en: 'Examination and laboratory share',
          numerator: 'examinations',
          formula: {
            zh: '（检查收入 + 化验收入） ÷ 医疗收入',
            en: '(Examination + laboratory income) ÷ medical income',
          },
        },
      },
    },
    serviceShare: {
      sql: `${services} / nullif(${total}, 0)`,
      type: 'number',
      meta: {
        indicator: {
          ...common,
          ...share,
          direction: 'higher',
          zh: '医疗服务收入占比',
          en: 'Medical service share',
          numerator: 'services',
          formula: {
            zh: '（医疗收入 − 药品 − 卫生材料 − 检查 − 化验） ÷ 医疗收入',
            en: '(Medical income − drugs − consumables − examination − laboratory) ÷ medical income',
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
        CUBE.total,
        CUBE.outpatient,
        CUBE.inpatient,
        CUBE.drugs,
        CUBE.drugsWithoutHerbal,
        CUBE.materials,
        CUBE.examinations,
        CUBE.services,
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
