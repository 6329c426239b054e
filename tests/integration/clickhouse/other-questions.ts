import { CASE_ORDERS, CaseKey, CaseQuery, type CaseRow, FacilityCases } from '@cockpit/domain/cases/case-query'
import { AreaCode, IndicatorId } from '@cockpit/domain/ids'
import { parsePeriod } from '@cockpit/domain/period/period'
import { countByDepartment, readCase, readCases } from '@cockpit/semantic-layer/cases/read-cases'
import { readDoctors } from '@cockpit/semantic-layer/cases/read-doctors'
import type { AskPorts } from '@cockpit/semantic-layer/client/ask'
import { catalogueOf, fetchMeta } from '@cockpit/semantic-layer/client/catalogue'
import type { CubeRow } from '@cockpit/semantic-layer/client/cube-query'
import { loadRows } from '@cockpit/semantic-layer/client/cube-rest'
import { originOf, reachOf } from '@cockpit/semantic-layer/client/lineage'
import type { Asker } from '@cockpit/semantic-layer/client/prepare-question'
import { scopePass } from '@cockpit/semantic-layer/client/scope-token'
import { expect, test } from 'vitest'
import { close } from './same-cells'

/** Rows that one engine may give in another order than the other; more of them would not be the whole. */
const MOST = 20_000

export interface BothEngines {
  readonly asker: Asker
  readonly ports: () => readonly [duckdb: AskPorts, cluster: AskPorts]
}

/** What is asked beside indicators: single front pages, doctors, lineage, and every cube that no indicator stands on. */
export function testOtherQuestions({ asker, ports }: BothEngines): void {
  const both = async <T>(ask: (of: AskPorts) => Promise<T>): Promise<T> => {
    const [here, there] = await Promise.all(ports().map(ask))
    alike('', here, there)
    return here as T
  }
  const cases = (more: object) =>
    CaseQuery.parse({ territory: '330000', from: '2024-01-01', to: '2025-12-31', limit: 500, ...more })

  test('lists of single front pages are the same, in each order, and so is a page', async () => {
    const listed: CaseRow[] = []
    for (const order of CASE_ORDERS) {
      // Every mark is a member of the cube too, and compared over all pages below.
      const result = await both((of) => readCases(cases({ order, offset: 20 }), asker, of))
      if (result.ok) listed.push(...result.value.rows)
    }
    expect(listed.length).toBeGreaterThan(400)
    for (const list of ['died', 'lowRiskDeath', 'ungrouped'] as const) {
      const result = await both((of) => readCases(cases({ list, limit: 30 }), asker, of))
      expect(result.ok && result.value.total, list).toBeGreaterThan(0)
    }
    const { facility, record, admission, dischargedOn } = listed[0] ?? {}
    const key = CaseKey.parse({ facility, record, admission, dischargedOn })
    expect(await both((of) => readCase(key, asker, of))).toMatchObject({ record, dischargedOn })
  })

  test('departments and doctors of single front pages are the same', async () => {
    const departments = await both((of) => countByDepartment(cases({}), asker, of))
    expect(departments.ok && departments.value.length).toBeGreaterThan(1)
    const query = FacilityCases.parse({ ...cases({ territory: '330102', facility: 'F0001' }), list: 'died' })
    const doctors = await both((of) => readDoctors(query, asker, of))
    expect(doctors.ok && doctors.value.lines.length).toBe(3)
  })

  test('a number has the same files on both, and a file touches the same numbers', async () => {
    for (const indicator of ['outpatient.visits', 'vaccinations.coverage']) {
      const question = {
        indicator: IndicatorId.parse(indicator),
        territory: AreaCode.parse('330000'),
        period: parsePeriod('2025'),
      }
      const told = await both((of) => originOf(question, asker, of))
      if (!told.ok) throw new Error(`${indicator}: ${told.message}`)
      const [file, ...others] = told.origin.files
      if (!file || others.length < 2) throw new Error(`${indicator} has not its three files`)
      const reach = await both((of) => reachOf({ batch: file.batch, table: file.table }, asker, of))
      expect(reach.ok && reach.reach.places.length).toBeGreaterThan(3)
    }
  })

  test('cubes without an indicator of their own give the same rows, over all their members', async () => {
    const [duckdb, cluster] = ports()
    const meta = await fetchMeta(duckdb.cube)
    const measured = new Set(catalogueOf(meta).indicators.map(({ id }) => id.slice(0, id.indexOf('.'))))
    const others = meta.cubes.filter(({ name }) => !measured.has(name))
    expect(others.map(({ name }) => name)).toEqual(expect.arrayContaining(['cases', 'lineage', 'catalogueEntry']))
    const areas = ['330000', '500000'].map((code) => AreaCode.parse(code))
    const ask = (of: AskPorts, query: object) =>
      loadRows(of.cube, scopePass({ areas, facilities: [] }, 'case', of.territory, of.cube.secret, of.now), {
        ...query,
        limit: MOST,
      })
    for (const { name, measures, dimensions } of others) {
      const query = {
        measures: measures.map((one) => one.name),
        dimensions: dimensions.filter(({ type }) => type !== 'time').map((one) => one.name),
      }
      const [here, there] = await Promise.all([ask(duckdb, query), ask(cluster, query)])
      expect([name, there.length]).toEqual([name, here.length])
      expect(here.length, name).toBeLessThan(MOST)
      alike(name, inOrder(here, query.dimensions), inOrder(there, query.dimensions))
    }
  })
}

/** Rows by what they are told apart by; an empty text of one engine may be a NULL of the other, and both mean nothing. */
function inOrder(rows: readonly CubeRow[], dimensions: readonly string[]): CubeRow[] {
  const key = (row: CubeRow) => JSON.stringify(dimensions.map((name) => String(row[name] ?? '')))
  return [...rows].sort((a, b) => (key(a) < key(b) ? -1 : 1))
}

/** Fails at the first path at which two values differ; doubles may differ in their last digits. */
function alike(path: string, a: unknown, b: unknown): void {
  if (Array.isArray(a) && Array.isArray(b)) {
    expect([path, b.length]).toEqual([path, a.length])
    for (const [at, value] of a.entries()) alike(`${path}[${at}]`, value, b[at])
  } else if (typeof a === 'object' && a !== null && typeof b === 'object' && b !== null) {
    const [left, right] = [a, b] as [Record<string, unknown>, Record<string, unknown>]
    for (const name of new Set([...Object.keys(left), ...Object.keys(right)]))
      alike(`${path}.${name}`, left[name], right[name])
  } else {
    const numbers = [a, b].map(numberOf)
    if (numbers[0] !== null && numbers[1] !== null) {
      const [left, right] = numbers as [number, number]
      expect([path, close(left, right) ? right : left]).toEqual([path, right])
    } else expect([path, b]).toEqual([path, a])
  }
}

/** Cube gives numbers as texts, of which 1 and 1.0 are one. */
function numberOf(value: unknown): number | null {
  if (typeof value === 'number') return value
  return typeof value === 'string' && /^-?\d+(\.\d+)?(e[-+]?\d+)?$/i.test(value) ? Number(value) : null
}
