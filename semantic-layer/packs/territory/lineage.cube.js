import { EVERYTHING, facilityCube, part } from './cube-shape.js'

/*
 * Which file brought the rows behind a number: of every place and month, the rows each file has in each table. Asked with the same scope
 * as the number itself. No rollup: it is asked when somebody opens a number's origin, for one table and a few months.
 */
cube(
  'lineage',
  facilityCube({
    pack: 'territory',
    tables: ['facility', 'area'],
    reads: EVERYTHING,
    grain: 'month',
    placed: `
      SELECT l.table_name AS table_name, l.batch AS batch, l.facility_id AS facility_id, CAST(l.month_start AS TIMESTAMP) AS day_at,
        l.row_count AS row_count, f.tier AS tier, f.category AS category, a.now_code AS county_code,
        coalesce(a.city_code, '') AS city_code, a.province_code AS province_code
      FROM lineage_row l
      JOIN (SELECT facility_id AS at_facility, tier, category, county_code AS at_county, since, until FROM facility_at) f
        ON f.at_facility = l.facility_id AND l.month_start >= f.since AND l.month_start < f.until
      JOIN (SELECT area_code AS at_area, now_code, province_code, city_code FROM area_now) a ON a.at_area = f.at_county
      UNION ALL
      SELECT l.table_name AS table_name, l.batch AS batch, l.facility_id AS facility_id, CAST(l.month_start AS TIMESTAMP) AS day_at,
        l.row_count AS row_count, '' AS tier, '' AS category, a.now_code AS county_code,
        coalesce(a.city_code, '') AS city_code, a.province_code AS province_code
      FROM lineage_row l
      JOIN area_now a ON a.area_code = l.area_code
      WHERE l.facility_id = ''`,
    rolledUp: false,
    dimensions: { table: 'table_name', batch: 'batch' },
    measures: { rows: part('row_count') },
  }),
)
