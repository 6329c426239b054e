import { FacilityId, IndicatorId } from '@cockpit/domain/ids'
import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'
import type { PeerBand } from '@cockpit/domain/indicator/envelope'
import { IndicatorQuery } from '@cockpit/domain/indicator/query'
import { FunnelError, type FunnelMethod } from '@cockpit/domain/spc/funnel'
import { knownCatalogue } from '@cockpit/semantic-layer/client/ask'
import { peerAnswer, peerBands, peerFilters } from '@cockpit/semantic-layer/client/peers'
import { z } from 'zod'
import type { Caller } from '../caller-contract'
import { answerQuestion, REFUSAL_CODES } from '../indicators/answer-question'
import { askPorts } from '../indicators/ask-ports'
import type { Ports } from '../ports'
import { Refusal, readingProcedure, router } from '../trpc'
import { FUNNEL_KINDS, type PeerFunnel, peerFunnel, unitsOf } from './peer-funnel'

/** Facilities of the same tier, or of the same tier and category. */
const PEERS = ['tier', 'type'] as const
const METHODS = ['log', 'sqrt', 'natural', 'arcsine', 'exact'] as const satisfies readonly FunnelMethod[]
const About = z.object({
  facility: FacilityId,
  period: IndicatorQuery.shape.period,
  peers: z.enum(PEERS),
})

interface Asking {
  readonly caller: Caller
  readonly ports: Ports
}

async function bandsOf(
  { caller, ports }: Asking,
  signal: AbortSignal | undefined,
  about: z.infer<typeof About>,
  indicators: readonly IndicatorId[],
  filters?: NonNullable<IndicatorQuery['filters']>,
): Promise<readonly PeerBand[]> {
  const narrower = { sameCategory: about.peers === 'type', ...(filters ? { filters } : {}) }
  const ask = await askPorts(ports, signal)
  const bands = await peerBands(about.facility, indicators, about.period, { grants: caller.grants }, ask, narrower)
  if (!bands.ok) throw new Refusal(bands.refusal, bands.message, REFUSAL_CODES[bands.refusal])
  return bands.bands
}

/** What the profile of a facility needs beside the indicator question: its peers, without telling who they are. */
export const profileRouter = router({
  /** The middle half of the facility's peers for each indicator. */
  bands: readingProcedure
    .input(About.extend({ indicators: z.array(IndicatorId).min(1).max(24) }))
    .query(({ ctx, input, signal }) => bandsOf(ctx, signal, input, input.indicators)),

  /** The same of one indicator for each value of one of its dimensions, such as the roles of the EMR standard. */
  bandsBy: readingProcedure
    .input(
      About.extend({
        indicator: IndicatorId,
        dimension: z.string().regex(/^[a-z][A-Za-z0-9]*$/),
        values: z.array(z.string().min(1).max(64)).min(1).max(16),
      }),
    )
    .query(({ ctx, input, signal }) =>
      Promise.all(
        input.values.map(async (value) => {
          const filters = [{ dimension: input.dimension, values: [value] }]
          const [band] = await bandsOf(ctx, signal, input, [input.indicator], filters)
          return { value, band: band ?? null }
        }),
      ),
    ),

  /** Limits of the peers' funnel, and the points of those facilities the caller may read. */
  funnel: readingProcedure
    .input(
      About.extend({
        indicator: IndicatorId,
        method: z.enum(METHODS).optional(),
        dispersion: z.enum(['none', 'additive', 'multiplicative']).optional(),
      }),
    )
    .query(async ({ ctx, input, signal }): Promise<PeerFunnel> => {
      const ask = await askPorts(ctx.ports, signal)
      const definition = (await knownCatalogue(ask)).get(input.indicator)
      const kind = FUNNEL_KINDS[input.indicator]
      if (!definition || !kind)
        throw new Refusal('unknown-indicator', `${input.indicator} makes no funnel.`, 'BAD_REQUEST')
      return funnelOf(ctx, signal, input, definition, kind)
    }),
})

async function funnelOf(
  { caller, ports }: Asking,
  signal: AbortSignal | undefined,
  input: z.infer<typeof About> & {
    indicator: IndicatorId
    method?: FunnelMethod | undefined
    dispersion?: 'none' | 'additive' | 'multiplicative' | undefined
  },
  definition: IndicatorDefinition,
  kind: PeerFunnel['kind'],
): Promise<PeerFunnel> {
  const ask = await askPorts(ports, signal)
  const facility = ask.facilities.get(input.facility)
  const province = facility && ask.territory.path(facility.county)[0]
  if (!facility || !province)
    throw new Refusal('place-unknown', 'There is no such place within your authority.', 'NOT_FOUND')
  // Refused here where the caller may not read the facility itself.
  const { indicator, period } = input
  await answerQuestion(
    { indicators: [indicator], territory: facility.county, facility: facility.id, period },
    caller,
    ports,
    signal,
  )
  const group = {
    province: province.code,
    tier: facility.tier,
    ...(input.peers === 'type' ? { category: facility.category } : {}),
  }
  const [own, all] = await Promise.all([
    answerQuestion(
      { indicators: [indicator], territory: province.code, by: 'facility', period, filters: peerFilters(group) },
      caller,
      ports,
      signal,
    ),
    peerAnswer(group, [indicator], period, ask),
  ])
  if (!all.ok) throw new Refusal(all.refusal, all.message, REFUSAL_CODES[all.refusal])
  const seen = new Set(unitsOf(own, definition).map(({ id }) => id))
  const { method, dispersion } = input
  try {
    return peerFunnel(kind, unitsOf(all.answer, definition), seen, {
      ...(method ? { method } : {}),
      ...(dispersion ? { dispersion } : {}),
    })
  } catch (error) {
    if (error instanceof FunnelError) throw new Refusal('bad-method', error.message, 'BAD_REQUEST')
    throw error
  }
}
