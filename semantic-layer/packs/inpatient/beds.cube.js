const common = {
  standard: '国家卫生健康统计调查制度（床位使用情况月报）',
  evidence: 'default',
  version: '2026.1',
  effectiveFrom: '2026-01-01',
  owner: '医政处',
  sensitivity: 'aggregate',
  per: 1,
  tables: ['bed_day'],
}
const sum = (zh, en, unit, unitEn, formulaZh, formulaEn) => ({
  ...common,
  zh,
  en,
  unit: { zh: unit, en: unitEn },
  format: 'count',
  digits: 0,
  direction: 'monitor',
  kind: 'sum',
  formula: { zh: formulaZh, en: formulaEn },
})

const version = "SELECT max(version) FROM table_state WHERE table_name IN ('bed_day', 'facility', 'area')"

cube('beds', {
  sql: `
    SELECT b.*, CAST(b.bed_date AS TIMESTAMP) AS day, f.tier, f.category, a.now_code AS county_code,
      coalesce(a.city_code, '') AS city_code, a.province_code
    FROM bed_day b
    JOIN (SELECT facility_id AS at_facility, tier, category, county_code AS at_county, since, until FROM facility_at) f
      ON f.at_facility = b.facility_id AND b.bed_date >= f.since AND b.bed_date < f.until
    JOIN (SELECT area_code AS at_area, now_code, province_code, city_code FROM area_now) a ON a.at_area = f.at_county`,
  meta: { pack: 'inpatient', scope: 'facility', grain: 'day', tables: ['bed_day'] },
  refresh_key: { sql: version, every: '1 second' },
  measures: {
    admissions: {
      sql: `${CUBE}.admissions`,
      type: 'sum',
      meta: {
        indicator: sum('入院人次', 'Admissions', '人次', 'admissions', '按日入院人次之和', 'Daily admissions added up'),
      },
    },
    discharges: {
      sql: `${CUBE}.discharges`,
      type: 'sum',
      meta: {
        indicator: sum(
          '出院人次',
          'Discharges',
          '人次',
          'discharges',
          '床位日报按日出院人次之和；先于病案首页可知',
          'Daily discharges of the bed return added up; known before the front pages arrive',
        ),
      },
    },
    openBedDays: {
      sql: `${CUBE}.open_beds`,
      type: 'sum',
      meta: {
        indicator: sum(
          '实际开放总床日',
          'Open bed-days',
          '床日',
          'bed-days',
          '每日 24 时实际开放床位之和（不含临时加床）',
          'Beds open at 24:00, day by day, temporary beds excluded',
        ),
      },
    },
    occupiedBedDays: {
      sql: `${CUBE}.occupied_beds`,
      type: 'sum',
      meta: {
        indicator: sum(
          '实际占用总床日',
          'Occupied bed-days',
          '床日',
          'bed-days',
          '每日 24 时实际占用床位之和（含临时加床）',
          'Beds occupied at 24:00, day by day, temporary beds included',
        ),
      },
    },
    occupancy: {
      sql: `${occupiedBedDays} * 1.0 / nullif(${openBedDays}, 0)`,
      type: 'number',
      meta: {
        indicator: {
          ...common,
          zh: '病床使用率',
          en: 'Bed occupancy',
          unit: { zh: '%', en: '%' },
          format: 'percent',
          digits: 1,
          direction: 'monitor',
          kind: 'ratio',
          numerator: 'occupiedBedDays',
          denominator: 'openBedDays',
          formula: {
            zh: '实际占用总床日 ÷ 实际开放总床日（可超过 100%）',
            en: 'Occupied ÷ open bed-days; may exceed 100 %',
          },
          target: { min: 0.8, max: 0.9, source: '默认区间（可配置）', evidence: 'default' },
        },
      },
    },
    turnover: {
      sql: `${discharges} * 365.0 / nullif(${openBedDays}, 0)`,
      type: 'number',
      meta: {
        indicator: {
          ...common,
          zh: '病床周转次数（折年）',
          en: 'Bed turnover, per year',
          unit: { zh: '次/年', en: 'per year' },
          format: 'decimal',
          digits: 1,
          direction: 'higher',
          kind: 'ratio',
          numerator: 'discharges',
          denominator: 'openBedDays',
          per: 365,
          formula: {
            zh: '出院人次 ÷ 实际开放总床日 × 365；折成全年，任何期间可比',
            en: 'Discharges ÷ open bed-days × 365: brought to a year, so that any periods compare',
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
      measures: [CUBE.admissions, CUBE.discharges, CUBE.openBedDays, CUBE.occupiedBedDays],
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
