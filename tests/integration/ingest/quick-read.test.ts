import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { currentManifest } from '@cockpit/semantic-layer/lake/read'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SampleLake } from './sample-lake'

/**
 * A file large enough for several segments. Line n + 2 has the department `dn`; its visits are a plain number but for
 * the kinds of oddness below, which the quick reading passes over.
 */
const ROWS = 300_000
const HEADER =
  'facility_id,department,visit_date,outpatient_visits,emergency_visits,checkup_visits,appointment_visits,outpatient_income,inpatient_income,outpatient_drug_income,drug_income,herbal_income,material_income,exam_income,lab_income,note'
const REST = '0,0,0,10.5,20,0,0,0,0,0,0'
const NOTE = 'x'.repeat(40)

function line(n: number): string {
  const row = (visits: string) =>
    `F001,d${n},2026-09-${String(1 + (n % 28)).padStart(2, '0')},${visits},${REST},${NOTE}`
  if (n % 5_000 === 1) return row('x')
  if (n % 5_000 === 2) return row(' 7 ')
  if (n % 5_000 === 3) return `F001,d${n},2026-09-01`
  if (n % 5_000 === 4) return `"F001","d${n}",2026-09-01,"7",${REST},"${NOTE}"`
  return row('7')
}

const TEXT = `${HEADER}\n${Array.from({ length: ROWS }, (_, n) => line(n)).join('\n')}\n`
const REJECTED = Array.from({ length: ROWS }, (_, n) => n).filter((n) => n % 5_000 === 1 || n % 5_000 === 3)

describe('a plain file read while it is taken in', () => {
  let lake: SampleLake
  beforeAll(async () => {
    lake = await SampleLake.make()
  })
  afterAll(() => lake.remove())

  it('gives every row its own line, and looks again at those that the quick reading passed over', async () => {
    const { batch } = await lake.published('visit_day', TEXT)
    const { partitions } = await currentManifest(lake.lake)
    expect(partitions.filter((part) => part.batch === batch.id)).toHaveLength(2)
    expect(batch).toMatchObject({
      rowsRead: ROWS,
      rowsRejected: REJECTED.length,
      rowsPublished: ROWS - REJECTED.length,
    })
    const wrong = await lake.rows(`SELECT count(*)::INTEGER AS n FROM visit_day
      WHERE department <> 'd' || (_line - 2) OR outpatient_visits <> 7 OR outpatient_income <> 10.5`)
    expect(wrong).toEqual([{ n: 0 }])
    const rejects = (await readFile(join(lake.lake, batch.rejectFile ?? ''), 'utf8')).trimEnd().split('\n').slice(1)
    expect(rejects.map((text) => Number(/,[0-9a-f]{16}:(\d+),/.exec(text)?.[1]))).toEqual(REJECTED.map((n) => n + 2))
  })

  it('publishes what the careful reading of the same rows publishes', async () => {
    const other = await SampleLake.make()
    try {
      // A record on two lines makes the whole file one for the careful reading.
      await other.published('visit_day', `${TEXT}F002,"two\nlines",2026-09-01,1,${REST},\n`)
      const sums = `SELECT count(*)::INTEGER AS n, sum(hash(department, visit_date, outpatient_visits, outpatient_income, _line, _flags))::VARCHAR AS h
        FROM visit_day WHERE facility_id = 'F001'`
      expect(await other.rows(sums)).toEqual(await lake.rows(sums))
    } finally {
      await other.remove()
    }
  })
})
