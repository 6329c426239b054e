import { Answer } from '@cockpit/domain/indicator/envelope'
import { PARAMETERS } from '@cockpit/domain/indicator/parameters'
import { IndicatorQuery } from '@cockpit/domain/indicator/query'
import { QUERY_WORDS, type QueryField } from '@cockpit/domain/indicator/query-words'
import { z } from 'zod'
import { FORMATS, LONGEST_ADDRESS, MOST_QUESTIONS } from './http-answer'
import { PROBLEMS } from './problem'

type Json = { readonly [name: string]: unknown }

const Problem = z.object({
  type: z.string().describe('urn:cockpit:problem:<reason>'),
  title: z.string(),
  status: z.int(),
  detail: z
    .string()
    .describe(
      'What is wrong and what to do, in the language the request prefers (zh unless Accept-Language begins with en).',
    ),
  reason: z.enum(Object.keys(PROBLEMS) as [string, ...string[]]),
  zh: z.object({ title: z.string(), detail: z.string() }),
  en: z.object({ title: z.string(), detail: z.string() }),
  errors: z
    .array(z.object({ part: z.string(), zh: z.string(), en: z.string() }))
    .optional()
    .describe('What is wrong with the question, parameter by parameter.'),
})

/** Fields that an address writes as `name=value`, because a parameter is a text. */
const PAIRS: Readonly<Partial<Record<QueryField, string>>> = {
  filters: '^[a-z][A-Za-z0-9]*[=:].+$',
  versions: '^[a-z][A-Za-z0-9]*\\.[a-z][A-Za-z0-9]*[=:].+$',
}

/** OpenAPI 3.1 of `GET /api/indicators`: its parameters and answers come from the zod schemas by which they are read and typed. */
export function openApi(): Json {
  const query = jsonSchema(IndicatorQuery, 'input') as { properties: Record<QueryField, Json>; required: QueryField[] }
  const file = { schema: { type: 'string', contentMediaType: 'text/csv' } }
  return {
    openapi: '3.1.0',
    info: {
      title: '指标查询 Indicator questions',
      version: '1',
      description:
        '一个问题：指标 × 分解 × 期间 × 比较 × 筛选 × 区划。时间为北京时间。One question: indicators by breakdown, period, comparison, filters and territory. ' +
        'The answer holds what the asker’s grants reach; small counts of persons are withheld. A cell without a value says why and is never zero.',
    },
    paths: {
      '/api/indicators': {
        get: {
          operationId: 'askIndicators',
          summary: '查询指标 Ask for indicators',
          description: `At most ${MOST_QUESTIONS} questions a minute for each person; an address of at most ${LONGEST_ADDRESS} characters. csv and xlsx are exports and need a role that may export.`,
          security: [{ session: [] }, { secureSession: [] }],
          parameters: [...parametersOf(query), formatParameter()],
          responses: {
            200: {
              description: '回答 The answer. demo: true and 演示数据 mark demonstration data, in every format.',
              content: {
                'application/json': { schema: { $ref: '#/components/schemas/Answer' } },
                'text/csv': file,
                'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': {
                  schema: { type: 'string', contentEncoding: 'binary' },
                },
              },
            },
            ...problemResponses(),
          },
        },
      },
    },
    components: {
      schemas: { Answer: jsonSchema(Answer, 'output'), Problem: jsonSchema(Problem, 'output') },
      securitySchemes: {
        session: cookie('cockpit.session_token', 'Session of a person who signed in'),
        secureSession: cookie('__Secure-cockpit.session_token', 'The same over https'),
      },
    },
  }
}

function parametersOf({
  properties,
  required,
}: {
  properties: Record<QueryField, Json>
  required: QueryField[]
}): Json[] {
  return (Object.keys(PARAMETERS) as QueryField[]).map((field) => {
    const pattern = PAIRS[field]
    const { description: _, ...schema } = properties[field]
    const several = pattern !== undefined || schema.type === 'array'
    return {
      name: PARAMETERS[field],
      in: 'query',
      required: required.includes(field),
      description: `${QUERY_WORDS[field].zh} ${QUERY_WORDS[field].en}`,
      ...(several ? { style: 'form', explode: true } : {}),
      schema: pattern ? { type: 'array', items: { type: 'string', pattern }, ...limitsOf(schema) } : schema,
    }
  })
}

function limitsOf({ minItems, maxItems }: Json): Json {
  return { ...(minItems === undefined ? {} : { minItems }), ...(maxItems === undefined ? {} : { maxItems }) }
}

function formatParameter(): Json {
  return {
    name: 'format',
    in: 'query',
    required: false,
    description: '回答的格式 The form of the answer.',
    schema: { type: 'string', enum: FORMATS, default: 'json' },
  }
}

/** One response a status; the reasons it may have stand in its description. */
function problemResponses(): Json {
  const byStatus = new Map<number, string[]>()
  for (const [reason, { status, title }] of Object.entries(PROBLEMS))
    byStatus.set(status, [...(byStatus.get(status) ?? []), `${reason}: ${title.zh} ${title.en}`])
  return Object.fromEntries(
    [...byStatus].map(([status, reasons]) => [
      status,
      {
        description: reasons.join('; '),
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  )
}

function cookie(name: string, description: string): Json {
  return { type: 'apiKey', in: 'cookie', name, description }
}

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io })
  return rest
}
