import { expect, test } from 'vitest'
import { oneAfterAnother } from './one-after-another'

test('what fails stops nothing, and is told at the end', async () => {
  const done: number[] = []
  const good = (n: number) => async () => {
    done.push(n)
    return n
  }
  const bad = (why: string) => () => Promise.reject(new Error(why))
  expect(await oneAfterAnother([good(1), good(2)])).toBe(3)
  await expect(oneAfterAnother([bad('first'), good(3)])).rejects.toThrow('first')
  await expect(oneAfterAnother([bad('first'), good(4), bad('second')])).rejects.toThrow(/first.*second/)
  expect(done).toEqual([1, 2, 3, 4])
})
