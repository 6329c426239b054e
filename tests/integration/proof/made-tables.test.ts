import { expect, test } from 'vitest'
import { tables } from './declared'
import { MADE } from './world'

test.each(MADE)(
  'the table %s, whose rows are made for the proof, says its title and its columns in both languages, and requires its key',
  (name) => {
    const table = tables.find((one) => one.name === name)
    const spoken = table?.columns.every(
      ({ headers, title }) => headers.length >= 2 && title.zh !== '' && title.en !== '',
    )
    expect(spoken).toBe(true)
    const required = table?.key.every((key) => table.columns.find((column) => column.name === key)?.required)
    expect(required).toBe(true)
  },
)
