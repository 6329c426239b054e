/* What is published: no place, no person, so every signed-in asker may read it (OPEN_CUBES in cube.js). */
cube('publication', {
  sql: 'SELECT * FROM table_state',
  meta: { pack: 'territory', scope: 'open', grain: 'day', tables: [] },
  refresh_key: { sql: 'SELECT max(version) FROM table_state', every: '1 second' },
  measures: {
    version: { sql: `${CUBE}.version`, type: 'max', public: true, meta: { part: true } },
  },
  dimensions: {
    tableName: { sql: `${CUBE}.table_name`, type: 'string', primary_key: true, public: true },
    dataVersion: { sql: `${CUBE}.version`, type: 'number' },
    publishedOn: { sql: `${CUBE}.published_on`, type: 'string' },
    dataFrom: { sql: `CAST(${CUBE}.data_from AS VARCHAR)`, type: 'string' },
    dataTo: { sql: `CAST(${CUBE}.data_to AS VARCHAR)`, type: 'string' },
  },
})
