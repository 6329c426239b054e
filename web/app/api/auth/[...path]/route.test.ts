import { beforeEach, expect, test, vi } from 'vitest'
import { POST } from './route'

const seen = vi.hoisted(() => ({ bodies: [] as string[] }))
vi.mock('../../../../server/ports', () => ({ ports: () => ({}) }))
vi.mock('../../../../server/session/sign-in', () => ({
  signIn: () => ({
    handler: async (request: Request) => {
      seen.bodies.push(await request.text())
      return new Response(null, { status: 401 })
    },
  }),
}))
beforeEach(() => {
  seen.bodies.length = 0
})

async function tryIn(body: string, headers: Record<string, string> = {}): Promise<number> {
  const request = new Request('http://localhost/api/auth/sign-in/username', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  })
  return (await POST(request, { params: Promise.resolve({ path: ['sign-in', 'username'] }) })).status
}
const as = (username: string) => JSON.stringify({ username, password: 'x' })

test('an account has twenty tries a minute, from however many stated addresses', async () => {
  for (let n = 1; n <= 20; n++) expect(await tryIn(as('wang'), { 'x-forwarded-for': `10.0.0.${n}` })).toBe(401)
  expect(await tryIn(as('Wang'), { 'x-forwarded-for': '10.0.1.1' })).toBe(429)
  expect(await tryIn(as('li'), { 'x-forwarded-for': '10.0.1.1' })).toBe(401)
  expect(seen.bodies).toHaveLength(21)
  expect(seen.bodies[0]).toBe(as('wang'))
})

test.each([
  [
    'a form, in which another name could stand',
    '{"username":"a","q":"&username=b&"}',
    'application/x-www-form-urlencoded',
  ],
  ['no name', '{}', 'application/json'],
  ['no JSON', 'username', 'application/json'],
])('%s does not reach the library', async (_, body, type) => {
  expect(await tryIn(body, { 'content-type': type })).toBe(400)
  expect(seen.bodies).toEqual([])
})

test('a body without bound is refused unread', async () => {
  expect(await tryIn(as('zhao'), { 'content-length': '16385' })).toBe(413)
  expect(await tryIn(as('zhao'), { 'transfer-encoding': 'chunked' })).toBe(413)
  expect(seen.bodies).toEqual([])
})
