import { facilityCube, part, parts } from './cube-shape.js'

/*
 * The same facts file by file, and why rows were rejected or flagged: what a screen drills to, under the same authority as every number.
 * Not rolled up: a question names one facility or one table.
 */
const notes = (table, about) =>
  facilityCube({
    pack: 'quality',
    tables: [table],
    grain: 'day',
    facts: `SELECT * FROM ${table}`,
    day: 'day',
    rolledUp: false,
    ...about,
    dimensions: { table: 'table_name', batch: 'batch', ...about.dimensions },
  })

cube(
  'qualityFile',
  notes('quality_day', {
    measures: {
      ...parts({
        received: 'rows_received',
        published: 'rows_published',
        rejected: 'rows_rejected',
        flagged: 'rows_flagged',
        undated: 'rows_undated',
        onTime: 'rows_on_time',
      }),
      /* Seconds since 1970-01-01 UTC. */
      lastReceived: part("date_diff('second', DATE '1970-01-01', received_at)", 'max'),
    },
  }),
)

cube(
  'qualityFault',
  notes('quality_fault', {
    dimensions: { severity: 'severity', field: 'field', fault: 'fault' },
    measures: { rows: part('"rows"') },
  }),
)

/* Rejected rows that a later file brought rightly, by the batch that was rejected; a row that several brought counts once, under one of them. */
cube(
  'qualityCorrected',
  notes('quality_settled', {
    facts: `SELECT facility_id, table_name, day, rejected_batch AS batch, rejected_line, min(batch) AS corrected_by FROM quality_settled
      WHERE published GROUP BY facility_id, table_name, day, rejected_batch, rejected_line`,
    dimensions: { correctedBy: 'corrected_by' },
    measures: { rows: part('1', 'count') },
  }),
)
