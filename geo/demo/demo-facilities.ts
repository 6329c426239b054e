import { type Random, random } from '@cockpit/domain/random/random'
import type { FacilityCategory, FacilityTier } from '@cockpit/domain/territory/territory'
import { boundsOf, contains, type Point, type Shape } from '../shape'
import type { DemoInstitution } from './demo-institution'
import { institutionNames } from './institution-names'

interface Place {
  readonly code: string
  readonly urban: boolean
  readonly residents: number
  readonly centre: Point
  readonly shape: Shape
}

/** Beds per 1,000 residents, national bulletin 2023; the demonstration's province meets it exactly but for rounding. */
const BEDS_PER_1000 = 7.23
/** The one county planted far below the others: well under 60 percent of the figure above, and under 3 beds per 1,000. */
const SHORT_OF_BEDS = 0.38

/** The first so many primary institutions of a county are health centres with beds; further ones, stations and clinics, have none. */
const CENTRES = 16

type Slot = { tier: FacilityTier; category: FacilityCategory; weight: number }

/** Places invented institutions in their counties and shares out the beds. Order of the result: county, tier, number. */
export function placeFacilities(
  places: readonly Place[],
  scale: Readonly<Record<FacilityTier, number>>,
  seed: number,
  lastYear: number,
): DemoInstitution[] {
  const chance = random(seed, 'facilities')
  const name = institutionNames(random(seed, 'names'))
  const bySize = [...places].sort((a, b) => b.residents - a.residents)
  // The short county is of middle size and has no tertiary hospital, so that no single large building hides the shortage.
  const short = (bySize[Math.floor(bySize.length * 0.6)] ?? bySize[0])?.code
  const tertiary = deal(
    bySize.filter((place) => place.urban && place.code !== short),
    Math.max(1, Math.round(places.length * scale.tertiary)),
  )
  const secondary = deal(bySize, Math.round(places.length * scale.secondary))
  const primary = deal(bySize, Math.round(places.length * scale.primary))

  const plan = places.map((place) => {
    const slots: Slot[] = []
    for (let index = 0; index < (tertiary.get(place.code) ?? 0); index += 1) slots.push(tertiarySlot(index, chance))
    for (let index = 0; index < (secondary.get(place.code) ?? 0); index += 1) slots.push(secondarySlot(index, chance))
    for (let index = 0; index < (primary.get(place.code) ?? 0); index += 1)
      slots.push({
        tier: 'primary',
        category: place.urban ? 'community' : 'township',
        weight: index < CENTRES ? 0.2 + 0.3 * chance.next() : 0,
      })
    const level = (tertiary.get(place.code) ?? 0) > 0 ? 1.15 + 0.2 * chance.next() : 0.86 + 0.16 * chance.next()
    return { place, slots, level: place.code === short ? SHORT_OF_BEDS : level }
  })

  const wanted = places.reduce((sum, place) => sum + place.residents, 0) * (BEDS_PER_1000 / 1000)
  const shortBeds = plan.reduce((sum, one) => sum + (one.place.code === short ? bedsAt(one) : 0), 0)
  const otherBeds = plan.reduce((sum, one) => sum + (one.place.code === short ? 0 : bedsAt(one)), 0)
  return plan.flatMap((one) => {
    const beds = bedsAt(one) * (one.place.code === short ? 1 : (wanted - shortBeds) / otherBeds)
    const weights = one.slots.reduce((sum, slot) => sum + slot.weight, 0)
    const numbers: Record<FacilityTier, number> = { tertiary: 0, secondary: 0, primary: 0 }
    return one.slots.map((slot): DemoInstitution => {
      numbers[slot.tier] += 1
      return {
        id: `DEMO-${one.place.code}-${slot.tier[0]?.toUpperCase()}${String(numbers[slot.tier]).padStart(2, '0')}`,
        name: name(slot.category),
        county: one.place.code,
        tier: slot.tier,
        category: slot.category,
        at: pointIn(one.place, slot.tier === 'primary' ? 1 : 0.35, chance),
        beds:
          slot.weight === 0
            ? 0
            : Math.max(slot.tier === 'primary' ? 4 : 20, Math.round((beds * slot.weight) / weights)),
        openedOn: `${lastYear - 15 - chance.below(45)}-${String(1 + chance.below(12)).padStart(2, '0')}-01`,
      }
    })
  })
}

function bedsAt(one: { place: Place; level: number }): number {
  return (one.place.residents * BEDS_PER_1000 * one.level) / 1000
}

/** Deals `count` institutions to places largest first, one a round, so that every place has one before any has two. */
function deal(places: readonly Place[], count: number): Map<string, number> {
  const dealt = new Map<string, number>()
  for (let index = 0; index < count && places.length > 0; index += 1) {
    const place = places[index % places.length] as Place
    dealt.set(place.code, (dealt.get(place.code) ?? 0) + 1)
  }
  return dealt
}

function tertiarySlot(index: number, chance: Random): Slot {
  return { tier: 'tertiary', category: index === 1 ? 'traditional' : 'general', weight: 7 + 4 * chance.next() }
}

function secondarySlot(index: number, chance: Random): Slot {
  if (index === 0) return { tier: 'secondary', category: 'general', weight: 3.2 + 1.2 * chance.next() }
  const category: FacilityCategory =
    index === 1 ? (chance.next() < 0.62 ? 'traditional' : 'maternal') : chance.next() < 0.7 ? 'maternal' : 'specialised'
  return { tier: 'secondary', category, weight: 1.3 + 1.1 * chance.next() }
}

/** Near the centre for hospitals, anywhere in the county for primary care; always inside the county's shape. */
function pointIn(place: Place, spread: number, chance: Random): Point {
  const [west, south, east, north] = boundsOf(place.shape)
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const x = place.centre[0] + (chance.next() - 0.5) * (east - west) * spread
    const y = place.centre[1] + (chance.next() - 0.5) * (north - south) * spread
    if (contains(place.shape, [x, y])) return [Number(x.toFixed(5)), Number(y.toFixed(5))]
  }
  return place.centre
}
