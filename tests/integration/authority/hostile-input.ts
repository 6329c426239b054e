import { z } from 'zod'

/** What a text, a number or a date may be replaced by: each is one value that a careless line turns into a failure of the server. */
export const HOSTILE: Readonly<Record<'string' | 'number' | 'date', readonly unknown[]>> = {
  string: [
    '',
    '\0',
    'a\0b',
    '\ud800',
    'x'.repeat(200_000),
    '\'; DROP TABLE "Task"; --',
    '%',
    '../../etc/passwd',
    '９９９９９９',
    '-1',
    '1e309',
    '9'.repeat(40),
  ],
  number: [-1, 0, 1.5, 2 ** 31, 2 ** 53, 1e308, Number.NaN, Number.POSITIVE_INFINITY],
  date: [new Date(Number.NaN), new Date(8.64e15), new Date(-8.64e15), new Date('-000001-01-01T00:00:00Z')],
}

/** Texts that some procedure takes; the first that fits is taken for a field that takes none but a certain form. */
const WORDS = [
  'client-key-0001',
  '330000',
  'F0001',
  '2025-10',
  '2025-10-01',
  'outpatient.visits',
  'some-rule',
  '1',
  'a@example.org',
  'I',
  '0',
]

type Leaf = { readonly path: readonly (string | number)[]; readonly kind: keyof typeof HOSTILE }
interface Sample {
  readonly value: unknown
  readonly leaves: readonly Leaf[]
}

/** A value that the schema takes, and where in it texts, numbers and dates stand. Every optional field is filled in. */
export function sampleOf(schema: z.ZodType): Sample {
  const leaves: Leaf[] = []
  return { value: fill(schema as z.core.$ZodType, [], leaves), leaves }
}

function fill(schema: z.core.$ZodType, path: readonly (string | number)[], leaves: Leaf[]): unknown {
  const { def } = (schema as z.core.$ZodTypes)._zod
  switch (def.type) {
    case 'string':
      leaves.push({ path, kind: 'string' })
      return WORDS.find((word) => z.safeParse(schema, word).success) ?? 'text'
    case 'number':
      leaves.push({ path, kind: 'number' })
      return [1, 0, 10, 100].find((n) => z.safeParse(schema, n).success) ?? 1
    case 'date':
      leaves.push({ path, kind: 'date' })
      return new Date()
    case 'object':
      return Object.fromEntries(
        Object.entries(def.shape).map(([name, one]) => [name, fill(one, [...path, name], leaves)]),
      )
    case 'array':
      return [fill(def.element, [...path, 0], leaves)]
    case 'tuple':
      return def.items.map((one, n) => fill(one, [...path, n], leaves))
    case 'record':
      leaves.push({ path: [...path, 'name'], kind: 'string' })
      return { name: 'text' }
    case 'intersection':
      return { ...(fill(def.left, path, leaves) as object), ...(fill(def.right, path, leaves) as object) }
    case 'union':
      return fill(def.options[0] as z.core.$ZodType, path, leaves)
    case 'enum':
      leaves.push({ path, kind: 'string' })
      return Object.values(def.entries)[0]
    case 'literal':
      return def.values[0]
    case 'optional':
    case 'nullable':
    case 'default':
    case 'prefault':
    case 'catch':
    case 'readonly':
    case 'nonoptional':
      return fill(def.innerType, path, leaves)
    case 'pipe':
      return fill(def.in, path, leaves)
    case 'boolean':
      return true
    case 'unknown':
    case 'any':
      leaves.push({ path, kind: 'string' })
      return { name: 'text' }
    default:
      throw new Error(`no sample of a ${def.type} at ${path.join('.')}: say here what one is`)
  }
}

/** The value with one place changed. */
export function changed(value: unknown, path: readonly (string | number)[], to: unknown): unknown {
  const [step, ...rest] = path
  if (step === undefined) return to
  if (Array.isArray(value)) return value.map((one, n) => (n === step ? changed(one, rest, to) : one))
  return { ...(value as object), [step]: changed((value as Record<string, unknown>)[step], rest, to) }
}
