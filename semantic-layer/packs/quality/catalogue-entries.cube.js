import { areaCube, parts } from './cube-shape.js'

const flag = (column) => `CASE WHEN ${column} THEN 1 ELSE 0 END`

/* The entries of the data catalogue by name, for the list behind its figures. An entry of a city or province is in no county. */
cube(
  'catalogueEntry',
  areaCube({
    pack: 'quality',
    tables: ['catalogue_entry'],
    grain: 'day',
    facts: `SELECT entry_code, name_zh, class, claimed, shareable, readable, monitored, items, area_code, registered_on,
        CAST(registered_on AS VARCHAR) AS registered, coalesce(CAST(collected_on AS VARCHAR), '') AS collected FROM catalogue_entry`,
    day: 'registered_on',
    rolledUp: false,
    dimensions: {
      areaCode: 'area_code',
      entryCode: 'entry_code',
      entryName: 'name_zh',
      entryClass: 'class',
      registered: 'registered',
      collected: 'collected',
    },
    measures: parts({
      entries: '1',
      claimed: flag('claimed'),
      collectedEntries: flag("collected <> ''"),
      shareable: flag('shareable'),
      readable: flag('readable'),
      monitored: flag('monitored'),
      items: 'items',
    }),
  }),
)
