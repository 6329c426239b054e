import { n, type Placed, type Source } from './areas-sources'
import type { RawRow, RawTables } from './lake-of'

export type Value = (row: RawRow, tables: RawTables) => number | null
export type Side = readonly [Source, Value]

/** One indicator from raw rows: what is added up above and below the line. */
export interface AreaDefinition {
  readonly top: Side
  readonly bottom?: Side
  readonly per?: number
  /** Below the line stand the residents of the place. */
  readonly perResident?: number
  readonly stock?: true
  readonly distinct?: (placed: readonly Placed[], tables: RawTables) => number
}

export const one: Value = () => 1
export const of =
  (...names: string[]): Value =>
  (row) =>
    names.every((name) => row[name] === null || row[name] === undefined)
      ? null
      : names.reduce((sum, name) => sum + n(row, name), 0)
export const when =
  (test: (row: RawRow, tables: RawTables) => boolean, value: Value = one): Value =>
  (row, tables) =>
    test(row, tables) ? value(row, tables) : 0
export const is =
  (name: string, ...values: (string | number | boolean)[]) =>
  (row: RawRow) =>
    values.includes(row[name] as string)
export const yes = (name: string) => (row: RawRow) => String(row[name]) === 'true'
export const not =
  (test: (row: RawRow, tables: RawTables) => boolean) =>
  (row: RawRow, tables: RawTables): boolean =>
    !test(row, tables)

export const share = (top: Side, bottom: Side): AreaDefinition => ({ top, bottom })
export const stockShare = (top: Side, bottom: Side): AreaDefinition => ({ top, bottom, stock: true })
export const sum = (source: Source, value: Value): AreaDefinition => ({ top: [source, value] })
export const stock = (source: Source, value: Value): AreaDefinition => ({ top: [source, value], stock: true })
