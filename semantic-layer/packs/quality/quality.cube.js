const common = {
  standard: '国家全民健康信息平台数据质量评价（及时性、完整性、规范性、一致性）',
  evidence: 'default',
  version: '2026.1',
  effectiveFrom: '2026-01-01',
  owner: '规划发展与信息化处',
  sensitivity: 'aggregate',
  unit: { zh: '%', en: '%' },
  format: 'percent',
  digits: 1,
  direction: 'higher',
  kind: 'ratio',
  per: 1,
  tables: ['quality_day'],
}
const rows = {
  ...common,
  unit: { zh: '行', en: 'rows' },
  format: 'count',
  digits: 0,
  direction: 'monitor',
  kind: 'sum',
}
const version =
  "SELECT max(version) FROM table_state WHERE table_name IN ('quality_day', 'quality_reject', 'quality_settled', 'facility', 'area')"
const part = { part: true }

/* What the importer noted of every file, by facility, table and day of the rows. The formulas stand in docs/quality.md. */
cube('quality', {
  sql: `
    SELECT q.*, CAST(q.day AS TIMESTAMP) AS day_at, f.tier AS tier, f.category AS category, a.now_code AS county_code,
      coalesce(a.city_code, '') AS city_code, a.province_code AS province_code
    FROM quality_fact q
    JOIN (SELECT facility_id AS at_facility, tier, category, county_code AS at_county, since, until FROM facility_at) f
      ON f.at_facility = q.facility_id AND q.day >= f.since AND q.day < f.until
    JOIN (SELECT area_code AS at_area, now_code, province_code, city_code FROM area_now) a ON a.at_area = f.at_county`,
  meta: { pack: 'quality', scope: 'facility', grain: 'day', tables: ['quality_day'] },
  refresh_key: { sql: version, every: '1 second' },
  measures: {
    received: {
      sql: `${CUBE}.rows_received`,
      type: 'sum',
      meta: {
        indicator: {
          ...rows,
          zh: '收到行数',
          en: 'Rows received',
          formula: {
            zh: '各批文件收到的数据行之和（重报重复计）',
            en: 'Rows of all files, one that is sent again counted again',
          },
        },
      },
    },
    rejected: {
      sql: `${CUBE}.rows_rejected`,
      type: 'sum',
      meta: {
        indicator: {
          ...rows,
          direction: 'lower',
          zh: '退回行数',
          en: 'Rows rejected',
          formula: { zh: '校验不合格而未入库的行数', en: 'Rows that broke a check and were not published' },
        },
      },
    },
    standing: { sql: `${CUBE}.rows_standing`, type: 'sum', meta: part },
    open: {
      sql: `${CUBE}.rows_open`,
      type: 'sum',
      meta: {
        indicator: {
          ...rows,
          direction: 'lower',
          zh: '待更正行数',
          en: 'Rejected rows still open',
          formula: { zh: '退回后尚未重新报送的行数', en: 'Rejected rows that no later file has brought again' },
        },
      },
    },
    attempted: { sql: `${CUBE}.rows_standing + ${CUBE}.rows_open`, type: 'sum', meta: part },
    flagged: { sql: `${CUBE}.rows_flagged`, type: 'sum', meta: part },
    published: { sql: `${CUBE}.rows_published`, type: 'sum', meta: part },
    firstReceived: { sql: `${CUBE}.first_received`, type: 'sum', meta: part },
    firstPublished: { sql: `${CUBE}.first_published`, type: 'sum', meta: part },
    /* Seconds since 1970-01-01 UTC. */
    lastReceived: { sql: `${CUBE}.last_received`, type: 'max', meta: part },
    timed: { sql: `${CUBE}.rows_timed`, type: 'sum', meta: part },
    timely: { sql: `${CUBE}.rows_timely`, type: 'sum', meta: part },
    cellsExpected: { sql: `${CUBE}.cells_expected + ${CUBE}.open_cells_expected`, type: 'sum', meta: part },
    cellsFilled: { sql: `${CUBE}.cells_filled + ${CUBE}.open_cells_filled`, type: 'sum', meta: part },
    validity: {
      sql: `${standing} * 1.0 / nullif(${attempted}, 0)`,
      type: 'number',
      meta: {
        indicator: {
          ...common,
          zh: '规范率',
          en: 'Validity',
          numerator: 'standing',
          denominator: 'attempted',
          formula: {
            zh: '在库合格行 ÷（在库合格行 + 退回后尚未更正的行）',
            en: 'Rows that stand ÷ (rows that stand + rejected rows still open)',
          },
        },
      },
    },
    firstPass: {
      sql: `${firstPublished} * 1.0 / nullif(${firstReceived}, 0)`,
      type: 'number',
      meta: {
        indicator: {
          ...common,
          zh: '首报合格率',
          en: 'First-pass validity',
          numerator: 'firstPublished',
          denominator: 'firstReceived',
          formula: {
            zh: '首次报送该机构该日数据的文件中，合格行 ÷ 收到行（以后更正不改变）',
            en: 'Of the first file that brought a facility’s day: rows published ÷ rows received; corrections do not change it',
          },
        },
      },
    },
    timeliness: {
      sql: `${timely} * 1.0 / nullif(${timed}, 0)`,
      type: 'number',
      meta: {
        indicator: {
          ...common,
          zh: '及时率',
          en: 'Timeliness',
          numerator: 'timely',
          denominator: 'timed',
          formula: {
            zh: '在报送期限内入库的在库行 ÷ 在库行（限期=期末+各表规定天数，按北京时间；未报的不计入，见覆盖率）',
            en: 'Standing rows that were published by the due day ÷ standing rows (due: period’s end + the table’s days, Asia/Shanghai; what never came is in the coverage)',
          },
        },
      },
    },
    completeness: {
      sql: `${cellsFilled} * 1.0 / nullif(${cellsExpected}, 0)`,
      type: 'number',
      meta: {
        indicator: {
          ...common,
          zh: '完整率',
          en: 'Completeness',
          numerator: 'cellsFilled',
          denominator: 'cellsExpected',
          formula: {
            zh: '已填数据项 ÷ 应填数据项（必填项与应填项；入库行及退回后尚未更正的行）',
            en: 'Cells filled ÷ cells that should be (required and expected columns; rows published and rejected rows still open)',
          },
        },
      },
    },
    flaggedShare: {
      sql: `${flagged} * 1.0 / nullif(${published}, 0)`,
      type: 'number',
      meta: {
        indicator: {
          ...common,
          direction: 'lower',
          zh: '存疑率',
          en: 'Flagged share',
          digits: 2,
          numerator: 'flagged',
          denominator: 'published',
          formula: {
            zh: '入库行中被标记存疑（离群、逻辑可疑）的行 ÷ 入库行',
            en: 'Published rows that a flagging check marked ÷ rows published',
          },
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
    date: { sql: `${CUBE}.day_at`, type: 'time' },
  },
  pre_aggregations: {
    byFacilityMonth: {
      measures: [
        CUBE.received,
        CUBE.rejected,
        CUBE.standing,
        CUBE.open,
        CUBE.attempted,
        CUBE.flagged,
        CUBE.published,
        CUBE.lastReceived,
        CUBE.firstReceived,
        CUBE.firstPublished,
        CUBE.timed,
        CUBE.timely,
        CUBE.cellsExpected,
        CUBE.cellsFilled,
      ],
      dimensions: [
        CUBE.provinceCode,
        CUBE.cityCode,
        CUBE.countyCode,
        CUBE.facilityId,
        CUBE.tier,
        CUBE.category,
        CUBE.table,
      ],
      time_dimension: CUBE.date,
      granularity: 'month',
      external: false,
      // A span of days inside a month must not be answered by whole months.
      allow_non_strict_date_range_match: false,
      refresh_key: { sql: version, every: '1 second' },
    },
  },
})
