import { scopeOf } from '@cockpit/domain/access/decide'
import { exportingGrants } from '@cockpit/domain/access/exporting'
import { IndicatorQuery } from '@cockpit/domain/indicator/query'
import { COVERAGE_QUESTION, coverageOfTables } from '@cockpit/domain/indicator/table-coverage'
import { askQuestion } from '@cockpit/semantic-layer/client/ask-question'
import { currentManifest } from '@cockpit/semantic-layer/lake/read'
import type { CatalogueCoverage } from '@cockpit/semantic-layer/workbook/catalogue-export'
import { latestMonth } from '../boards/latest-month'
import type { Caller } from '../caller-contract'
import type { Ports } from '../ports'
import { visibleTree } from '../territory/visible-tree'
import { askPorts } from './ask-ports'

/**
 * How much of each table has come where the caller's authority begins, in the latest month, for a file: under those grants alone whose role may
 * export. Undefined where none may, or nothing is told there.
 */
export async function coverageForFile(caller: Caller, ports: Ports): Promise<CatalogueCoverage | undefined> {
  const grants = exportingGrants(caller.grants)
  const asking = await askPorts(ports)
  const [directory, packs, manifest] = await Promise.all([
    ports.facilities(),
    ports.packs(),
    currentManifest(ports.lake),
  ])
  const scope = scopeOf(grants, 'indicator.read', 'aggregate')
  const { start, areas } = visibleTree(scope, asking.territory, directory)
  if (!start) return undefined
  const period = latestMonth(manifest, packs.tables, new Date())
  const query = IndicatorQuery.parse({
    ...{ ...COVERAGE_QUESTION, indicators: [...COVERAGE_QUESTION.indicators], territory: start.area, period },
    ...(start.facility ? { facility: start.facility } : {}),
  })
  const result = await askQuestion(query, { grants }, asking)
  const facility = start.facility ? directory.all().find(({ id }) => id === start.facility) : undefined
  const place = facility?.name ?? areas.find(({ code }) => code === start.area)?.name
  if (!result.ok || !place) return undefined
  return { place, period, demo: result.answer.demo, of: coverageOfTables(result.answer) }
}
