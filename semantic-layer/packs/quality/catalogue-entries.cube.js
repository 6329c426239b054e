const version = "SELECT max(version) FROM table_state WHERE table_name IN ('catalogue_entry', 'area')"
const part = { part: true }

/* The entries of the data catalogue by name, for the list behind its figures. An entry of a city or province is in no county. */
cube('catalogueEntry', {
  sql: `
    SELECT e.entry_code AS entry_code, e.name_zh AS entry_name, e.class AS entry_class, e.claimed AS claimed, e.shareable AS shareable,
      e.readable AS readable, e.monitored AS monitored, e.items AS items, e.area_code AS area_code,
      CAST(e.registered_on AS VARCHAR) AS registered, coalesce(CAST(e.collected_on AS VARCHAR), '') AS collected,
      CAST(e.registered_on AS TIMESTAMP) AS day_at, CASE WHEN a.level = 'county' THEN a.now_code ELSE '' END AS county_code,
      CASE WHEN a.level = 'city' THEN a.now_code ELSE coalesce(a.city_code, '') END AS city_code, a.province_code AS province_code
    FROM catalogue_entry e JOIN area_now a ON a.area_code = e.area_code`,
  meta: { pack: 'quality', scope: 'area', grain: 'day', tables: ['catalogue_entry'] },
  refresh_key: { sql: version, every: '1 second' },
  measures: {
    entries: { sql: '1', type: 'sum', meta: part },
    claimed: { sql: `CASE WHEN ${CUBE}.claimed THEN 1 ELSE 0 END`, type: 'sum', meta: part },
    collectedEntries: { sql: `CASE WHEN ${CUBE}.collected <> '' THEN 1 ELSE 0 END`, type: 'sum', meta: part },
    shareable: { sql: `CASE WHEN ${CUBE}.shareable THEN 1 ELSE 0 END`, type: 'sum', meta: part },
    readable: { sql: `CASE WHEN ${CUBE}.readable THEN 1 ELSE 0 END`, type: 'sum', meta: part },
    monitored: { sql: `CASE WHEN ${CUBE}.monitored THEN 1 ELSE 0 END`, type: 'sum', meta: part },
    items: { sql: `${CUBE}.items`, type: 'sum', meta: part },
  },
  dimensions: {
    provinceCode: { sql: `${CUBE}.province_code`, type: 'string' },
    cityCode: { sql: `${CUBE}.city_code`, type: 'string' },
    countyCode: { sql: `${CUBE}.county_code`, type: 'string' },
    facilityId: { sql: `''`, type: 'string', public: false },
    areaCode: { sql: `${CUBE}.area_code`, type: 'string' },
    entryCode: { sql: `${CUBE}.entry_code`, type: 'string' },
    entryName: { sql: `${CUBE}.entry_name`, type: 'string' },
    entryClass: { sql: `${CUBE}.entry_class`, type: 'string' },
    registered: { sql: `${CUBE}.registered`, type: 'string' },
    collected: { sql: `${CUBE}.collected`, type: 'string' },
    date: { sql: `${CUBE}.day_at`, type: 'time' },
  },
})
