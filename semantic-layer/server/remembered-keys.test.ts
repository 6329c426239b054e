import { expect, test } from 'vitest'
import { rememberedKeys } from './remembered-keys'

const KEY = "SELECT max(version) FROM table_state WHERE table_name IN ('visit_day')"

/** A warehouse whose state is `at`; it tells the state with the number of the reading. */
function warehouse() {
  const state = { at: 1 as number | null, reads: 0, away: false }
  const read = async (sql: string) => {
    state.reads++
    if (state.away) throw new Error('away')
    return [{ sql, at: state.at, reading: state.reads }]
  }
  return { state, keys: rememberedKeys(async () => state.at, read) }
}

test('a key is read once for a state of the lake, and anew for the next', async () => {
  const { state, keys } = warehouse()
  const first = await keys(KEY, [])
  expect(await keys(KEY, [])).toBe(first)
  expect(await Promise.all([keys(`${KEY} `, []), keys(`${KEY} `, [])])).toHaveLength(2)
  expect(state.reads).toBe(2)
  state.at = 2
  expect(await keys(KEY, [])).toEqual([{ sql: KEY, at: 2, reading: 3 }])
  state.at = 1
  expect(await keys(KEY, [])).toEqual([{ sql: KEY, at: 1, reading: 4 }])
})

test('while the state changes every key is read, and what was read then is not remembered', async () => {
  const { state, keys } = warehouse()
  state.at = null
  await keys(KEY, [])
  await keys(KEY, [])
  state.at = 7
  expect(await keys(KEY, [])).toEqual([{ sql: KEY, at: 7, reading: 3 }])
})

test('a key that could not be read is asked for again', async () => {
  const { state, keys } = warehouse()
  state.away = true
  await expect(keys(KEY, [])).rejects.toThrow('away')
  state.away = false
  expect(await keys(KEY, [])).toEqual([{ sql: KEY, at: 1, reading: 2 }])
})

test.each([
  'SELECT FLOOR(EXTRACT(EPOCH FROM now()) / 3600)',
  'SELECT max(version) FROM table_state WHERE published_at < now()',
  'SELECT version FROM table_state WHERE data_to < CURRENT_DATE',
  'SELECT count(*) FROM discharge',
])('what may change without a publication is read each time: %s', async (sql) => {
  const { state, keys } = warehouse()
  await keys(sql, [])
  await keys(sql, [])
  expect(state.reads).toBe(2)
})
