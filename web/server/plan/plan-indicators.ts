import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'
import type { Answer } from '@cockpit/domain/indicator/envelope'
import { IndicatorQuery } from '@cockpit/domain/indicator/query'
import { knownCatalogue } from '@cockpit/semantic-layer/client/ask'
import type { Caller } from '../caller-contract'
import { answerQuestion } from '../indicators/answer-question'
import { askPorts } from '../indicators/ask-ports'
import type { Ports } from '../ports'
import { Refusal } from '../trpc'

/**
 * The newest month there is, by county, under the caller's own grants. Asked twice: a span of two years tells the last day
 * with data, then that month alone has its own reporting coverage. Indicators without dates answer for the current year.
 */
export async function newestByCounty(
  { ports, caller }: { ports: Ports; caller: Caller },
  area: string,
  indicator: string,
): Promise<Answer> {
  const year = new Date().getUTCFullYear()
  const about = (period: string) =>
    answerQuestion(
      IndicatorQuery.parse({ indicators: [indicator], territory: area, by: 'county', period }),
      caller,
      ports,
    )
  const { dataThrough } = await about(`${year - 1}..${year}`)
  return about(dataThrough ? dataThrough.slice(0, 7) : String(year))
}

/** @throws Refusal when the installation has no such indicator */
export async function definitionOf(ports: Ports, indicator: string): Promise<IndicatorDefinition> {
  const found = (await knownCatalogue(await askPorts(ports))).get(indicator)
  if (!found) throw new Refusal('unknown-indicator', `There is no indicator ${indicator} here.`, 'NOT_FOUND')
  return found
}
