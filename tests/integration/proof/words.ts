import type { RawRow, RawTables } from '../semantic/lake-of'
import { n, type Placed, type Source } from './sources'

export type Value = (row: RawRow, tables: RawTables) => number | null
export type Side = readonly [Source, Value]

/** One indicator from raw rows: what is added up above and below the line. */
export interface Definition {
  readonly top: Side
  readonly bottom?: Side
  readonly per?: number
  /** Below the line stand the residents of the place. */
  readonly perResident?: number
  /** Below the line stand those insured there. */
  readonly perInsured?: number
  readonly stock?: true
  readonly distinct?: (placed: readonly Placed[], tables: RawTables) => number
  /** Persons that a row of the top's source stands for: where one to four stand behind a number, it is not shown. */
  readonly persons?: Value
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

export const share = (top: Side, bottom: Side): Definition => ({ top, bottom })
export const stockShare = (top: Side, bottom: Side): Definition => ({ top, bottom, stock: true })
export const sum = (source: Source, value: Value): Definition => ({ top: [source, value] })
export const stock = (source: Source, value: Value): Definition => ({ top: [source, value], stock: true })
