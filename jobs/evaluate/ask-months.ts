import type { AlertRule } from '@cockpit/domain/alert/rule'
import type { AreaCode } from '@cockpit/domain/ids'
import type { Envelope } from '@cockpit/domain/indicator/envelope'
import { IndicatorQuery } from '@cockpit/domain/indicator/query'
import type { Territory } from '@cockpit/domain/territory/territory'
import { type Asker, type AskPorts, askIndicators } from '@cockpit/semantic-layer/client/ask'
import type { Manifest } from '@cockpit/semantic-layer/lake/manifest'

/** The rules could not be judged now; nothing is concluded from it, and they are judged again. */
export class NotJudged extends Error {
  override readonly name = 'NotJudged'
}

/** One subject's months, `yyyy-mm` to envelope; a month without a row is absent. */
export interface Subject {
  readonly key: string
  readonly name: string
  /** The disease of a rule that is judged for each. */
  readonly each: string | null
  readonly months: ReadonlyMap<string, Envelope>
}

interface Question {
  readonly rule: AlertRule
  readonly territory: AreaCode
  /** First and last month, `yyyy-mm`. */
  readonly from: string
  readonly to: string
}

/**
 * The places that are asked one after the other for a rule over a province. A rule about facilities is asked for each city: all months of a real
 * province's 35,000 facilities are half a million cells, more than one answer should hold.
 */
export function placesAsked(rule: AlertRule, root: AreaCode, territory: Territory): AreaCode[] {
  const parts = rule.by === 'facility' ? territory.children(root).map(({ code }) => code) : []
  return parts.length > 0 ? parts : [root]
}

/** Asks a rule's indicator for every subject of a place, month by month. @throws NotJudged */
export async function askMonths(
  question: Question,
  manifest: Manifest,
  asker: Asker,
  ports: AskPorts,
): Promise<Subject[]> {
  const { rule } = question
  if (!rule.each) return subjectsOf(question, null, manifest, asker, ports)
  const found: Subject[] = []
  for (const one of await valuesOf(question, rule.each, manifest, asker, ports))
    found.push(...(await subjectsOf(question, one, manifest, asker, ports)))
  return found
}

async function subjectsOf(
  { rule, territory, from, to }: Question,
  each: string | null,
  manifest: Manifest,
  asker: Asker,
  ports: AskPorts,
): Promise<Subject[]> {
  const filters = [...(rule.filters ?? []), ...(rule.each && each ? [{ dimension: rule.each, values: [each] }] : [])]
  const rows = await ask(
    {
      indicators: [rule.indicator],
      territory,
      by: rule.by,
      period: `${from}..${to}`,
      series: 'month',
      ...(filters.length > 0 ? { filters } : {}),
    },
    manifest,
    asker,
    ports,
  )
  const subjects = new Map<string, { name: string; months: Map<string, Envelope> }>()
  for (const { key, name, at, cells } of rows) {
    const cell = cells[rule.indicator]
    if (!cell || !at) continue
    const subject = subjects.get(key) ?? { name: name ?? key, months: new Map<string, Envelope>() }
    subject.months.set(at.slice(0, 7), cell)
    subjects.set(key, subject)
  }
  return [...subjects].map(([key, { name, months }]) => ({ key, name, each, months }))
}

/** What an indicator is broken down by in the judged months: the diseases that were reported at all. */
async function valuesOf(
  { rule, territory, from, to }: Question,
  by: 'disease',
  manifest: Manifest,
  asker: Asker,
  ports: AskPorts,
): Promise<string[]> {
  const filters = rule.filters ? { filters: [...rule.filters] } : {}
  const query = { indicators: [rule.indicator], territory, by, period: `${from}..${to}`, limit: 1000, ...filters }
  return (await ask(query, manifest, asker, ports)).map((row) => row.key)
}

async function ask(query: unknown, manifest: Manifest, asker: Asker, ports: AskPorts) {
  const result = await askIndicators(IndicatorQuery.parse(query), asker, ports)
  if (!result.ok) throw new NotJudged(`${result.refusal}: ${result.message}`)
  const { answer } = result
  if (answer.staleSince) throw new NotJudged('the semantic layer does not answer; an older answer proves nothing')
  for (const part of answer.dataVersion.split(' ')) {
    const [table = '', version] = part.split('@')
    if (Number(version) < (manifest.tables[table]?.version ?? 0))
      throw new NotJudged(`the semantic layer has not yet read ${table}, version ${manifest.tables[table]?.version}`)
  }
  return answer.rows
}
