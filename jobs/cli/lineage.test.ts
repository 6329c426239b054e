import { expect, test } from 'vitest'
import { withheldNote } from './lineage'

test('an empty column of counts is explained, and by whom it can be seen', () => {
  expect(withheldNote([{ rows: 3 }, { rows: 0 }], {})).toEqual([])
  expect(withheldNote([], {})).toEqual([])
  expect(withheldNote([{ rows: null }], {}).join()).toContain('--as <username>')
  expect(withheldNote([{ rows: 3 }, { rows: null }], { as: 'clerk' }).join()).toContain('clerk')
})
