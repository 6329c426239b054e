import { Grant } from '@cockpit/domain/access/grant'
import { IndicatorQuery } from '@cockpit/domain/indicator/query'
import { methodNamed } from '@cockpit/domain/methods/registry'
import { askIndicators } from '@cockpit/semantic-layer/client/ask'
import type { CubePort } from '@cockpit/semantic-layer/client/cube-rest'
import { Publications } from '@cockpit/semantic-layer/client/publications'
import { expect, test } from 'vitest'
import type { makeWorld } from './world'

/** The composites of the catalogue, and the figure of `cockpit methods run drg` that is the same one. */
const OF_DRG = {
  'inpatient.indexCases': 'grouped',
  'inpatient.groupedShare': 'groupedShare',
  'inpatient.drgGroups': 'groups',
  'inpatient.totalWeight': 'totalWeight',
  'inpatient.caseMixIndex': 'caseMixIndex',
  'inpatient.costIndex': 'costIndex',
  'inpatient.stayIndex': 'timeIndex',
  'inpatient.lowRiskMortality': 'lowRiskMortality',
  'inpatient.midLowRiskMortality': 'lowerMiddleRiskMortality',
} as const

/** Each composite asked of the running Cube, and worked out again by the command's method from the plain pages. */
export function testComposites(world: ReturnType<typeof makeWorld>, port: () => CubePort): void {
  const pages = (world.tables.discharge ?? []).filter((page) => String(page.discharged_at) >= '2025-01-01')
  const reference = world.tables.drg_reference ?? []
  const run = (name: string, input: unknown) => {
    const done = methodNamed(name)?.run(input)
    if (!done?.ok) throw new Error(done?.problems.join('\n') ?? name)
    return done.result
  }

  test('every composite is what the method of the command line makes of the same pages, for all and for each institution', async () => {
    const grants = ['330000', '500000'].map((code) =>
      Grant.parse({ role: 'leader', territory: { kind: 'area', code }, sensitivity: 'case' }),
    )
    const { territory, facilities } = world
    const ports = { territory, facilities, demo: true, now: () => new Date(), cube: port() }
    const indicators = [...Object.keys(OF_DRG), 'inpatient.standardisedMortality']
    const query = { indicators, territory: '330000', by: 'facility', period: '2025', limit: 100 }
    const asking = { ...ports, publications: new Publications(port()) }
    const asked = await askIndicators(IndicatorQuery.parse(query), { grants, judging: true }, asking)
    if (!asked.ok) throw new Error(asked.message)

    const known = new Set(reference.map((row) => row.drg_code))
    const drg = run('drg', {
      cases: pages.map((page) => ({
        ...{ facility: page.facility_id, drg: page.drg_code, cost: page.cost_total, stay: page.los_days },
        deaths: page.discharge_way === '5' ? 1 : 0,
      })),
      benchmarks: reference.map((row) => ({
        ...{ drg: row.drg_code, weight: row.weight, meanCost: row.mean_cost, meanStay: row.mean_los },
        risk: row.risk_class,
      })),
    })
    const strata = [...new Set(pages.map((page) => page.facility_id))].flatMap((facility) =>
      [...known].map((stratum) => {
        const own = pages.filter(
          (page) => page.facility_id === facility && page.drg_code === stratum && Number(page.los_days) <= 60,
        )
        const observed = own.filter((page) => page.discharge_way === '5').length
        return { facility, stratum, cases: own.length, observed }
      }),
    )
    const rates = reference.flatMap((row) => (row.mortality ? [{ stratum: row.drg_code, rate: row.mortality }] : []))
    const smr = run('smr', { strata, rates })

    let compared = 0
    const compare = (facility: string, id: string, expected: unknown) => {
      const cell = asked.answer.rows.find(({ key }) => key === facility)?.cells[id]
      // Few pages are not shown, to a judge neither.
      if (cell?.state !== 'shown') return
      expect(Math.abs((cell.value ?? Number.NaN) - Number(expected)), `${id} of ${facility}`).toBeLessThan(1e-9)
      compared++
    }
    for (const line of drg.tables.facilities ?? [])
      for (const [id, figure] of Object.entries(OF_DRG)) compare(String(line.facility), id, line[figure])
    // The method gives no ratio on so few expected deaths; its two sides stand.
    for (const { facility, observed, expected } of smr.tables.facilities ?? [])
      compare(String(facility), 'inpatient.standardisedMortality', Number(observed) / Number(expected))
    expect(compared).toBeGreaterThan(60)
  })
}
