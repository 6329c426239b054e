import { expect, test } from 'vitest'
import { PROBLEMS, type ProblemReason, problem, reasonOf } from './problem'

const asked = (language?: string) =>
  new Request('http://localhost/api/indicators', language ? { headers: { 'accept-language': language } } : {})

test.each([
  [undefined, 'zh'],
  ['zh-CN,zh;q=0.9,en;q=0.8', 'zh'],
  ['en-US,en;q=0.9', 'en'],
  ['EN', 'en'],
  ['de', 'zh'],
] as const)('accept-language %s is answered in %s', async (language, expected) => {
  const body = await problem(asked(language), 'not-permitted').json()
  expect(body.title).toBe(PROBLEMS['not-permitted'].title[expected])
  expect(body[expected].title).toBe(body.title)
})

test('a refusal names its kind, what is wrong, and what to do, in both languages', async () => {
  const errors = [{ part: 'period', zh: 'period 不能这样写。', en: 'period: no.' }]
  const response = problem(asked('en'), 'bad-question', { errors, message: 'Extra.' })
  expect(response.status).toBe(400)
  expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/)
  expect(response.headers.get('cache-control')).toBe('private, no-store')
  expect(await response.json()).toEqual({
    type: 'urn:cockpit:problem:bad-question',
    title: 'The question cannot be read',
    status: 400,
    detail: 'period: no. Extra. Correct what errors names; /api/indicators/openapi.json says how it is written.',
    reason: 'bad-question',
    zh: {
      title: '问题的写法有误',
      detail: 'period 不能这样写。 按 errors 逐项改正；写法见 /api/indicators/openapi.json。',
    },
    en: expect.objectContaining({ title: 'The question cannot be read' }),
    errors,
  })
})

test('every reason has a status of an error, a title and a remedy in both languages', () => {
  for (const [reason, { status, title, remedy }] of Object.entries(PROBLEMS)) {
    expect(status, reason).toBeGreaterThanOrEqual(400)
    expect(`${title.zh}${remedy.zh}`, reason).toMatch(/[\u4e00-\u9fff]/)
    expect(`${title.en}${remedy.en}`, reason).not.toMatch(/[\u4e00-\u9fff]/)
  }
})

test('when to come back is told where waiting helps', () => {
  const wait = (reason: ProblemReason) => problem(asked(), reason, { retryAfter: 60 }).headers.get('retry-after')
  expect(wait('too-many-questions')).toBe('60')
  expect(problem(asked(), 'not-permitted').headers.get('retry-after')).toBeNull()
})

test('a place that does not exist and one that is foreign are answered the same', () => {
  expect([reasonOf('unknown-territory'), reasonOf('unknown-facility')]).toEqual(['not-permitted', 'not-permitted'])
  expect(reasonOf('bad-filter')).toBe('bad-filter')
})
