import { DuckDBInstance } from '@duckdb/node-api'
import { beforeAll, describe, expect, test } from 'vitest'
import { quoteName, quoteText, sqlType } from '../../lake/sql'
import { discharge } from './discharge-table'

type Page = Readonly<Record<string, string | number>>
const SOUND: Page = {
  sex: '2',
  age_years: 0,
  age_days: 20,
  birth_weight: 3200,
  newborn_weight: 3450,
  birth_date: '2026-09-11',
  admitted_at: '2026-10-01 08:00:00',
  discharged_at: '2026-10-05 09:00:00',
  los_days: 4,
  main_diagnosis: 'P59.900',
  main_operation: '99.8300',
  main_operation_date: '2026-10-02',
  other_operations: "[{'operation': '99.8301', 'operated_on': DATE '2026-10-03'}]",
  discharge_way: '1',
  readmission_planned: '1',
  cost_total: 3000,
  cost_own: 900,
  fee_nursing: 1000,
  fee_western_drug: 2000,
  fee_antibacterial: 500,
}

const NO_FEES = { cost_own: null, fee_nursing: null, fee_western_drug: null, fee_antibacterial: null }

let broken: (change: Readonly<Record<string, string | number | null>>) => Promise<string[]>
beforeAll(async () => {
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  broken = async (change) => {
    const page = { ...SOUND, ...change }
    const columns = discharge.columns.map((column) => {
      const value = page[column.name]
      // A list is written as DuckDB writes it, and its missing members are filled.
      const literal =
        value === undefined || value === null
          ? 'NULL'
          : column.type === 'list'
            ? `list_transform(${value}, lambda one: {${(column.list?.members ?? [])
                .map(
                  ({ name }) =>
                    `${quoteText(name)}: ${['operation', 'operated_on'].includes(name) ? `one.${name}` : 'NULL'}`,
                )
                .join(', ')}})`
            : quoteText(String(value))
      return `CAST(${literal} AS ${sqlType(column)}) AS ${quoteName(column.name)}`
    })
    const checks = discharge.checks.map(({ brokenWhen }) => `coalesce((${brokenWhen}), false)`)
    const found = await connection.runAndReadAll(`SELECT ${checks.join(', ')} FROM (SELECT ${columns.join(', ')})`)
    const row = found.getRowsJS()[0] ?? []
    return discharge.checks.filter((_, index) => row[index] === true).map(({ id }) => id)
  }
})

test('a sound page of a newborn breaks no rule, and an empty optional field never does', async () => {
  expect(await broken({})).toEqual([])
  const required = new Set(discharge.columns.filter((column) => column.required).map(({ name }) => name))
  const onlyRequired = Object.fromEntries(
    Object.keys(SOUND).flatMap((name) => (required.has(name) ? [] : [[name, null]])),
  )
  expect(await broken(onlyRequired)).toEqual([])
})

describe('each rule, at its boundary', () => {
  test.each<[Readonly<Record<string, string | number | null>>, string[]]>([
    [
      {
        discharged_at: '2026-10-01 08:00:00',
        los_days: 1,
        main_operation: null,
        main_operation_date: null,
        other_operations: null,
      },
      [],
    ],
    [
      {
        admitted_at: '2026-10-05 09:00:01',
        los_days: 1,
        main_operation: null,
        main_operation_date: null,
        other_operations: null,
      },
      ['discharge-before-admission'],
    ],
    [{ main_diagnosis: '待查' }, ['diagnosis-shape']],
    [{ birth_date: '2026-10-05', age_days: 0 }, []],
    [{ birth_date: '2026-10-06', age_years: null, age_days: null }, ['born-after-discharge']],
    [{ cost_total: 3001 }, []],
    [{ cost_total: 3001.5 }, ['fees-sum-to-total']],
    [{ fee_nursing: null, fee_western_drug: null, fee_antibacterial: null }, []],
    // Four days: less than 20 yuan is 万元 or 千元; nothing at all is a stay that was called off.
    [{ ...NO_FEES, cost_total: 20 }, []],
    [{ ...NO_FEES, cost_total: 19.99 }, ['amounts-not-in-yuan']],
    [{ ...NO_FEES, cost_total: 0.3 }, ['amounts-not-in-yuan']],
    [{ ...NO_FEES, cost_total: 0 }, []],
    [{ ...NO_FEES, cost_total: 160, admitted_at: '2016-10-01 08:00:00', los_days: 3656 }, []],
    [{ cost_own: 3002 }, ['own-payment-above-total']],
    [{ fee_antibacterial: 2001.5 }, ['part-above-fee-item']],
    [{ los_days: 5 }, []],
    [{ los_days: 6 }, ['stay-against-dates']],
    // A birthday within the stay: both ages are true on some day of it.
    [{ birth_date: '1980-10-03', age_years: 45, age_days: null }, []],
    [{ birth_date: '1980-10-03', age_years: 46, age_days: null }, []],
    [{ birth_date: '1980-10-03', age_years: 47, age_days: null }, ['age-against-birth-date']],
    [{ birth_date: '1980-10-03', age_years: 44, age_days: null }, ['age-against-birth-date']],
    [{ age_days: null }, ['infant-without-days']],
    [{ age_years: 1, age_days: 3, birth_date: '2025-09-11' }, ['days-beyond-first-year']],
    [{ newborn_weight: null }, ['newborn-without-weight']],
    [{ age_days: 29, newborn_weight: null, birth_weight: 0 }, []],
    [{ birth_weight: 100, newborn_weight: 9999 }, []],
    [{ birth_weight: 99 }, ['newborn-weight-range']],
    [{ newborn_weight: 10000 }, ['newborn-weight-range']],
    [{ main_operation_date: null }, ['operation-without-date']],
    [{ main_operation_date: '2026-09-30' }, []],
    [{ main_operation_date: '2026-09-29' }, ['operation-outside-stay']],
    [{ main_operation_date: '2026-10-07' }, ['operation-outside-stay']],
    [
      { other_operations: "[{'operation': '99.83', 'operated_on': DATE '2026-10-07'}]" },
      ['other-operation-outside-stay'],
    ],
    [{ other_operations: "[{'operation': '99.83', 'operated_on': NULL::DATE}]" }, []],
    [{ coma_before_days: 40, coma_before_hours: 23, coma_after_minutes: 59 }, []],
    [{ coma_before_hours: 24 }, ['coma-hours-or-minutes']],
    [{ coma_after_minutes: 60 }, ['coma-hours-or-minutes']],
    [{ sex: '1', main_diagnosis: 'O80.000' }, ['male-with-female-diagnosis']],
    [{ sex: '1', main_diagnosis: 'N79.000' }, []],
    [{ sex: '2', main_diagnosis: 'N40.x00' }, ['female-with-male-diagnosis']],
    [{ sex: '9', main_diagnosis: 'N40.x00' }, []],
    [{ discharge_way: '5', readmission_planned: '2' }, ['dead-with-readmission-planned']],
  ])('%j breaks %j', async (change, ids) => {
    expect(await broken(change)).toEqual(ids)
  })
})
