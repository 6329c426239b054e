const version = "SELECT max(version) FROM table_state WHERE table_name IN ('reconciliation_result', 'facility', 'area')"

/* Tables that count the same thing, compared by facility and month over the months both were sent. */
cube('consistency', {
  sql: `
    SELECT r.reconciliation AS reconciliation, r.facility_id AS facility_id, CASE WHEN r."within" THEN 1 ELSE 0 END AS agreed,
      CAST(r.month AS TIMESTAMP) AS month_at, f.tier AS tier, f.category AS category, a.now_code AS county_code,
      coalesce(a.city_code, '') AS city_code, a.province_code AS province_code
    FROM reconciliation_result r
    JOIN (SELECT facility_id AS at_facility, tier, category, county_code AS at_county, since, until FROM facility_at) f
      ON f.at_facility = r.facility_id AND r.month >= f.since AND r.month < f.until
    JOIN (SELECT area_code AS at_area, now_code, province_code, city_code FROM area_now) a ON a.at_area = f.at_county`,
  meta: { pack: 'quality', scope: 'facility', grain: 'month', tables: ['reconciliation_result'] },
  refresh_key: { sql: version, every: '1 second' },
  measures: {
    compared: { sql: '1', type: 'sum', meta: { part: true } },
    agreed: { sql: `${CUBE}.agreed`, type: 'sum', meta: { part: true } },
    rate: {
      sql: `${agreed} * 1.0 / nullif(${compared}, 0)`,
      type: 'number',
      meta: {
        indicator: {
          zh: '一致率',
          en: 'Consistency',
          unit: { zh: '%', en: '%' },
          format: 'percent',
          digits: 1,
          direction: 'higher',
          kind: 'ratio',
          numerator: 'agreed',
          denominator: 'compared',
          per: 1,
          formula: {
            zh: '两表数值之差在允许范围内的机构月 ÷ 两表都已报送的机构月（首页出院人次与月报等，默认 ±2%，可由卫生健康委调整）',
            en: 'Facility-months whose two tables agree within the tolerance ÷ those that sent both (front pages against the return and the like; ±2 % unless the commission sets another)',
          },
          standard: '国家全民健康信息平台数据质量评价（及时性、完整性、规范性、一致性）',
          evidence: 'default',
          version: '2026.1',
          effectiveFrom: '2026-01-01',
          owner: '规划发展与信息化处',
          sensitivity: 'aggregate',
          tables: ['reconciliation_result'],
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
    reconciliation: { sql: `${CUBE}.reconciliation`, type: 'string' },
    date: { sql: `${CUBE}.month_at`, type: 'time' },
  },
  pre_aggregations: {
    byFacilityMonth: {
      measures: [CUBE.compared, CUBE.agreed],
      dimensions: [
        CUBE.provinceCode,
        CUBE.cityCode,
        CUBE.countyCode,
        CUBE.facilityId,
        CUBE.tier,
        CUBE.category,
        CUBE.reconciliation,
      ],
      time_dimension: CUBE.date,
      granularity: 'month',
      external: false,
      allow_non_strict_date_range_match: false,
      refresh_key: { sql: version, every: '1 second' },
    },
  },
})
