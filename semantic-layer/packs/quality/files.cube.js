/*
 * The same facts file by file, and why rows were rejected or flagged: what a screen drills to, under the same authority as every number.
 * Not rolled up: a question names one facility or one table.
 */
const placed = (facts) => `
  SELECT q.*, CAST(q.day AS TIMESTAMP) AS day_at, f.tier AS tier, f.category AS category, a.now_code AS county_code,
    coalesce(a.city_code, '') AS city_code, a.province_code AS province_code
  FROM ${facts} q
  JOIN (SELECT facility_id AS at_facility, tier, category, county_code AS at_county, since, until FROM facility_at) f
      ON f.at_facility = q.facility_id AND q.day >= f.since AND q.day < f.until
  JOIN (SELECT area_code AS at_area, now_code, province_code, city_code FROM area_now) a ON a.at_area = f.at_county`
const part = { part: true }
const version = (table) => `SELECT max(version) FROM table_state WHERE table_name IN ('${table}', 'facility', 'area')`

cube('qualityFile', {
  sql: placed('quality_day'),
  meta: { pack: 'quality', scope: 'facility', grain: 'day', tables: ['quality_day'] },
  refresh_key: { sql: version('quality_day'), every: '1 second' },
  measures: {
    received: { sql: `${CUBE}.rows_received`, type: 'sum', meta: part },
    published: { sql: `${CUBE}.rows_published`, type: 'sum', meta: part },
    rejected: { sql: `${CUBE}.rows_rejected`, type: 'sum', meta: part },
    flagged: { sql: `${CUBE}.rows_flagged`, type: 'sum', meta: part },
    undated: { sql: `${CUBE}.rows_undated`, type: 'sum', meta: part },
    onTime: { sql: `${CUBE}.rows_on_time`, type: 'sum', meta: part },
    /* Seconds since 1970-01-01 UTC. */
    lastReceived: { sql: `date_diff('second', DATE '1970-01-01', ${CUBE}.received_at)`, type: 'max', meta: part },
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
    date: { sql: `${CUBE}.day_at`, type: 'time' },
  },
})

cube('qualityFault', {
  sql: placed('quality_fault'),
  meta: { pack: 'quality', scope: 'facility', grain: 'day', tables: ['quality_fault'] },
  refresh_key: { sql: version('quality_fault'), every: '1 second' },
  measures: {
    rows: { sql: `${CUBE}."rows"`, type: 'sum', meta: part },
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
    severity: { sql: `${CUBE}.severity`, type: 'string' },
    field: { sql: `${CUBE}.field`, type: 'string' },
    fault: { sql: `${CUBE}.fault`, type: 'string' },
    date: { sql: `${CUBE}.day_at`, type: 'time' },
  },
})

/* Rejected rows that a later file brought rightly, by the batch that was rejected. */
cube('qualityCorrected', {
  sql: placed(`(SELECT facility_id, table_name, day, rejected_batch AS batch, rejected_line FROM quality_settled WHERE published
    GROUP BY facility_id, table_name, day, rejected_batch, rejected_line)`),
  meta: { pack: 'quality', scope: 'facility', grain: 'day', tables: ['quality_settled'] },
  refresh_key: { sql: version('quality_settled'), every: '1 second' },
  measures: {
    rows: { type: 'count', meta: part },
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
    date: { sql: `${CUBE}.day_at`, type: 'time' },
  },
})
