import path from 'node:path'
import { database } from '@cockpit/db/database'
import { loadTerritory } from '@cockpit/geo/territory-store'
import { type EvaluatePorts, evaluateRules, rulesOf } from '@cockpit/jobs/evaluate/evaluate-rules'
import { packRoots } from '@cockpit/semantic-layer/packs/folders'
import { loadPacks } from '@cockpit/semantic-layer/packs/load'
import type { BenchRow } from './import.bench'
import { PORTS, type RunningDemo } from './running-demo'

/**
 * Every rule that stands, judged anew over a running demo as the daily pass does: questions to the semantic layer, verdicts, their record and the
 * alerts. Twice, for the first time may build what later questions find built. `evaluate` measures the verdicts alone, of 35,000 institutions, forty rules and
 * 24 months; over a demo of a province's size this is the whole of it.
 */
export async function benchJudging(demo: RunningDemo): Promise<BenchRow[]> {
  const { database: url, cubeSecret } = demo.facts()
  const db = database(url)
  try {
    const packs = await loadPacks(packRoots(undefined))
    const ports: EvaluatePorts = {
      ...{ db, packs, lake: path.join(demo.data, 'lake'), demo: true, now: () => new Date() },
      cube: { url: `http://127.0.0.1:${PORTS.cube}`, secret: cubeSecret, patience: 240_000 },
      territory: () => loadTerritory(db),
    }
    const rules = (await rulesOf(db, packs)).filter(({ on }) => on).map(({ definition }) => definition)
    const institutions = await db.facility.count()
    const measured: BenchRow[] = []
    for (const time of ['first', 'again']) {
      const started = performance.now()
      const { judged } = await evaluateRules(ports, 'schedule')
      const seconds = (performance.now() - started) / 1000
      if (judged === 0) throw new Error('no rule was judged')
      measured.push({
        name: `${judged} rules over ${institutions} institutions with all their questions, ${time}`,
        figure: seconds,
        unit: 's',
        ...(time === 'again' ? { limit: 60 } : {}),
      })
    }
    const indicators = new Set(rules.map(({ indicator }) => indicator)).size
    return [...measured, { name: 'indicators those rules read', figure: indicators, unit: '' }]
  } finally {
    await db.$disconnect()
  }
}
