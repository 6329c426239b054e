import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Database, database } from '@cockpit/db/database'
import { migrate } from '@cockpit/db/migrate'
import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'
import type { RuleCondition } from '@cockpit/domain/rules/condition'
import { RuleDefinition } from '@cockpit/domain/rules/definition'
import { writeDemoRegion } from '@cockpit/geo/demo/write-demo-region'
import { addRegion } from '@cockpit/geo/region/add-region'
import { loadTerritory } from '@cockpit/geo/territory-store'
import { NotJudged } from '@cockpit/jobs/evaluate/ask-steps'
import { type EvaluatePorts, type Evaluation, evaluateRules } from '@cockpit/jobs/evaluate/evaluate-rules'
import type { Trigger } from '@cockpit/jobs/evaluate/keep-verdicts'
import { fetchCatalogue } from '@cockpit/semantic-layer/client/catalogue'
import { packRoots } from '@cockpit/semantic-layer/packs/folders'
import { loadPacks } from '@cockpit/semantic-layer/packs/load'
import { startTestServer } from '../integration/db/test-server'
import { type RunningLayer, startLayer } from '../integration/semantic/layer'
import type { BenchRow } from './import.bench'
import { processorSeconds } from './processor-seconds'
import { RETURNS, writeProvincePlaces, writeReturns } from './province-lake'

const INDICATORS = 40
const MONTHS = Array.from({ length: 24 }, (_, n) => new Date(Date.UTC(2024, 10 + n, 1)).toISOString().slice(0, 10))

/** What forty rules of a commission would be: limits, changes and charts, of quotients some that compare peers. */
const OF_ANY: readonly RuleCondition[] = [
  { kind: 'threshold', op: '>', value: 1e9, steps: 3 },
  { kind: 'change', against: 'sameLastYear', direction: 'rise', by: 0.9, unit: 'share', steps: 1 },
  { kind: 'xmr', rules: ['outside'], side: 'above', baseline: 24 },
  { kind: 'not-reported', steps: 1 },
  { kind: 'surge', factor: 3, baseline: 3, floor: 200 },
  { kind: 'change', against: 'previous', direction: 'rise', by: 0.9, unit: 'share', steps: 1 },
  { kind: 'xmr', rules: ['outside'], side: 'both', baseline: 24 },
  { kind: 'threshold', op: '<', value: -1, steps: 2 },
]
const OF_QUOTIENTS: readonly RuleCondition[] = [
  { kind: 'funnel', values: 'share', level: 'warning', side: 'above', peers: 'tier' },
  { kind: 'risk-adjusted-cusum', oddsRatio: 2, decision: 6, history: 12, peers: 'tier' },
  { kind: 'rate', op: '>', value: 0.9, per: 1, steps: 3, tail: 0.001 },
]

const TIMES = [
  { when: 'all at once, nothing remembered', trigger: 'publish' },
  { when: 'after the newest month', trigger: 'publish' },
  { when: 'again the same day', trigger: 'schedule' },
] as const

/**
 * Forty rules over a province's 35,000 institutions and 24 months, as the jobs judge them after a publication: the questions to the semantic layer, which has
 * nothing prepared, the verdicts, their record and the alerts: first of all months at once, then when the newest came, as it is each month. `evaluate` measures the verdicts alone.
 */
export async function benchEvaluateAsked(): Promise<BenchRow[]> {
  const data = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-asked-'))
  const server = await startTestServer()
  await migrate(server.adminUrl)
  const db = database(server.adminUrl)
  let layer: RunningLayer | undefined
  try {
    const region = path.join(data, 'region')
    writeDemoRegion(region, { shape: 'zhejiang', seed: 1, scale: 'province', lastYear: 2026 })
    const added = await addRegion(region, { db, importFile: async () => undefined })
    if (!added.ok) throw new Error('the region is not sound')
    const institutions = await db.facility.count()
    const [pack, ...others] = await loadPacks(packRoots(undefined))
    if (!pack) throw new Error('there are no packs')
    const tables = [pack, ...others].flatMap((one) => one.tables)
    await writeProvincePlaces(data, tables, db)
    await writeReturns(data, tables, db, MONTHS, MONTHS.slice(0, -1))
    layer = await startLayer(data)
    const catalogue = await fetchCatalogue(layer.port)
    const measured = catalogue.indicators.filter(isMeasured).slice(0, INDICATORS)
    if (measured.length < INDICATORS) throw new Error(`${measured.length} indicators are measured, of ${INDICATORS}`)
    const rules = measured.map((indicator, n) => ruleOf(indicator, n))
    const bare = [pack, ...others].map((one) => ({ ...one, rules: [] }))
    const ports: EvaluatePorts = {
      ...{ db, lake: path.join(data, 'lake'), demo: true, now: () => new Date() },
      packs: bare.map((one) => (one.name === pack.name ? { ...one, rules } : one)),
      cube: layer.patient,
      territory: () => loadTerritory(db),
      remember: {
        ...{ folder: path.join(data, 'judged-steps'), code: 'bench' },
        failed(error) {
          throw error
        },
      },
    }
    const found: BenchRow[] = []
    for (const { when, trigger } of TIMES) {
      if (when === 'after the newest month') {
        const rows = await writeReturns(data, tables, db, MONTHS, MONTHS.slice(-1))
        found.push({ name: 'rows of the newest month', figure: rows, unit: '' })
      }
      const pass = await passOnceSeen(ports, trigger, layer)
      const { judged, raised } = pass.found
      if (judged !== INDICATORS) throw new Error(`${judged} rules were judged, not ${INDICATORS}`)
      if (when === 'after the newest month' && (raised === 0 || raised > (institutions * INDICATORS) / 100))
        throw new Error(`${raised} alerts: the numbers of the bench decide nothing. ${await loudest(db)}`)
      found.push(
        {
          name: `${institutions} institutions x ${INDICATORS} indicators x ${MONTHS.length} months asked and judged, ${when} (${raised} alerts)`,
          ...{ figure: pass.seconds, unit: 's', limit: 60 },
        },
        { name: 'the same: processor time of the rules', figure: pass.own, unit: 's' },
        { name: 'the same: processor time of the semantic layer', figure: pass.other, unit: 's' },
      )
    }
    const evaluations = await db.ruleEvaluation.aggregate({ _sum: { subjects: true }, _count: true })
    if ((evaluations._sum.subjects ?? 0) < TIMES.length * institutions * INDICATORS)
      throw new Error(`${evaluations._sum.subjects} places were judged in ${evaluations._count} evaluations`)
    return found
  } finally {
    await layer?.stop()
    await db.$disconnect()
    await server.stop()
    fs.rmSync(data, { recursive: true, force: true })
  }
}

interface Pass {
  readonly found: Evaluation
  readonly seconds: number
  readonly own: number
  readonly other: number
}

/** A pass as the jobs make it: where the semantic layer has not seen the publication yet it is made again, and only then it counts. */
async function passOnceSeen(ports: EvaluatePorts, trigger: Trigger, layer: RunningLayer): Promise<Pass> {
  for (;;) {
    const spent = processorSeconds(layer.process.pid)
    const started = performance.now()
    try {
      const found = await evaluateRules(ports, trigger)
      return { found, seconds: (performance.now() - started) / 1000, ...spent() }
    } catch (error) {
      if (!(error instanceof NotJudged)) throw error
      await sleep(200)
    }
  }
}

/** Which rules rose most often, for who sets the numbers of the bench. */
async function loudest(db: Database): Promise<string> {
  const rules = await db.alert.groupBy({
    by: ['ruleId', 'indicator'],
    _count: true,
    orderBy: { _count: { id: 'desc' } },
    take: 5,
  })
  return rules.map(({ ruleId, indicator, _count }) => `${ruleId} (${indicator}): ${_count}`).join(', ')
}

function isMeasured({ tables, scope, kind }: IndicatorDefinition): boolean {
  const measured: readonly string[] = RETURNS
  return scope === 'facility' && kind !== 'rate' && tables.every((table) => measured.includes(table))
}

function ruleOf(indicator: IndicatorDefinition, n: number): RuleDefinition {
  // Funnels and rates judge counts: a share of money has none behind it, a turnover is no share.
  const counted = indicator.kind === 'ratio' && indicator.unit.zh === '%' && !indicator.tables.includes('visit_day')
  const own = counted && n % 2 === 0 ? OF_QUOTIENTS : OF_ANY
  return RuleDefinition.parse({
    ...{ id: `bench-${n}`, version: '1', title: { zh: '演示', en: 'Bench' }, advice: { zh: '', en: '' } },
    ...{ indicator: indicator.id, by: 'facility', grain: 'month', level: 'IV', when: own[n % own.length] },
  })
}
