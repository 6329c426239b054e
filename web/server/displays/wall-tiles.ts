import { gini, lorenzCurve } from '@cockpit/domain/equity/gini'
import { withheldWords } from '@cockpit/domain/fairness/ranking-words'
import { AreaCode } from '@cockpit/domain/ids'
import type { Answer, AnswerRow, Envelope } from '@cockpit/domain/indicator/envelope'
import { type CalendarDate, isWeekend, partsOf } from '@cockpit/domain/period/calendar'
import { formatPeriod, parsePeriod, sameLastYear } from '@cockpit/domain/period/period'
import type { Territory } from '@cockpit/domain/territory/territory'
import { quartiles } from '../../charts/quartiles'
import type { AreaRanking, AreaValue, Fairness, MonthlyLine, MonthlyParts, WallFrame } from '../../features/wall/frame'
import { rankOf } from '../ranking/rank-of'
import { OVERVIEW } from './overview'
import { ageOf, measureOf, TileRefused, type WallAsk } from './wall-ask'
import { fortnightEnding, lastWholeMonth, monthsEnding } from './wall-period'

type Ready<K extends keyof WallFrame> = Extract<WallFrame[K], { state: 'ready' }> extends { data: infer T } ? T : never

export interface WallPlace {
  readonly ask: WallAsk
  readonly territory: Territory
  readonly area: AreaCode
  /** Last day with data of the daily tables. */
  readonly through: CalendarDate
}

const known = (place: WallPlace, ids: readonly string[]) => ids.filter((id) => place.ask.catalogue.get(id))

/** The last day's counts with the fortnight behind them. */
export async function runningTile(place: WallPlace) {
  const { ask, area, through } = place
  const indicators = required(known(place, OVERVIEW.running))
  const { text, days } = fortnightEnding(through)
  // A Saturday beside last year's Friday would show a fall of a third that is none.
  const comparable = isWeekend(through) === isWeekend(sameLastYear(parsePeriod(through)).from)
  const [day, line] = await Promise.all([
    ask.answer({ indicators, territory: area, period: through, compare: comparable ? ['sameLastYear'] : undefined }),
    ask.answer({ indicators, territory: area, period: text, series: 'day' }),
  ])
  const data: Ready<'running'> = {
    day: through,
    comparable,
    tiles: indicators.map((id) => ({
      measure: ask.measure(id),
      envelope: total(day, id),
      trail: alongTime(line, id, days),
    })),
  }
  return { data, ...ageOf(day) }
}

/** Thirteen months of income in parts, each month with the total of a year earlier. */
export async function incomeTile(place: WallPlace) {
  const { ask, area, through } = place
  const { total: totalId, parts } = OVERVIEW.income
  const { text, months } = monthsEnding(through, 25)
  const shown = parts.filter(({ id }) => ask.catalogue.get(id))
  const lead = lastWholeMonth(through)
  const [line, last] = await Promise.all([
    ask.answer({ indicators: [totalId, ...shown.map(({ id }) => id)], territory: area, period: text, series: 'month' }),
    ask.answer({ indicators: [totalId], territory: area, period: formatPeriod(lead), compare: ['sameLastYear'] }),
  ])
  const totals = alongTime(line, totalId, months)
  const data: MonthlyParts = {
    months: months.slice(12),
    partialLast: isPartial(through),
    measure: ask.measure(totalId),
    parts: shown.map(({ id, name }) => ({
      name,
      values: alongTime(line, id, months, (cell) => cell.numerator ?? cell.value).slice(12),
    })),
    total: total(last, totalId),
    lastYear: totals.slice(0, 13),
  }
  return { data, ...ageOf(line) }
}

/** A quartile of three says nothing. */
const FEWEST_PEERS = 4

/** The tertiary hospitals as one against their own quartiles. */
export async function radarTile(place: WallPlace) {
  const { ask, area, through } = place
  const indicators = required(known(place, OVERVIEW.radar))
  const period = formatPeriod(lastWholeMonth(through))
  const filters = [{ dimension: 'tier', values: ['tertiary'] }]
  const [whole, each] = await Promise.all([
    ask.answer({ indicators, territory: area, period, filters }),
    ask.answer({ indicators, territory: area, period, filters, by: 'facility' }),
  ])
  const facilities = each.rows.filter((row) => Object.values(row.cells).some((cell) => cell.state === 'shown')).length
  if (facilities < FEWEST_PEERS)
    throw new TileRefused('too-few', `Only ${facilities} tertiary hospitals can be compared.`)
  const data: Ready<'radar'> = {
    period,
    facilities,
    axes: indicators.map((id) => {
      const peers = quartiles(each.rows.map((row) => row.cells[id]?.value ?? null))
      // A count of groups grows with size: the hospitals as one would always lie outside, so their median stands for them.
      const cell = total(whole, id)
      const summed = ask.catalogue.get(id)?.kind !== 'ratio' && ask.catalogue.get(id)?.kind !== 'rate'
      return {
        measure: ask.measure(id),
        state: cell.state,
        value: summed ? (peers?.median ?? null) : (cell.value ?? null),
        peers,
      }
    }),
  }
  return { data, ...ageOf(whole) }
}

/** The hero number and its map, in the last whole month. */
export async function mapTile(place: WallPlace) {
  const { ask, area, through } = place
  const period = formatPeriod(lastWholeMonth(through))
  const indicators = [OVERVIEW.map]
  const [whole, counties] = await Promise.all([
    ask.answer({ indicators, territory: area, period, compare: ['sameLastYear'] }),
    ask.answer({ indicators, territory: area, period, by: 'county' }),
  ])
  const data: Ready<'map'> = {
    measure: ask.measure(OVERVIEW.map),
    period,
    total: total(whole, OVERVIEW.map),
    areas: areasOf(counties, OVERVIEW.map, place.territory),
    ranking: await rankingOf(place, counties),
  }
  return { data, coverage: whole.coverage, ...ageOf(whole) }
}

/** The areas of the map behind the same gate as on every screen; none where the catalogue has lost the indicator. */
async function rankingOf({ ask, area, through }: WallPlace, counties: Answer): Promise<AreaRanking | null> {
  const definition = ask.catalogue.get(OVERVIEW.map)
  if (!definition) return null
  const { withheld, units } = await rankOf(
    definition,
    counties.rows,
    lastWholeMonth(through),
    () => 'county',
    (months) =>
      ask.answer({
        indicators: [definition.id],
        territory: area,
        period: formatPeriod(months),
        by: 'county',
        series: 'month',
      }),
  )
  return {
    withheld: withheld && withheldWords(withheld),
    places: units.map(({ key, rank, unranked }) => ({ code: key, rank, failing: unranked === 'data-failing' })),
  }
}

export async function targetsTile(place: WallPlace) {
  const { ask, area, through } = place
  const withTarget = ask.catalogue.indicators.filter((one) => one.target && one.sensitivity === 'aggregate')
  const rank = (id: string) => {
    const at = OVERVIEW.targets.map(String).indexOf(id)
    return at < 0 ? OVERVIEW.targets.length : at
  }
  const chosen = [...withTarget].sort((a, b) => rank(a.id) - rank(b.id)).slice(0, OVERVIEW.lights)
  const indicators = required(chosen.map((one) => one.id))
  const answer = await ask.answer({ indicators, territory: area, period: formatPeriod(lastWholeMonth(through)) })
  const data: Ready<'targets'> = chosen.map((one) => ({ measure: measureOf(one), envelope: total(answer, one.id) }))
  return { data, ...ageOf(answer) }
}

export async function trendTile(place: WallPlace) {
  const { ask, area, through } = place
  const { text, months } = monthsEnding(through, 25)
  const indicators = [OVERVIEW.trend]
  const lead = formatPeriod(lastWholeMonth(through))
  const [line, last] = await Promise.all([
    ask.answer({ indicators, territory: area, period: text, series: 'month' }),
    ask.answer({ indicators, territory: area, period: lead, compare: ['sameLastYear'] }),
  ])
  const values = alongTime(line, OVERVIEW.trend, months)
  const data: MonthlyLine = {
    measure: ask.measure(OVERVIEW.trend),
    months: months.slice(12),
    values: values.slice(12),
    lastYear: values.slice(0, 13),
    partialLast: isPartial(through),
    latest: total(last, OVERVIEW.trend),
  }
  return { data, ...ageOf(line) }
}

/** How beds are spread over people. Counties without a shown number of either are left out of the curve. */
export async function fairnessTile(place: WallPlace) {
  const { ask, area, through } = place
  const { density, resource, people } = OVERVIEW.fairness
  const period = formatPeriod(lastWholeMonth(through))
  const [whole, counties] = await Promise.all([
    ask.answer({ indicators: [density], territory: area, period }),
    ask.answer({ indicators: [density, resource, people], territory: area, period, by: 'county' }),
  ])
  const shares = counties.rows.flatMap(({ cells }) => {
    const beds = cells[resource]?.value
    const residents = cells[people]?.value
    return beds === undefined || residents === undefined || residents <= 0
      ? []
      : [{ people: residents, resource: beds }]
  })
  if (shares.length < 2) throw new TileRefused('too-few', 'Fewer than two counties show both beds and residents.')
  const ranked = areasOf(counties, density, place.territory)
    .filter((one) => one.value !== null)
    .sort((a, b) => (a.value ?? 0) - (b.value ?? 0))
  const data: Fairness = {
    measure: ask.measure(density),
    envelope: total(whole, density),
    gini: gini(shares),
    points: lorenzCurve(shares),
    lowest: ranked[0] ?? null,
    highest: ranked.at(-1) ?? null,
  }
  return { data, ...ageOf(whole) }
}

function isPartial(through: CalendarDate): boolean {
  return lastWholeMonth(through).to !== through && partsOf(through).day > 0
}

function required(ids: readonly string[]): string[] {
  if (ids.length === 0) throw new TileRefused('no-data', 'The catalogue has none of the indicators of this tile.')
  return [...ids]
}

function total(answer: Answer, id: string): Envelope {
  const cell = answer.rows.find((row) => row.key === '')?.cells[id] ?? answer.rows[0]?.cells[id]
  return cell ?? { indicator: id, state: 'no-data', definitionVersion: '' }
}

/** Values at the given steps (`yyyy-mm` or days); a step without a row or without a shown value is null. */
export function alongTime(
  answer: Answer,
  id: string,
  steps: readonly string[],
  read: (cell: Envelope) => number | undefined = (cell) => cell.value,
): (number | null)[] {
  const at = new Map(answer.rows.map((row) => [row.at ?? '', row]))
  const find = (step: string): AnswerRow | undefined => at.get(step) ?? at.get(`${step}-01`)
  return steps.map((step) => {
    const cell = find(step)?.cells[id]
    return cell?.state === 'shown' ? (read(cell) ?? null) : null
  })
}

function areasOf(answer: Answer, id: string, territory: Territory): AreaValue[] {
  return answer.rows.flatMap((row) => {
    const code = AreaCode.safeParse(row.key)
    const area = code.success ? territory.get(code.data) : undefined
    const cell = row.cells[id]
    if (!area || !cell) return []
    return [{ code: area.code, name: area.name, state: cell.state, value: cell.value ?? null, standing: cell.standing }]
  })
}
