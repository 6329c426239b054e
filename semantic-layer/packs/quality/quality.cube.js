import { facilityCube, measuresOf } from './cube-shape.js'

const m = measuresOf({
  standard: '本产品口径：及时性、完整性、规范性、一致性（docs/quality.md）',
  owner: '规划发展与信息化处',
  tables: ['quality_day'],
})
const rows = ['行', 'rows']

/* What the importer noted of every file, by facility, table and day of the rows. The formulas stand in docs/quality.md. */
cube(
  'quality',
  facilityCube({
    pack: 'quality',
    tables: ['quality_day'],
    reads: ['quality_day', 'quality_reject', 'quality_settled'],
    grain: 'day',
    facts: 'SELECT * FROM quality_fact',
    day: 'day',
    dimensions: { table: 'table_name' },
    measures: {
      received: m.sum('rows_received', {
        name: ['收到行数', 'Rows received'],
        unit: rows,
        formula: ['各批文件收到的数据行之和（重报重复计）', 'Rows of all files, one that is sent again counted again'],
      }),
      rejected: m.sum('rows_rejected', {
        name: ['退回行数', 'Rows rejected'],
        unit: rows,
        direction: 'lower',
        formula: ['校验不合格而未入库的行数', 'Rows that broke a check and were not published'],
      }),
      open: m.sum('rows_open', {
        name: ['待更正行数', 'Rejected rows still open'],
        unit: rows,
        direction: 'lower',
        formula: ['退回后尚未重新报送的行数', 'Rejected rows that no later file has brought again'],
      }),
      ...m.parts({
        standing: 'rows_standing',
        attempted: 'rows_standing + rows_open',
        flagged: 'rows_flagged',
        published: 'rows_published',
        firstReceived: 'first_received',
        firstPublished: 'first_published',
        timed: 'rows_timed',
        timely: 'rows_timely',
        cellsExpected: 'cells_expected + open_cells_expected',
        cellsFilled: 'cells_filled + open_cells_filled',
      }),
      /* Seconds since 1970-01-01 UTC. */
      lastReceived: m.part('last_received', 'max'),
      validity: m.share('standing', 'attempted', {
        name: ['规范率', 'Validity'],
        direction: 'higher',
        formula: [
          '在库合格行 ÷（在库合格行 + 退回后尚未更正的行）',
          'Rows that stand ÷ (rows that stand + rejected rows still open)',
        ],
      }),
      firstPass: m.share('firstPublished', 'firstReceived', {
        name: ['首报合格率', 'First-pass validity'],
        direction: 'higher',
        formula: [
          '首次报送该机构该日数据的文件中，合格行 ÷ 收到行（以后更正不改变）',
          'Of the first file that brought a facility’s day: rows published ÷ rows received; corrections do not change it',
        ],
      }),
      timeliness: m.share('timely', 'timed', {
        name: ['及时率', 'Timeliness'],
        direction: 'higher',
        formula: [
          '在报送期限内入库的在库行 ÷ 在库行（限期=期末+各表规定天数，按北京时间；未报的不计入，见覆盖率）',
          'Standing rows that were published by the due day ÷ standing rows (due: period’s end + the table’s days, Asia/Shanghai; what never came is in the coverage)',
        ],
      }),
      completeness: m.share('cellsFilled', 'cellsExpected', {
        name: ['完整率', 'Completeness'],
        direction: 'higher',
        formula: [
          '已填数据项 ÷ 应填数据项（必填项与应填项；入库行及退回后尚未更正的行）',
          'Cells filled ÷ cells that should be (required and expected columns; rows published and rejected rows still open)',
        ],
      }),
      flaggedShare: m.share('flagged', 'published', {
        name: ['存疑率', 'Flagged share'],
        digits: 2,
        direction: 'lower',
        formula: [
          '入库行中被标记存疑（离群、逻辑可疑）的行 ÷ 入库行',
          'Published rows that a flagging check marked ÷ rows published',
        ],
      }),
    },
  }),
)
