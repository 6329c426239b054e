import { expect, test } from 'vitest'
import { allEnded } from './all-ended'

test('gives what all came to, in their order', async () => {
  const slow = Promise.resolve().then(() => Promise.resolve(1))
  expect(await allEnded([slow, Promise.resolve(2)])).toEqual([1, 2])
})

test('where one fails it waits for the others, and throws the first failure', async () => {
  let end: () => void = () => undefined
  const other = new Promise<void>((done) => {
    end = done
  })
  let over = false
  const all = allEnded([Promise.reject(new Error('first')), other, Promise.reject(new Error('second'))]).finally(() => {
    over = true
  })
  all.catch(() => undefined)
  await new Promise((turn) => setImmediate(turn))
  expect(over).toBe(false)
  end()
  await expect(all).rejects.toThrow('first')
})
