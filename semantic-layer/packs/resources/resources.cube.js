const common = {
  standard: '国家卫生健康统计调查制度（人力、设备、床位）',
  evidence: 'default',
  version: '2026.1',
  effectiveFrom: '2026-01-01',
  owner: '规划发展与信息化处',
  sensitivity: 'aggregate',
  per: 1,
  tables: ['resource_snapshot'],
}
const stock = (zh, en, unit, unitEn) => ({
  ...common,
  zh,
  en,
  unit: { zh: unit, en: unitEn },
  format: 'count',
  digits: 0,
  direction: 'monitor',
  kind: 'stock',
  formula: { zh: `期末月的${zh}之和`, en: `${en} at the end of the period’s last month` },
})
/* The denominator is 常住人口 of the place, never the insured or the registered. */
const density = (zh, en, of, ofEn, numerator, per, perZh, perEn, digits, target) => ({
  ...common,
  zh,
  en,
  unit: { zh: perZh, en: perEn },
  format: 'decimal',
  digits,
  direction: 'monitor',
  kind: 'rate',
  numerator,
  denominator: 'population.residents',
  per,
  formula: { zh: `期末${of} × ${per} ÷ 常住人口`, en: `${ofEn} at the end of the period × ${per} ÷ residents` },
  ...(target ? { target } : {}),
  tables: ['resource_snapshot', 'population'],
})

const version = "SELECT max(version) FROM table_state WHERE table_name IN ('resource_snapshot', 'facility', 'area')"

cube('resources', {
  sql: `
    SELECT r.*, CAST(r.month_end AS TIMESTAMP) AS day, f.tier, f.category, a.now_code AS county_code,
      coalesce(a.city_code, '') AS city_code, a.province_code
    FROM resource_snapshot r
    JOIN (SELECT facility_id AS at_facility, tier, category, county_code AS at_county, since, until FROM facility_at) f
      ON f.at_facility = r.facility_id AND r.month_end >= f.since AND r.month_end < f.until
    JOIN (SELECT area_code AS at_area, now_code, province_code, city_code FROM area_now) a ON a.at_area = f.at_county`,
  meta: { pack: 'resources', scope: 'facility', grain: 'month', tables: ['resource_snapshot'] },
  refresh_key: { sql: version, every: '1 second' },
  measures: {
    beds: {
      sql: `${CUBE}.beds`,
      type: 'sum',
      meta: {
        indicator: stock('实有床位', 'Beds in place', '张', 'beds'),
        rates: [
          {
            name: 'bedsPerThousand',
            ...density(
              '每千人口床位',
              'Beds per 1,000',
              '实有床位',
              'Beds in place',
              'beds',
              1000,
              '张/千人',
              'per 1,000',
              2,
              {
                min: 7.4,
                max: 7.5,
                source: '区域规划目标（可配置，待与规划原文核对）',
                evidence: 'default',
              },
            ),
          },
        ],
      },
    },
    plannedBeds: {
      sql: `${CUBE}.beds_planned`,
      type: 'sum',
      meta: { indicator: stock('编制床位', 'Planned beds', '张', 'beds') },
    },
    icuBeds: {
      sql: `${CUBE}.icu_beds`,
      type: 'sum',
      meta: { indicator: stock('重症床位', 'Intensive-care beds', '张', 'beds') },
    },
    physicians: {
      sql: `${CUBE}.physicians`,
      type: 'sum',
      meta: {
        indicator: stock('执业（助理）医师', 'Physicians', '人', 'people'),
        rates: [
          {
            name: 'physiciansPerThousand',
            ...density(
              '每千人口医师',
              'Physicians per 1,000',
              '执业（助理）医师',
              'Physicians',
              'physicians',
              1000,
              '人/千人',
              'per 1,000',
              2,
            ),
          },
        ],
      },
    },
    nurses: {
      sql: `${CUBE}.nurses`,
      type: 'sum',
      meta: {
        indicator: stock('注册护士', 'Nurses', '人', 'people'),
        rates: [
          {
            name: 'nursesPerThousand',
            ...density(
              '每千人口护士',
              'Nurses per 1,000',
              '注册护士',
              'Nurses',
              'nurses',
              1000,
              '人/千人',
              'per 1,000',
              2,
            ),
          },
        ],
      },
    },
    generalPractitioners: {
      sql: `${CUBE}.general_practitioners`,
      type: 'sum',
      meta: {
        indicator: stock('全科医生', 'General practitioners', '人', 'people'),
        rates: [
          {
            name: 'generalPractitionersPerTenThousand',
            ...density(
              '每万人口全科医生',
              'General practitioners per 10,000',
              '全科医生',
              'General practitioners',
              'generalPractitioners',
              10000,
              '人/万人',
              'per 10,000',
              2,
            ),
          },
        ],
      },
    },
    ct: {
      sql: `${CUBE}.ct`,
      type: 'sum',
      meta: {
        indicator: stock('CT 台数', 'CT scanners', '台', 'units'),
        rates: [
          {
            name: 'ctPerMillion',
            ...density(
              '每百万人口 CT',
              'CT per million',
              'CT 台数',
              'CT scanners',
              'ct',
              1000000,
              '台/百万人',
              'per million',
              1,
            ),
          },
        ],
      },
    },
    mri: {
      sql: `${CUBE}.mri`,
      type: 'sum',
      meta: {
        indicator: stock('MRI 台数', 'MRI scanners', '台', 'units'),
        rates: [
          {
            name: 'mriPerMillion',
            ...density(
              '每百万人口 MRI',
              'MRI per million',
              'MRI 台数',
              'MRI scanners',
              'mri',
              1000000,
              '台/百万人',
              'per million',
              1,
            ),
          },
        ],
      },
    },
    linac: {
      sql: `${CUBE}.linac`,
      type: 'sum',
      meta: { indicator: stock('直线加速器台数', 'Linear accelerators', '台', 'units') },
    },
  },
  dimensions: {
    provinceCode: { sql: `${CUBE}.province_code`, type: 'string' },
    cityCode: { sql: `${CUBE}.city_code`, type: 'string' },
    countyCode: { sql: `${CUBE}.county_code`, type: 'string' },
    facilityId: { sql: `${CUBE}.facility_id`, type: 'string' },
    tier: { sql: `${CUBE}.tier`, type: 'string' },
    category: { sql: `${CUBE}.category`, type: 'string' },
    date: { sql: `${CUBE}.day`, type: 'time' },
  },
  pre_aggregations: {
    byFacilityMonth: {
      measures: [
        CUBE.beds,
        CUBE.plannedBeds,
        CUBE.icuBeds,
        CUBE.physicians,
        CUBE.nurses,
        CUBE.generalPractitioners,
        CUBE.ct,
        CUBE.mri,
        CUBE.linac,
      ],
      dimensions: [CUBE.provinceCode, CUBE.cityCode, CUBE.countyCode, CUBE.facilityId, CUBE.tier, CUBE.category],
      time_dimension: CUBE.date,
      granularity: 'month',
      external: false,
      // A span of days inside a month must not be answered by whole months.
      allow_non_strict_date_range_match: false,
      refresh_key: { sql: version, every: '1 second' },
    },
  },
})
