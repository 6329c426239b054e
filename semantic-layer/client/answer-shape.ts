import { stepStart } from '@cockpit/domain/indicator/time-shape'
import { CalendarDate } from '@cockpit/domain/period/calendar'
import type { CubeQuery, CubeRow } from './cube-query'
import { CubeUnavailable } from './unavailable'

export interface Loaded {
  readonly data: CubeRow[]
  readonly usedPreAggregations?: Readonly<Record<string, unknown>>
}

/** An answer column by column. */
export interface Columns {
  readonly length: number
  /** @throws Error for a member that was not asked for */
  column(member: string): readonly unknown[]
}

/**
 * The rows of an answer, when they are what was asked: every member in every row, measures that are numbers, days inside the span, no more
 * rows than the limit. A table without a row that was asked for is data; a row without its number is a fault, or it would be read as none.
 * @throws CubeUnavailable `wrong`, naming what does not fit
 */
export function loadedFrom(body: unknown, query: CubeQuery): Loaded {
  if (!isObject(body) || !Array.isArray(body.data)) throw wrong('it has no rows')
  const { data, usedPreAggregations } = body
  columnsFrom(body, query)
  return {
    data: data as CubeRow[],
    ...(isObject(usedPreAggregations) ? { usedPreAggregations } : {}),
  }
}

/** The same column by column, of an answer in columns or in rows. @throws CubeUnavailable `wrong`, naming what does not fit */
export function columnsFrom(body: unknown, query: CubeQuery): Columns {
  if (!isObject(body)) throw wrong('it has no rows')
  const { data, annotation } = body
  checkAnnotation(annotation, query)
  const measures = query.measures ?? []
  const dimensions = query.dimensions ?? []
  const times = timesOf(query)
  const { length, column: columnOf } = Array.isArray(data) ? fromRows(data) : fromColumns(data)
  if (query.limit !== undefined && length > query.limit) throw wrong(`it has more than ${query.limit} rows`)
  const columns = new Map(
    [...measures, ...dimensions, ...times.map(({ member }) => member)].map((member) => [member, columnOf(member)]),
  )
  const eachOf = (member: string, check: (value: unknown) => void) => {
    for (const value of columns.get(member) ?? []) check(value)
  }
  for (const member of measures) eachOf(member, (value) => checkMeasure(member, value))
  for (const member of dimensions) eachOf(member, (value) => checkDimension(member, value))
  for (const time of times) eachOf(time.member, (value) => checkTime(time, value))
  return {
    length,
    column(member) {
      const found = columns.get(member)
      if (!found) throw new Error(`${member} was not asked for.`)
      return found
    },
  }
}

interface RawColumns {
  readonly length: number
  /** Undefined in each row where it is missing. */
  readonly column: (member: string) => readonly unknown[]
}

function fromRows(data: readonly unknown[]): RawColumns {
  for (const row of data) if (!isObject(row)) throw wrong('a row is no object')
  const rows = data as readonly Record<string, unknown>[]
  return { length: rows.length, column: (member) => rows.map((row) => row[member]) }
}

function fromColumns(data: unknown): RawColumns {
  if (!isObject(data) || !Array.isArray(data.members) || !Array.isArray(data.columns)) throw wrong('it has no rows')
  const { members, columns } = data
  const [first = []] = columns
  if (members.length !== columns.length || columns.some((one) => !Array.isArray(one) || one.length !== first.length))
    throw wrong('its columns do not fit one another')
  const places = new Map(members.map((member, n) => [member, n]))
  return {
    length: first.length,
    column(member) {
      const place = places.get(member)
      // A table without rows has no columns either.
      return place === undefined ? new Array(first.length).fill(undefined) : columns[place]
    },
  }
}

/** Where Cube says which members its columns are, they are the ones asked for: it says so even when there is no row. */
function checkAnnotation(annotation: unknown, query: CubeQuery): void {
  if (!isObject(annotation)) return
  for (const [kind, members] of Object.entries({ measures: query.measures, dimensions: query.dimensions }))
    for (const member of members ?? [])
      if (!isObject(annotation[kind]) || !(member in annotation[kind])) throw wrong(`it does not know ${member}`)
}

function checkMeasure(member: string, value: unknown): void {
  if (value === undefined) throw wrong(`${member} is missing in a row`)
  if (value === null) return
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  if (typeof number !== 'number' || !Number.isFinite(number))
    throw wrong(`${member} is ${String(value).slice(0, 40)}, which is not a number`)
}

function checkDimension(member: string, value: unknown): void {
  if (value === undefined) throw wrong(`${member} is missing in a row`)
  if (typeof value === 'object' && value !== null) throw wrong(`${member} is no plain value`)
}

interface Time {
  readonly member: string
  /** First days of the first and the last step; null where the whole of time was asked for. */
  readonly within: readonly [string, string] | null
}

const DAY = /^\d{4}-\d\d-\d\d/
type Step = NonNullable<NonNullable<CubeQuery['timeDimensions']>[number]['granularity']>

function timesOf(query: CubeQuery): Time[] {
  return (query.timeDimensions ?? []).flatMap(({ dimension, granularity, dateRange }) =>
    granularity === undefined
      ? []
      : [
          {
            member: `${dimension}.${granularity}`,
            within: dateRange ? [stepOf(dateRange[0], granularity), dateRange[1]] : null,
          },
        ],
  )
}

/** The first day of the step in which a day (`yyyy-mm-dd`) lies. */
function stepOf(day: string, granularity: Step): string {
  return stepStart(CalendarDate.parse(day.slice(0, 10)), granularity)
}

function checkTime({ member, within }: Time, value: unknown): void {
  if (value === null && !within) return
  if (typeof value !== 'string' || !DAY.test(value)) throw wrong(`${member} is no day in a row`)
  const day = value.slice(0, 10)
  if (within && (day < within[0] || day > within[1])) throw wrong(`${member} is ${day}, outside what was asked`)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function wrong(what: string): CubeUnavailable {
  return new CubeUnavailable(`The semantic layer answered something else than it was asked: ${what}.`, 'wrong')
}
