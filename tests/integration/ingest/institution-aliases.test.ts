import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { bedDays, SampleLake } from './sample-lake'

let sample: SampleLake
beforeEach(async () => {
  sample = await SampleLake.make()
})
afterEach(() => sample.remove())

const row = (facility: string, day: number) => [
  facility,
  '0101',
  `2026-10-${String(day).padStart(2, '0')}`,
  10,
  8,
  1,
  1,
]
const published = () =>
  sample.rows(
    'SELECT facility_id, bed_date::VARCHAR AS day, _line::INTEGER AS line FROM bed_day ORDER BY day, facility_id',
  )

describe('names of facilities that people decided about', () => {
  it('are read as their facility, the other rows stay as they are, in the order of the file', async () => {
    const outcome = await sample.published(
      'bed_day',
      bedDays([row('演示一院（东院区）', 1), row('F002', 2), row('演示一院（东院区）', 3)]),
      { aliases: new Map([['演示一院（东院区）', 'F001']]) },
    )
    expect(outcome.batch).toMatchObject({ rowsRead: 3, rowsPublished: 3, rowsRejected: 0 })
    expect(await published()).toEqual([
      { facility_id: 'F001', day: '2026-10-01', line: 2 },
      { facility_id: 'F002', day: '2026-10-02', line: 3 },
      { facility_id: 'F001', day: '2026-10-03', line: 4 },
    ])
  })

  it('collide with the code of the same facility like two rows of one key', async () => {
    const outcome = await sample.published('bed_day', bedDays([row('F001', 1), row('一院', 1)]), {
      aliases: new Map([['一院', 'F001']]),
    })
    expect(outcome.batch).toMatchObject({ rowsPublished: 1, rowsRejected: 1 })
    expect(outcome.rejects[0]?.reason.en).toContain('same key')
  })

  it('never take the place of a code that is registered', async () => {
    await sample.published('bed_day', bedDays([row('F002', 1)]), { aliases: new Map([['F002', 'F001']]) })
    expect(await published()).toMatchObject([{ facility_id: 'F002' }])
  })

  it('do not let a sender report for a facility that is not its own', async () => {
    const outcome = await sample.published('bed_day', bedDays([row('一院', 1), row('F002', 2)]), {
      aliases: new Map([['一院', 'F001']]),
      facilities: new Set(['F002']),
    })
    expect(outcome.batch).toMatchObject({ rowsPublished: 1, rowsRejected: 1 })
  })

  it('work in a file that must be read carefully as well', async () => {
    const text = bedDays([row('"一\n院"', 1), row('F002', 2)])
    const outcome = await sample.published('bed_day', text, { aliases: new Map([['一\n院', 'F001']]) })
    expect(outcome.batch.rowsPublished).toBe(2)
  })
})

describe('a name that no facility answers to', () => {
  it('is told with its rows, most first, also when the file is refused for it', async () => {
    const told: unknown[] = []
    const onUnknownFacilities = async (batch: string, names: readonly unknown[]) => {
      told.push([batch.length, ...names])
    }
    await sample.published('bed_day', bedDays([row('某院', 1), row('乙院', 1), row('某院', 2), row('F001', 1)]), {
      onUnknownFacilities,
    })
    expect(told).toEqual([[16, { text: '某院', rows: 2 }, { text: '乙院', rows: 1 }]])
    const many = Array.from({ length: 28 }, (_, n) => row('丙院', n + 1))
    const refused = await sample.import('bed_day', bedDays(many), { onUnknownFacilities })
    expect(refused.kind).toBe('refused')
    expect(told.at(-1)).toEqual([16, { text: '丙院', rows: 28 }])
  })

  it('is nothing to tell when every facility is known', async () => {
    let told = 0
    await sample.published('bed_day', bedDays([row('F001', 1)]), {
      onUnknownFacilities: async () => {
        told++
      },
    })
    expect(told).toBe(0)
  })
})
