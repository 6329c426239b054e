import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { withDates } from '@cockpit/semantic-layer/workbook/date-cells'
import { tableFile } from '@cockpit/semantic-layer/workbook/table-file'
import { expect, test } from 'vitest'
import { sheetRows } from './sheet-rows'
import { openWorkbook } from './workbook'

/** The cells of an exported workbook as our own reader of any sender's workbook understands them. */
async function readBack(table: readonly (readonly (string | number)[])[]): Promise<string[][]> {
  const folder = await mkdtemp(join(tmpdir(), 'dates-'))
  const path = join(folder, 'a.xlsx')
  await writeFile(path, (await tableFile(table, 'xlsx', '指标')) ?? new Uint8Array())
  const workbook = await openWorkbook(path)
  const [sheet] = workbook.sheets
  if (!sheet) throw new Error('no sheet')
  const rows: string[][] = []
  for await (const some of sheetRows(workbook, sheet))
    for (const { cells } of some) rows.push(Array.from(cells, (cell) => cell ?? ''))
  workbook.archive.close()
  await rm(folder, { recursive: true })
  return rows
}

test('days and instants of an export are real dates, equal to what its CSV says; what is no day stays a text', async () => {
  const table = [
    ['from', 'as_of', 'at', 'note', 'value'],
    ['2026-03-04', '2026-03-04T05:06:07.000Z', '2026-03', '2026-02-30', 1.5],
    ['1900-03-01', '2024-02-29T23:59:59.000Z', '', '1899-12-31', 0],
  ]
  expect(await readBack(table)).toEqual([
    ['from', 'as_of', 'at', 'note', 'value'],
    ['2026-03-04', '2026-03-04 05:06:07', '2026-03', '2026-02-30', '1.5'],
    ['1900-03-01', '2024-02-29 23:59:59', '', '1899-12-31', '0'],
  ])
})

test('a day is counted as every spreadsheet counts it', () => {
  expect(withDates(['2026-10-01', '2026-10-01T18:00:00.000Z', 'x', 7])).toEqual([
    { serial: 46296, instant: false },
    { serial: 46296.75, instant: true },
    'x',
    7,
  ])
})
