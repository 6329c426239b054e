/*
 * Reporting coverage: of what the facilities owe (their category is in the table's owedBy and they were open), how much has come. A table owed
 * by the day is counted in facility-days, any other in facility-months; a yearly return stands for each of its months. `reportedDays` and
 * `expectedDays` count all tables in days, a monthly return as the days of its month, so that tables of different kinds can be added up.
 * Category, tier and county are those of the month's last day. The span of a table is told by the view reporting_span.
 */
cube('reporting', {
  sql: `
    SELECT w.*, CASE WHEN w.every = 'day' THEN w.days_due ELSE 1 END AS expected,
      CASE WHEN w.days_done IS NULL THEN 0 WHEN w.every <> 'day' THEN 1 WHEN w.days_done < w.days_due THEN w.days_done ELSE w.days_due END AS reported,
      CASE WHEN w.every = 'day' THEN w.days_due ELSE w.month_days END AS expected_days,
      CASE WHEN w.days_done IS NULL THEN 0 WHEN w.every <> 'day' THEN w.month_days
        WHEN w.days_done < w.days_due THEN w.days_done ELSE w.days_due END AS reported_days
    FROM (
      SELECT o.table_name AS table_name, o.every AS every, CAST(m.month_start AS TIMESTAMP) AS month_at, f.facility_id AS facility_id, f.tier AS tier,
        f.category AS category, a.now_code AS county_code, coalesce(a.city_code, '') AS city_code, a.province_code AS province_code,
        m.month_days AS month_days, d.days AS days_done,
        date_diff('day', DATE '1970-01-01', d.newest_day) AS newest_day,
        date_diff('day', DATE '1970-01-01', CASE WHEN f.opened_on > m.first_day THEN f.opened_on ELSE m.first_day END) AS owed_from,
        date_diff('day', CASE WHEN f.opened_on > m.first_day THEN f.opened_on ELSE m.first_day END,
          CASE WHEN f.closed_on < m.last_day THEN f.closed_on ELSE m.last_day END) + 1 AS days_due
      FROM reporting_owed o
      JOIN reporting_month m ON m.table_name = o.table_name
      JOIN facility_at f ON f.category = o.category AND m.month_end >= f.since AND m.month_end < f.until
        AND (f.opened_on IS NULL OR f.opened_on <= m.month_end) AND (f.closed_on IS NULL OR f.closed_on >= m.month_start)
      JOIN (SELECT area_code AS at_area, now_code, province_code, city_code FROM area_now) a ON a.at_area = f.county_code
      LEFT JOIN reporting_done d
        ON d.table_name = o.table_name AND d.facility_id = f.facility_id AND d.month_start = m.month_start
    ) w WHERE w.every <> 'day' OR w.days_due > 0`,
  meta: { pack: 'territory', scope: 'facility', grain: 'month', tables: ['facility'] },
  refresh_key: { sql: 'SELECT max(version) FROM table_state', every: '1 second' },
  measures: {
    reported: { sql: `${CUBE}.reported`, type: 'sum', meta: { part: true } },
    expected: { sql: `${CUBE}.expected`, type: 'sum', meta: { part: true } },
    reportedDays: { sql: `${CUBE}.reported_days`, type: 'sum', meta: { part: true } },
    expectedDays: { sql: `${CUBE}.expected_days`, type: 'sum', meta: { part: true } },
    /* Days since 1970-01-01. */
    newestDay: { sql: `${CUBE}.newest_day`, type: 'max', meta: { part: true } },
    owedFrom: { sql: `${CUBE}.owed_from`, type: 'min', meta: { part: true } },
    coverage: {
      sql: `${reportedDays} * 1.0 / nullif(${expectedDays}, 0)`,
      type: 'number',
      meta: {
        indicator: {
          zh: '采集覆盖率',
          en: 'Reporting coverage',
          unit: { zh: '%', en: '%' },
          format: 'percent',
          digits: 1,
          direction: 'higher',
          formula: {
            zh: '有合格数据的机构日数 ÷ 应报的机构日数（按表计，机构当日开业且其类别应报；按月报送的表，报到即计该月全部天数）',
            en: 'Facility-days with valid rows ÷ facility-days owed, table by table (facility open and its category owes the table; a monthly return counts all days of its month)',
          },
          standard: '重庆市数字健康建设行动计划（2023—2027年）表1 数据统一采集覆盖率',
          evidence: 'policy',
          version: '2026.2',
          effectiveFrom: '2026-01-01',
          owner: '规划发展与信息化处',
          sensitivity: 'aggregate',
          kind: 'ratio',
          numerator: 'reportedDays',
          denominator: 'expectedDays',
          per: 1,
          target: { min: 0.9, source: '渝卫发〔2023〕70号 表1（2025年 90%）', evidence: 'policy' },
          tables: ['quality_day', 'facility'],
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
    table: { sql: `${CUBE}.table_name`, type: 'string' },
    every: { sql: `${CUBE}.every`, type: 'string' },
    date: { sql: `${CUBE}.month_at`, type: 'time' },
  },
  pre_aggregations: {
    byFacilityMonth: {
      measures: [CUBE.reported, CUBE.expected, CUBE.reportedDays, CUBE.expectedDays, CUBE.newestDay, CUBE.owedFrom],
      dimensions: [
        CUBE.provinceCode,
        CUBE.cityCode,
        CUBE.countyCode,
        CUBE.facilityId,
        CUBE.tier,
        CUBE.category,
        CUBE.table,
        CUBE.every,
      ],
      time_dimension: CUBE.date,
      granularity: 'month',
      external: false,
      // A span of days inside a month must not be answered by whole months.
      allow_non_strict_date_range_match: false,
      refresh_key: { sql: 'SELECT max(version) FROM table_state', every: '1 second' },
    },
  },
})
