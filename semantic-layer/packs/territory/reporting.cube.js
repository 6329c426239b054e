import { facilityCube, measuresOf, OWED } from './cube-shape.js'

const m = measuresOf({
  standard: '渝卫发〔2023〕70号《重庆市数字健康建设实施方案（2023—2027年）》表1 第5行 数据统一采集覆盖率',
  evidence: 'policy',
  version: '2026.2',
  owner: '规划发展与信息化处',
  tables: ['quality_day', 'facility'],
})

/*
 * Reporting coverage: of what the facilities owe (their category is in the table's owedBy and they were open), how much has come. A table owed
 * by the day is counted in facility-days, any other in facility-months; a yearly return stands for each of its months. `reportedDays` and
 * `expectedDays` count all tables in days, a monthly return as the days of its month, so that tables of different kinds can be added up.
 * Category, tier and county are those of the month's last day. The span of a table is told by the view reporting_span.
 */
cube(
  'reporting',
  facilityCube({
    pack: 'territory',
    tables: ['facility'],
    reads: OWED,
    grain: 'month',
    placed: `
      SELECT w.*, CASE WHEN w.every = 'day' THEN w.days_due ELSE 1 END AS expected,
        CASE WHEN w.days_done IS NULL THEN 0 WHEN w.every <> 'day' THEN 1 WHEN w.days_done < w.days_due THEN w.days_done ELSE w.days_due END AS reported,
        CASE WHEN w.every = 'day' THEN w.days_due ELSE w.month_days END AS expected_days,
        CASE WHEN w.days_done IS NULL THEN 0 WHEN w.every <> 'day' THEN w.month_days
          WHEN w.days_done < w.days_due THEN w.days_done ELSE w.days_due END AS reported_days
      FROM (
        SELECT o.table_name AS table_name, o.every AS every, CAST(m.month_start AS TIMESTAMP) AS day_at, f.facility_id AS facility_id, f.tier AS tier,
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
    dimensions: { table: 'table_name', every: 'every' },
    measures: {
      ...m.parts({
        reported: 'reported',
        expected: 'expected',
        reportedDays: 'reported_days',
        expectedDays: 'expected_days',
      }),
      /* Days since 1970-01-01. */
      newestDay: m.part('newest_day', 'max'),
      owedFrom: m.part('owed_from', 'min'),
      coverage: m.share('reportedDays', 'expectedDays', {
        name: ['采集覆盖率', 'Reporting coverage'],
        direction: 'higher',
        formula: [
          '有合格数据的机构日数 ÷ 应报的机构日数（按表计，机构当日开业且其类别应报；按月报送的表，报到即计该月全部天数）',
          'Facility-days with valid rows ÷ facility-days owed, table by table (facility open and its category owes the table; a monthly return counts all days of its month)',
        ],
        target: { min: 0.9, source: '渝卫发〔2023〕70号 表1（2025年 90%）', evidence: 'policy' },
      }),
    },
  }),
)
