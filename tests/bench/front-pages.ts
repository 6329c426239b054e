import type { Batch } from '@cockpit/semantic-layer/lake/manifest'
import { runAlone } from './run-alone'

const FACILITIES = 2000

/** Institutions that the pages come from. */
export const facilities = Array.from({ length: FACILITIES }, (_, n) => `F${String(n).padStart(5, '0')}`)

/** Throws unless all of `rows` but the planted bad ones were published. */
export function allBut(bad: number, rows: number): (batch: Batch) => void {
  return (batch) => {
    if (batch.rowsPublished !== rows - bad || batch.rowsRejected !== bad)
      throw new Error(`Expected ${bad} rejects of ${rows}: ${JSON.stringify(batch)}`)
  }
}

/**
 * Invented discharges, 47 columns: fees on two thirds of the items, every seventh patient readmitted, record numbers unlike one another. A page agrees with itself (age and
 * birth, fees and total, dates and stay) and its cost is like its fellows', so that no check finds anything but what is planted: a stay that is no number, in every
 * `badEvery`-th row.
 */
export async function writeFrontPages(file: string, rows: number, badEvery: number): Promise<void> {
  const fees = Array.from({ length: 24 }, (_, n) => {
    const value =
      n === 0 ? '5000.00 + (i % 1000) * 5' : n % 3 === 0 ? `(i % ${100 + n}) / 4.0` : n % 3 === 1 ? '0.00' : 'NULL'
    return { value, sql: `${value} AS D${11 + n}` }
  })
  const total = fees.flatMap(({ value }) => (value === 'NULL' ? [] : [value])).join(' + ')
  const stay = badEvery > 0 ? `CASE WHEN i % ${badEvery} = 0 THEN 'x' ELSE (1 + i % 30)::VARCHAR END` : '1 + i % 30'
  const birth = `DATE '1950-01-01' + (i % 20000)::INT`
  const admitted = `TIMESTAMP '2026-09-01 08:00:00' + INTERVAL (i % 40000) MINUTE`
  await runAlone(`COPY (SELECT 'F' || lpad((i % ${FACILITIES})::VARCHAR, 5, '0') AS A01, 'R' || i AS A48, 1 AS A49,
    '9901011980' || lpad((i % 850000)::VARCHAR, 8, '0') AS A20, '演示' || i % 1000 AS A11,
    '138' || lpad((i % 100000000)::VARCHAR, 8, '0') AS A27, ${birth} AS A13, 1 + i % 2 AS A12C,
    date_diff('year', ${birth}, ${admitted}) AS A14, '1' AS A46C, '990101' AS HOME_AREA, 1 AS B11C,
    ${admitted} AS B12, ${admitted} + INTERVAL (1 + i % 30) DAY AS B15, '0' || (3 + i % 7) AS B16C, ${stay} AS B20,
    'I21.00' || i % 9 AS C03C, CASE WHEN i % 3 = 0 THEN '36.0601' END AS C14x01C,
    CASE WHEN i % 3 = 0 THEN (${admitted})::DATE + 1 END AS C16x01, '1' AS B34C,
    ${total} AS D01, 100.5 AS D09, ${fees.map(({ sql }) => sql).join(', ')}, 'BR21' AS DRG, 'CHS-1.1' AS DRG_VERSION
    FROM range(${rows}) t(i)) TO '${file}' (HEADER)`)
}
