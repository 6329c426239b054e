import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'
import type { Answer } from '@cockpit/domain/indicator/envelope'
import { IndicatorQuery, type IndicatorQueryText } from '@cockpit/domain/indicator/query'
import { askIndicators, knownCatalogue } from '@cockpit/semantic-layer/client/ask'
import type { Catalogue } from '@cockpit/semantic-layer/client/catalogue'
import type { Measure, Panel } from '../../features/wall/frame'
import type { Caller } from '../caller-contract'
import { askPorts } from '../indicators/ask-ports'
import type { Ports } from '../ports'

/** Why a tile has nothing to show; thrown inside a tile and turned into its failed state at its edge. */
export class TileRefused extends Error {
  constructor(
    readonly reason: Extract<Panel<unknown>, { state: 'failed' }>['reason'],
    message: string,
  ) {
    super(message)
  }
}

/** The one door to numbers for the wall: the ask procedure, in the caller's own authority. */
export interface WallAsk {
  readonly catalogue: Catalogue
  /** @throws TileRefused when the answer is a refusal */
  answer(query: IndicatorQueryText): Promise<Answer>
  measure(id: string): Measure
}

export async function wallAsk(caller: Caller, ports: Ports): Promise<WallAsk> {
  const asking = await askPorts(ports)
  const catalogue = await knownCatalogue(asking)
  return {
    catalogue,
    async answer(text) {
      const query = IndicatorQuery.parse(text)
      // A wall is looked at by everyone who passes, whoever opened it.
      if (query.indicators.some((one) => catalogue.get(one)?.sensitivity === 'case'))
        throw new TileRefused('not-permitted', 'What asks for cases is shown on no wall.')
      const result = await askIndicators(query, { grants: caller.grants }, asking)
      if (result.ok) return result.answer
      switch (result.refusal) {
        case 'unavailable':
          throw new TileRefused('unreachable', result.message)
        case 'not-permitted':
          throw new TileRefused('not-permitted', result.message)
        default:
          throw new TileRefused('no-data', result.message)
      }
    },
    measure(id) {
      const definition = catalogue.get(id)
      if (!definition) throw new TileRefused('no-data', `There is no indicator ${id} in the catalogue.`)
      return measureOf(definition)
    },
  }
}

export function measureOf(definition: IndicatorDefinition): Measure {
  const { id, zh, en, unit, format, digits, direction } = definition
  return { id, name: { zh, en }, unit, format, digits, direction }
}

/**
 * Runs one tile. A refusal becomes the tile's state; anything else is our mistake, logged and shown as unreachable. A tile that is
 * not ready when `late` comes is pending: the first paint does not wait for a cold warehouse, and the answer is cached by then.
 */
export async function tile<T>(
  name: string,
  make: () => Promise<{ data: T; through: string | null; asOf: string | null; staleSince?: string }>,
  late: Promise<void>,
): Promise<Panel<T>> {
  const pending = late.then((): Panel<T> => ({ state: 'failed', reason: 'pending' }))
  return Promise.race([settle(name, make), pending])
}

async function settle<T>(name: string, make: Parameters<typeof tile<T>>[1]): Promise<Panel<T>> {
  try {
    const { staleSince, ...rest } = await make()
    return { state: 'ready', ...rest, ...(staleSince ? { heldSince: staleSince } : {}) }
  } catch (error) {
    if (error instanceof TileRefused) return { state: 'failed', reason: error.reason }
    console.error(`The wall's tile "${name}" failed:`, error)
    return { state: 'failed', reason: 'unreachable' }
  }
}

/** The age of an answer: the last day with data (the period's end when it is whole), when it came in, and since when it is stale. */
export function ageOf(answer: Answer): { through: string; asOf: string | null; staleSince?: string } {
  return {
    through: answer.dataThrough ?? answer.period.to,
    asOf: answer.asOf,
    ...(answer.staleSince ? { staleSince: answer.staleSince } : {}),
  }
}
