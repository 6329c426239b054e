/*
 * Which file brought the rows behind a number: of every place and month, the rows each file has in each table. Asked with the same scope
 * as the number itself. No rollup: it is asked when somebody opens a number's origin, for one table and a few months.
 */
cube('lineage', {
  sql: `
    SELECT l.table_name, l.batch, l.facility_id, l.month_start, l.row_count, f.tier, f.category, a.now_code AS county_code,
      coalesce(a.city_code, '') AS city_code, a.province_code
    FROM lineage_row l
    JOIN facility_at f ON f.facility_id = l.facility_id AND l.month_start >= f.since AND l.month_start < f.until
    JOIN area_now a ON a.area_code = f.county_code
    UNION ALL
    SELECT l.table_name, l.batch, l.facility_id, l.month_start, l.row_count, '' AS tier, '' AS category, a.now_code AS county_code,
      coalesce(a.city_code, '') AS city_code, a.province_code
    FROM lineage_row l
    JOIN area_now a ON a.area_code = l.area_code
    WHERE l.facility_id = ''`,
  meta: { pack: 'territory', scope: 'facility', grain: 'month', tables: ['facility', 'area'] },
  refresh_key: { sql: 'SELECT max(version) FROM table_state', every: '1 second' },
  measures: {
    rows: { sql: `${CUBE}.row_count`, type: 'sum', meta: { part: true } },
  },
  dimensions: {
    provinceCode: { sql: `${CUBE}.province_code`, type: 'string' },
    cityCode: { sql: `${CUBE}.city_code`, type: 'string' },
    countyCode: { sql: `${CUBE}.county_code`, type: 'string' },
    facilityId: { sql: `${CUBE}.facility_id`, type: 'string' },
    tier: { sql: `${CUBE}.tier`, type: 'string' },
    category: { sql: `${CUBE}.category`, type: 'string' },
    table: { sql: `${CUBE}.table_name`, type: 'string' },
    batch: { sql: `${CUBE}.batch`, type: 'string' },
    date: { sql: `CAST(${CUBE}.month_start AS TIMESTAMP)`, type: 'time' },
  },
})
