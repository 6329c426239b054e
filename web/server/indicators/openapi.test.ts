import { Answer } from '@cockpit/domain/indicator/envelope'
import { PARAMETERS } from '@cockpit/domain/indicator/parameters'
import { IndicatorQuery } from '@cockpit/domain/indicator/query'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { openApi } from './openapi'
import { PROBLEMS } from './problem'

/** The parts of OpenAPI 3.1 that the document uses, as the specification requires them (https://spec.openapis.org/oas/v3.1.0). */
const Schema = z.record(z.string(), z.unknown())
const Parameter = z.strictObject({
  name: z.string().min(1),
  in: z.literal('query'),
  required: z.boolean(),
  description: z.string().min(1),
  style: z.literal('form').optional(),
  explode: z.boolean().optional(),
  schema: Schema,
})
const Document = z.strictObject({
  openapi: z.string().regex(/^3\.1\.\d+$/),
  info: z.strictObject({ title: z.string().min(1), version: z.string().min(1), description: z.string() }),
  paths: z.record(
    z.string().startsWith('/'),
    z.strictObject({
      get: z.strictObject({
        operationId: z.string(),
        summary: z.string(),
        description: z.string(),
        security: z.array(z.record(z.string(), z.array(z.string()))),
        parameters: z.array(Parameter),
        responses: z.record(
          z.string().regex(/^[1-5]\d\d$/),
          z.strictObject({
            description: z.string().min(1),
            content: z.record(z.string(), z.strictObject({ schema: Schema })),
          }),
        ),
      }),
    }),
  ),
  components: z.strictObject({
    schemas: z.record(z.string().regex(/^[\w.-]+$/), Schema),
    securitySchemes: z.record(
      z.string(),
      z.strictObject({ type: z.literal('apiKey'), in: z.literal('cookie'), name: z.string(), description: z.string() }),
    ),
  }),
})
const text = JSON.stringify(openApi())
const document = Document.parse(JSON.parse(text))
const get = document.paths['/api/indicators']?.get

test('every reference and every kind of sign-in it names is there', () => {
  const names = [...text.matchAll(/"\$ref":"([^"]+)"/g)].map((match) => match[1])
  expect(names.length).toBeGreaterThan(1)
  for (const name of names) {
    expect(name).toMatch(/^#\/components\/schemas\//)
    expect(document.components.schemas).toHaveProperty(String(name).slice('#/components/schemas/'.length))
  }
  for (const way of get?.security ?? [])
    expect(Object.keys(document.components.securitySchemes)).toEqual(expect.arrayContaining(Object.keys(way)))
})

test('each field of the question is one parameter, required where the question requires it', () => {
  const parameters = new Map((get?.parameters ?? []).map((one) => [one.name, one]))
  expect([...parameters.keys()].sort()).toEqual([...Object.values(PARAMETERS), 'format'].sort())
  expect(Object.keys(PARAMETERS).sort()).toEqual(Object.keys(IndicatorQuery.shape).sort())
  const required = [...parameters.values()].filter((one) => one.required).map((one) => one.name)
  expect(required.sort()).toEqual(['indicator', 'period', 'territory'])
  expect(parameters.get('series')?.schema).toMatchObject({ enum: ['day', 'week', 'month', 'quarter', 'half', 'year'] })
  expect(parameters.get('indicator')).toMatchObject({
    explode: true,
    schema: { type: 'array', minItems: 1, maxItems: 24 },
  })
  expect(parameters.get('limit')?.schema).toMatchObject({ type: 'integer', minimum: 1, maximum: 5000 })
})

test('the patterns of texts are those the question is read by', () => {
  const filter = get?.parameters.find((one) => one.name === 'filter')?.schema as { items: { pattern: string } }
  const pattern = new RegExp(filter.items.pattern)
  expect(['tier=tertiary', 'disease:甲,乙', 'tier', '=x'].map((one) => pattern.test(one))).toEqual([
    true,
    true,
    false,
    false,
  ])
})

test('every reason of a refusal stands at its status', () => {
  for (const [reason, { status }] of Object.entries(PROBLEMS))
    expect(get?.responses[String(status)]?.description).toContain(`${reason}: `)
  expect(
    Object.keys(get?.responses ?? {})
      .map(Number)
      .sort(),
  ).toEqual([...new Set([200, ...Object.values(PROBLEMS).map(({ status }) => status)])].sort())
})

test('what the document calls an answer is what the server sends', () => {
  const properties = Object.keys((document.components.schemas.Answer as { properties: object }).properties)
  expect(properties.sort()).toEqual(Object.keys(Answer.unwrap().shape).sort())
})
