import { createHash, randomUUID } from 'node:crypto'
import type { RunOutcome } from '@cockpit/db/scheduled-reports/settle-run'
import { scopeOf } from '@cockpit/domain/access/decide'
import { exportingGrants } from '@cockpit/domain/access/exporting'
import type { Grant } from '@cockpit/domain/access/grant'
import type { AreaCode, FacilityId } from '@cockpit/domain/ids'
import { IndicatorQuery } from '@cockpit/domain/indicator/query'
import { formatPeriod, type Period } from '@cockpit/domain/period/period'
import { isOfAreas, type ReportContent } from '@cockpit/domain/scheduled-report/definition'
import { type AskPorts, knownCatalogue } from '@cockpit/semantic-layer/client/ask'
import { askQuestion } from '@cockpit/semantic-layer/client/ask-question'
import { CubeUnavailable } from '@cockpit/semantic-layer/client/unavailable'
import { answerTable } from '@cockpit/semantic-layer/workbook/answer-table'
import { stampedTable } from '@cockpit/semantic-layer/workbook/stamped-table'
import { stackedTables, tableFile } from '@cockpit/semantic-layer/workbook/table-file'
import type { MadeReport } from './made-report'

type TableContent = ReportContent & { readonly kind: 'table' }

/** Places of one recipient below each other in one table; who has more is to be sent a fixed place. */
const MOST_PLACES = 20
const BY_PLACE: readonly string[] = ['children', 'county', 'facility']

const TYPES = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
} as const

export interface OwnPlace {
  readonly area: AreaCode
  readonly facility: FacilityId | null
}

/** The places a person may take figures of, the widest only: nothing that lies within another of them. */
export function ownPlaces(
  grants: readonly Grant[],
  { territory, facilities }: Pick<AskPorts, 'territory' | 'facilities'>,
): OwnPlace[] {
  const exporting = exportingGrants(grants)
  const areas = scopeOf(exporting, 'indicator.read', 'aggregate').areas.filter((code) => territory.get(code))
  const widest = areas.filter((code) => !areas.some((other) => other !== code && territory.within(code, other)))
  const sites = scopeOf(exporting, 'indicator.read', 'facility').facilities.flatMap((id) => {
    const site = facilities.get(id)
    return site && !widest.some((area) => territory.within(site.county, area)) ? [site] : []
  })
  return [
    ...widest.map((area) => ({ area, facility: null })),
    ...sites.map(({ id, county }) => ({ area: county, facility: id })),
  ]
}

/** The questions of a table for one recipient: one a place. Pure. */
export function questionsOf(content: TableContent, period: Period, places: readonly OwnPlace[]): IndicatorQuery[] {
  return places.map(({ area, facility }) => {
    const by = facility && content.by && BY_PLACE.includes(content.by) ? null : content.by
    return IndicatorQuery.parse({
      indicators: content.indicators,
      territory: area,
      period: formatPeriod(period),
      ...(facility ? { facility } : {}),
      ...(by ? { by } : {}),
      ...(content.compare ? { compare: ['sameLastYear', 'previous'] } : {}),
    })
  })
}

/**
 * A table as its recipient may take it out at this moment: the same questions, stamp and file as an export by hand. Whole or not at all: one
 * refused place refuses it.
 */
export async function makeTable(
  content: TableContent,
  period: Period,
  recipient: { readonly name: string; readonly grants: readonly Grant[] },
  asking: AskPorts,
): Promise<MadeReport | Exclude<RunOutcome, { kind: 'made' }>> {
  const grants = exportingGrants(recipient.grants)
  if (grants.length === 0) return { kind: 'refused', reason: 'export-not-permitted' }
  const places = content.place.kind === 'own' ? ownPlaces(grants, asking) : [content.place]
  if (places.length === 0) return { kind: 'refused', reason: 'not-permitted' }
  if (places.length > MOST_PLACES) return { kind: 'refused', reason: 'too-many-places' }
  const id = randomUUID()
  const at = asking.now()
  try {
    const catalogue = await knownCatalogue(asking)
    // A file made without anybody asking lies about and may go by mail: nothing that asks for cases stands in it, whoever is to have it.
    if (content.indicators.some((one) => catalogue.get(one)?.sensitivity === 'case'))
      return { kind: 'refused', reason: 'not-permitted' }
    const tables: (string | number)[][][] = []
    const versions = new Set<string>()
    let demo = asking.demo
    for (const query of questionsOf(content, period, places)) {
      const result = await askQuestion(query, { grants }, asking)
      if (!result.ok) return { kind: result.refusal === 'unavailable' ? 'again' : 'refused', reason: result.refusal }
      const { answer } = result
      if (answer.staleSince) return { kind: 'again', reason: 'unavailable' }
      versions.add(answer.dataVersion)
      demo ||= answer.demo
      const place = nameOf(query, asking)
      const stamp = { id, by: recipient.name, at, place }
      tables.push(
        stampedTable(
          answerTable(answer, (indicator) => catalogue.get(indicator)),
          stamp,
        ).map((line) => [...line]),
      )
    }
    const table = stackedTables(tables)
    const rows = table.length - 1
    if (rows === 0) return { kind: 'refused', reason: 'nothing-to-show' }
    const file = await tableFile(table, content.format, demo ? '演示数据' : '指标')
    if (!file) return { kind: 'refused', reason: 'answer-too-large' }
    return {
      kind: 'report',
      content: file,
      extension: content.format,
      mediaType: TYPES[content.format],
      sha256: createHash('sha256').update(file).digest('hex'),
      facts: {
        ...{ period: formatPeriod(period), rows, dataVersion: [...versions].join(', '), demo, exportId: id },
        areasOnly: isOfAreas(content) && places.every(({ facility }) => facility === null),
      },
    }
  } catch (error) {
    if (error instanceof CubeUnavailable) return { kind: 'again', reason: 'unavailable' }
    throw error
  }
}

function nameOf({ territory, facility }: IndicatorQuery, asking: AskPorts): string {
  const site = facility ? asking.facilities.get(facility) : undefined
  return site?.name.zh ?? asking.territory.get(territory)?.name.zh ?? territory
}
