import { DRUG_SHARE, MATERIAL_SHARE } from './calibration'
import type { FeeProfile } from './case-mix'
import type { FacilityVolume } from './volumes'

/** Front-page fee items D11 to D34 in order; shares of a mean case by kind of care, in percent before calibration. */
const PROFILES: Readonly<Record<FeeProfile, readonly number[]>> = {
  //          D11 D12 D13 D14 D15 D16 D17 D18 D19 D20 D21 D22 D23 D24 D25 D26 D27 D28 D29 D30 D31 D32 D33 D34
  medical: [5, 5, 4, 1, 0.5, 15, 10, 6, 7, 0, 1, 0.5, 27, 4, 0.5, 0.6, 0.5, 0.1, 0, 0.2, 1, 5, 0, 2],
  surgical: [4, 4, 4, 1, 1.5, 9, 8, 4, 4, 17, 0.5, 0, 18, 1.5, 0, 1, 0.5, 0, 0.1, 0, 1, 5, 14, 1.5],
  oncology: [4, 4, 3, 1, 2, 11, 10, 3, 14, 1, 0, 0.5, 33, 4, 1, 0.5, 0.5, 0.3, 0, 1.2, 1, 5, 0.5, 1],
  traditional: [6, 6, 4, 1, 0, 8, 6, 3, 8, 0, 14, 14, 14, 5, 7, 0, 0, 0, 0, 0, 0.5, 3, 0, 1.5],
}

/** Positions of the drug items (D23 to D25) and the consumables (D31 to D33) among the 24. */
const DRUGS = [12, 13, 14]
const MATERIALS = [20, 21, 22]

export type FeeProfiles = Readonly<Record<FeeProfile, readonly number[]>>

/** Profiles whose cost-weighted drug and consumables shares over all cases meet the calibration; each sums to 1. */
export function calibratedProfiles(facilities: readonly FacilityVolume[]): FeeProfiles {
  const cost: Record<FeeProfile, number> = { medical: 0, surgical: 0, oncology: 0, traditional: 0 }
  for (const one of facilities) {
    let before = 0
    for (const { group, upTo } of one.mix) {
      cost[group.feeProfile] += one.dischargesPerDay * (upTo - before) * group.meanCost
      before = upTo
    }
  }
  const all = cost.medical + cost.surgical + cost.oncology + cost.traditional
  const shareOf = (items: readonly number[]) =>
    (Object.keys(cost) as FeeProfile[]).reduce(
      (sum, profile) => sum + (cost[profile] * part(PROFILES[profile], items)) / whole(PROFILES[profile]),
      0,
    ) / all
  const drugScale = DRUG_SHARE / shareOf(DRUGS)
  const materialScale = MATERIAL_SHARE / shareOf(MATERIALS)
  const scaled = (profile: FeeProfile) => {
    const items = PROFILES[profile].map((item) => item / whole(PROFILES[profile]))
    const fixed = items.map((item, index) =>
      DRUGS.includes(index) ? item * drugScale : MATERIALS.includes(index) ? item * materialScale : 0,
    )
    const rest = (1 - whole(fixed)) / (1 - part(items, DRUGS) - part(items, MATERIALS))
    return items.map((item, index) =>
      DRUGS.includes(index) || MATERIALS.includes(index) ? (fixed[index] as number) : item * rest,
    )
  }
  return {
    medical: scaled('medical'),
    surgical: scaled('surgical'),
    oncology: scaled('oncology'),
    traditional: scaled('traditional'),
  }
}

/**
 * The fee items of one case in hundredths of a yuan; they sum to `total` exactly.
 * @param drugFactor the case's drug share over the profile's
 */
export function feeItems(profile: readonly number[], total: number, drugFactor: number): number[] {
  let drugs = 0
  for (const index of DRUGS) drugs += profile[index] as number
  const factor = Math.min(drugFactor, 0.9 / drugs)
  const others = (1 - drugs * factor) / (1 - drugs)
  const items: number[] = new Array(profile.length)
  let largest = 0
  let sum = 0
  for (let index = 0; index < profile.length; index += 1) {
    const drug = index >= 12 && index <= 14
    const item = Math.round(total * (profile[index] as number) * (drug ? factor : others))
    items[index] = item
    sum += item
    if (item > (items[largest] as number)) largest = index
  }
  items[largest] = (items[largest] as number) + total - sum
  return items
}

function whole(items: readonly number[]): number {
  return items.reduce((sum, item) => sum + item, 0)
}

function part(items: readonly number[], positions: readonly number[]): number {
  return positions.reduce((sum, position) => sum + (items[position] ?? 0), 0)
}
