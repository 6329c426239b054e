import { expect, test, vi } from 'vitest'
import { GET } from './route'

vi.mock('../../../../server/trpc', async (original) => ({
  ...(await original<object>()),
  pageContextOf: async () => ({ caller: null, ports: {} }),
}))

const ask = async (count: number) => {
  const path = Array.from({ length: count }, () => 'session.me').join(',')
  return (await GET(new Request(`http://localhost/api/trpc/${path}?batch=1&input=%7B%7D`))).status
}

test('forty questions go together, one more does not', async () => {
  expect(await ask(40)).toBe(200)
  expect(await ask(41)).toBe(400)
})
