/*
 * Which file brought the rows behind a number: of every place and month, the rows each file has in each table. Asked with the same scope
 * as the number itself. No rollup: it is asked when somebody opens a number's origin, for one table and a few months.
 */
cube('lineage', {
  sql: `
    SELECT l.table_name AS table_name, l.batch AS batch, l.facility_id AS facility_id, l.month_start AS month_start,
      l.row_count AS row_count, f.tier AS tier, f.category AS category, a.now_code AS county_code,
      coalesce(a.city_code, '') AS city_code, a.province_code AS province_code
    FROM lineage_row l
    JOIN (SELECT facility_id AS at_facility, tier, category, county_code AS at_county, since, until FROM facility_at) f
      ON f.at_facility = l.facility_id AND l.month_start >= f.since AND l.month_start < f.until
    JOIN (SELECT area_code AS at_area, now_code, province_code, city_code FROM area_now) a ON a.at_area = f.at_county
    UNION ALL
    SELECT l.table_name AS table_name, l.batch AS batch, l.facility_id AS facility_id, l.month_start AS month_start,
      l.row_count AS row_count, '' AS tier, '' AS category, a.now_code AS county_code,
      coalesce(a.city_code, '') AS city_code, a.province_code AS province_code
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
