import { expect, test } from 'vitest'
import { maySendTable } from './sendable'

const own = { name: 'bed_day' }
const grade = { name: 'emr_grade', sentBy: 'commission' } as const

test('without tables of its own an institution sends all but what the commission writes about it, an authority everything', () => {
  const institution = { tables: [], facilitiesOnly: true }
  const authority = { tables: [], facilitiesOnly: false }
  expect([own, grade].map((table) => maySendTable(table, institution))).toEqual([true, false])
  expect([own, grade].map((table) => maySendTable(table, authority))).toEqual([true, true])
})

test('tables that were registered count alone, for an institution and for an authority', () => {
  for (const facilitiesOnly of [true, false]) {
    expect(maySendTable(grade, { tables: ['emr_grade'], facilitiesOnly })).toBe(true)
    expect(maySendTable(own, { tables: ['emr_grade'], facilitiesOnly })).toBe(false)
  }
})
