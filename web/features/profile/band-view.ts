import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'
import type { Answer, PeerBand, Withheld } from '@cockpit/domain/indicator/envelope'
import { valueText } from '../../format/number'
import type { Language } from '../../i18n/locale'
import type { Comparing } from '../cockpit/address'
import { readingOf } from '../cockpit/reading'
import { type TileChange, tileChange } from '../cockpit/tile-view'

/** Where a value stands to the middle half of its peers; on a quartile it is inside. */
export type BandStanding = 'above' | 'inside' | 'below'

export interface BandRow {
  readonly definition: IndicatorDefinition
  readonly state: 'shown' | Withheld
  readonly text: string | null
  readonly change: TileChange | Withheld | null
  readonly standing: BandStanding | null
  /** Whether the standing goes the way the indicator should; `neutral` inside, and where no way is better. */
  readonly sense: 'better' | 'worse' | 'neutral'
  readonly peers: number
  readonly band: { readonly text: string; readonly median: string } | null
  /** Places on a strip of 0..1 that holds the value and the band with some air; null without both. */
  readonly strip: {
    readonly value: number
    readonly lower: number
    readonly median: number
    readonly upper: number
  } | null
}

/** A facility's values beside the middle half of its peers, one row an indicator. */
export function bandRows(
  definitions: readonly IndicatorDefinition[],
  own: Answer,
  bands: readonly PeerBand[],
  comparing: Comparing,
  language: Language,
): BandRow[] {
  return definitions.map((definition) => {
    const cell = own.rows[0]?.cells[definition.id]
    const reading = readingOf(cell)
    const found = bands.find(({ indicator }) => indicator === definition.id)
    const band =
      found?.lower !== undefined && found.median !== undefined && found.upper !== undefined
        ? { lower: found.lower, median: found.median, upper: found.upper }
        : null
    const standing = band && reading.state === 'shown' ? standingIn(reading.value, band) : null
    const write = (value: number) => valueText(value, definition, language)
    return {
      definition,
      state: reading.state,
      text: reading.state === 'shown' ? write(reading.value) : null,
      change: cell ? tileChange(definition, cell, comparing, language) : null,
      standing,
      sense: senseOf(standing, definition.direction),
      peers: found?.peers ?? 0,
      band: band && { text: `${write(band.lower)} – ${write(band.upper)}`, median: write(band.median) },
      strip: band && reading.state === 'shown' ? stripOf(reading.value, band) : null,
    }
  })
}

interface Quartiles {
  readonly lower: number
  readonly median: number
  readonly upper: number
}

function standingIn(value: number, { lower, upper }: Quartiles): BandStanding {
  return value > upper ? 'above' : value < lower ? 'below' : 'inside'
}

function senseOf(standing: BandStanding | null, direction: IndicatorDefinition['direction']): BandRow['sense'] {
  if (standing === null || standing === 'inside' || direction === 'monitor') return 'neutral'
  return (standing === 'above') === (direction === 'higher') ? 'better' : 'worse'
}

/** The strip reaches one width of the band beyond it, or to the value where that lies farther. */
export function stripOf(value: number, { lower, median, upper }: Quartiles): NonNullable<BandRow['strip']> {
  const width = upper - lower || Math.abs(upper) || 1
  const from = Math.min(lower - width, value)
  const to = Math.max(upper + width, value)
  const place = (at: number) => 0.03 + (0.94 * (at - from)) / (to - from)
  return { value: place(value), lower: place(lower), median: place(median), upper: place(upper) }
}
