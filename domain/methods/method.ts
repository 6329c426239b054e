import { z } from 'zod'
import type { Bilingual } from '../ids'

export type Scalar = string | number | null
/** One line of a table: column to value. All lines of a table have the same columns, in the same order. */
export type Line = Readonly<Record<string, Scalar>>

/** What a method makes of its input. Shares are 0 to 1; null stands where there is nothing to divide by. */
export interface MethodResult {
  /** Figures of the whole. */
  readonly figures: Line
  /** Figures of its parts, in tables by name. */
  readonly tables: Readonly<Record<string, readonly Line[]>>
  /** What a reader has to know: rows that were left out and why. */
  readonly notes: readonly Bilingual[]
}

/** A composite that can be worked out from plain input, with the very function that the product uses. */
export interface Method {
  /** As it is called on the command line. */
  readonly name: string
  readonly title: Bilingual
  readonly formula: Bilingual
  /** Where the formula stands. */
  readonly source: string
  /** An input that runs. */
  readonly example: unknown
  run(input: unknown): MethodRun
}

export type MethodRun =
  | { readonly ok: true; readonly result: MethodResult }
  /** Each says which row, what is wrong with it and what to write instead. */
  | { readonly ok: false; readonly problems: readonly string[] }

/** A formula was given numbers that it cannot work with; the message says which and what to do. */
export class MethodInputError extends Error {}

interface About<Input extends z.ZodType> extends Omit<Method, 'run' | 'example'> {
  readonly input: Input
  readonly example: z.input<Input>
  /** Errors that mean "these numbers cannot be used" beside `MethodInputError`. */
  readonly refusals?: readonly (abstract new (
    ...args: never[]
  ) => Error)[]
  readonly work: (input: z.output<Input>) => Pick<MethodResult, 'figures'> & Partial<MethodResult>
}

export function method<Input extends z.ZodType>(about: About<Input>): Method {
  const { input, work, refusals = [], ...shown } = about
  return {
    ...shown,
    run(given) {
      const parsed = input.safeParse(given)
      if (!parsed.success) return { ok: false, problems: problemsOf(parsed.error.issues, given) }
      try {
        return { ok: true, result: { tables: {}, notes: [], ...work(parsed.data) } }
      } catch (error) {
        const known = error instanceof MethodInputError || refusals.some((kind) => error instanceof kind)
        if (!known || !(error instanceof Error)) throw error
        return { ok: false, problems: [error.message] }
      }
    },
  }
}

/** At most so many problems are told; the rest are counted. */
const MOST_PROBLEMS = 20

function problemsOf(issues: readonly z.core.$ZodIssue[], given: unknown): string[] {
  const told = issues.map((issue) => `${placeOf(issue.path, given)}: ${wordsOf(issue)}`)
  const rest = told.length - MOST_PROBLEMS
  return rest > 0 ? [...told.slice(0, MOST_PROBLEMS), `and ${rest} more problems of the same input`] : told
}

/** `cases, row 3 (drg "BB21"), cost`: rows are counted from 1, and named by what a reader would look for. */
function placeOf(path: readonly PropertyKey[], given: unknown): string {
  let at: unknown = given
  const parts: string[] = []
  for (const key of path) {
    at = typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[key] : undefined
    parts.push(typeof key === 'number' ? `row ${key + 1}${nameOf(at)}` : String(key))
  }
  return parts.join(', ') || 'the input'
}

function nameOf(row: unknown): string {
  if (typeof row !== 'object' || row === null) return ''
  const [name, value] = Object.entries(row).find(([, one]) => typeof one === 'string') ?? []
  return name === undefined ? '' : ` (${name} "${String(value)}")`
}

function wordsOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys')
    return `${issue.keys.map((key) => `"${key}"`).join(', ')} is not known here; leave it out or correct its name`
  return issue.message
}

/*
 * Fields of an input, each with the words for what belongs there. A message says what stands there and what should.
 */

/** `what` completes "give ...": "a cost in yuan, such as 8500". */
const telling = (what: string) => (issue: { input?: unknown }) =>
  issue.input === undefined ? `is missing; give ${what}` : `is ${JSON.stringify(issue.input)}; give ${what}`

export const field = {
  /** A number from `min` to `max`, both allowed. */
  number: (what: string, { min = 0, max = Number.MAX_VALUE }: { min?: number; max?: number } = {}) =>
    z
      .number({ error: telling(what) })
      .min(min, { error: telling(what) })
      .max(max, { error: telling(what) }),
  above: (what: string) => z.number({ error: telling(what) }).positive({ error: telling(what) }),
  whole: (what: string, { min = 0 }: { min?: number } = {}) =>
    z.int({ error: telling(what) }).min(min, { error: telling(what) }),
  text: (what: string) =>
    z
      .string({ error: telling(what) })
      .trim()
      .min(1, { error: telling(what) })
      .max(200, { error: telling(what) }),
  /** A day, written 2026-01-31. */
  day: (what: string) => z.iso.date({ error: telling(what) }),
  choice: <const T extends readonly string[]>(values: T, what: string) =>
    z.enum(values, { error: telling(`${what}: ${values.join(', ')}`) }),
  /** Rows of one kind, at least one. */
  rows: <Row extends z.ZodType>(row: Row, what: string) =>
    z.array(row, { error: telling(`a list of ${what}`) }).min(1, { error: `is empty; give at least one of ${what}` }),
}
