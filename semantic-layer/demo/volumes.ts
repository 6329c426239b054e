import { type Random, random } from '@cockpit/domain/random/random'
import type { DemoFacility, DemoWorld } from '../packs/contract'
import { apportion } from './apportion'
import * as figures from './calibration'
import { type DemoGroup, deathRates, demoGroups } from './case-mix'
import { departmentsOf } from './departments'
import { DRUG_SHARE_RISE_MONTHS, HIGH_COST } from './stories'

/** A group as it is billed: the frozen benchmark of the region, which leaves the planted hospital out. */
export interface PricedGroup extends DemoGroup {
  /** Relative weight: mean cost of the group over the mean cost of all. */
  readonly weight: number
  /** Yuan. */
  readonly meanCost: number
  /** Days. */
  readonly meanStay: number
  readonly deathRate: number
}

/** How busy a facility is in a mean month at the end of the world, and how it differs from its peers. */
export interface FacilityVolume {
  readonly facility: DemoFacility
  readonly visitsPerDay: number
  /** Yuan a visit. */
  readonly costPerVisit: number
  readonly occupancy: number
  readonly dischargesPerDay: number
  /** Days and yuan of its mean discharge. */
  readonly stay: number
  readonly cost: number
  readonly costFactor: number
  readonly stayFactor: number
  readonly drugShare: number
  /** Groups it treats with their cumulative probability, the last 1. Empty for primary care. */
  readonly mix: readonly { readonly group: PricedGroup; readonly upTo: number }[]
}

export interface Volumes {
  readonly groups: readonly PricedGroup[]
  readonly facilities: readonly FacilityVolume[]
  /** Front pages per discharge. */
  readonly sample: number
}

/**
 * Works out, before any row is drawn, who treats how many of what, so that the totals meet the calibration: discharges follow
 * from beds, occupancy and the stay of the case mix; the groups' costs and stays are scaled until the mean case is the nation's.
 */
export function volumesOf(world: DemoWorld): Volumes {
  const groups = demoGroups(world.seed)
  const residents = world.counties.reduce((sum, county) => sum + county.population, 0)
  const draws = world.facilities.map((facility) => draft(facility, random(world.seed, 'facility', facility.id), groups))
  const hospitals = draws.filter((one) => one.facility.tier !== 'primary')
  const primary = draws.filter((one) => one.facility.tier === 'primary')

  levelOccupancy(hospitals)
  // Bed-days are fixed by beds and occupancy, so discharges scale with 1 / stay: one factor brings the mean stay home.
  const bedDays = total(hospitals, (one) => one.facility.beds * one.occupancy)
  const rawDischarges = total(hospitals, rawDischargesOf)
  const stayScale = figures.MEAN_STAY / (bedDays / rawDischarges)
  const rawCost = total(hospitals, (one) => rawDischargesOf(one) * mixMean(one, (group) => group.costliness))
  const costScale = figures.MEAN_COST / (rawCost / rawDischarges)

  const counts = new Map<DemoGroup, number>()
  for (const one of hospitals)
    for (const { group, share } of one.mix) counts.set(group, (counts.get(group) ?? 0) + rawDischargesOf(one) * share)
  const rates = deathRates(riskShares(counts, rawDischarges))
  const priced = new Map(
    groups.map((group): [DemoGroup, PricedGroup] => [
      group,
      {
        ...group,
        weight: (group.costliness * costScale) / figures.MEAN_COST,
        meanCost: group.costliness * costScale,
        meanStay: group.stay * stayScale,
        deathRate: rates[group.risk],
      },
    ]),
  )

  const visits = residents * figures.VISITS_PER_PERSON
  const weightOf = (pool: readonly Draft[]) => total(pool, (one) => one.visitWeight)
  const [hospitalWeight, primaryWeight] = [weightOf(hospitals), weightOf(primary)]
  const daily = (one: Draft, weight: number, share: number) => (visits * share * one.visitWeight) / weight / 365
  const visitCost = total(hospitals, (one) => one.visitWeight * one.visitCost) / hospitalWeight
  const facilities = draws.map((one): FacilityVolume => {
    const hospital = one.facility.tier !== 'primary'
    const stay = stayScale * mixMean(one, (group) => group.stay) * one.stayFactor
    return {
      facility: one.facility,
      visitsPerDay: hospital
        ? daily(one, hospitalWeight, figures.HOSPITAL_SHARE_OF_VISITS)
        : daily(one, primaryWeight, 1 - figures.HOSPITAL_SHARE_OF_VISITS),
      costPerVisit: hospital
        ? (figures.COST_PER_HOSPITAL_VISIT * one.visitCost) / visitCost
        : figures.COST_PER_PRIMARY_VISIT * one.visitCost,
      occupancy: one.occupancy,
      dischargesPerDay: hospital ? (one.facility.beds * one.occupancy) / stay : 0,
      stay,
      cost: costScale * mixMean(one, (group) => group.costliness) * one.costFactor,
      costFactor: one.costFactor,
      stayFactor: one.stayFactor,
      drugShare: one.drugShare,
      mix: cumulative(one, priced),
    }
  })
  const discharges = facilities.reduce((sum, one) => sum + one.dischargesPerDay, 0) * (365 / 12)
  return { groups: [...priced.values()], facilities, sample: Math.min(1, world.frontPagesPerMonth / discharges) }
}

/** A station or clinic without beds is visited as if it had so many. */
const BEDS_OF_A_STATION = 2

interface Draft {
  readonly facility: DemoFacility
  readonly visitWeight: number
  readonly visitCost: number
  occupancy: number
  readonly costFactor: number
  readonly stayFactor: number
  readonly drugShare: number
  readonly mix: readonly { readonly group: DemoGroup; readonly share: number }[]
}

function draft(facility: DemoFacility, chance: Random, groups: readonly DemoGroup[]): Draft {
  const spread = (sd: number) => Math.max(-2, Math.min(2, chance.normal())) * sd
  const large = facility.tier === 'tertiary'
  const planted = facility.story === 'high-cost'
  return {
    facility,
    visitWeight:
      (facility.beds || BEDS_OF_A_STATION) * (facility.category === 'maternal' ? 1.3 : 1) * Math.exp(spread(0.15)),
    visitCost: (large ? 1.15 : 0.92) * Math.exp(spread(0.06)),
    occupancy: (large ? 0.88 : 0.8) * Math.exp(spread(0.04)),
    costFactor: planted ? HIGH_COST.cost : Math.exp(spread(0.07)),
    stayFactor: planted ? HIGH_COST.stay : Math.exp(spread(0.05)),
    drugShare: figures.DRUG_SHARE + (facility.story === 'rising-drug-share' ? 0 : spread(0.009)),
    mix: facility.tier === 'primary' ? [] : caseMix(facility, groups),
  }
}

/** Discharges of a department are its bed-days over its mean stay; within it, groups by popularity, heavier in tertiary care. */
function caseMix(facility: DemoFacility, groups: readonly DemoGroup[]): { group: DemoGroup; share: number }[] {
  const tilt = facility.tier === 'tertiary' ? 0.4 : -0.2
  const mix: { group: DemoGroup; share: number }[] = []
  for (const department of departmentsOf(facility)) {
    if (department.beds === 0) continue
    const own = groups.filter((group) => group.department === department.name)
    const weights = own.map((group) => group.popularity * group.costliness ** tilt)
    const sum = weights.reduce((running, weight) => running + weight, 0)
    const stay = own.reduce((running, group, index) => running + (group.stay * (weights[index] as number)) / sum, 0)
    for (const [index, group] of own.entries())
      mix.push({ group, share: ((department.beds / stay) * (weights[index] as number)) / sum })
  }
  const all = mix.reduce((sum, one) => sum + one.share, 0)
  return mix.map((one) => ({ group: one.group, share: one.share / all }))
}

function levelOccupancy(hospitals: readonly Draft[]): void {
  const mean =
    total(hospitals, (one) => one.facility.beds * one.occupancy) / total(hospitals, (one) => one.facility.beds)
  for (const one of hospitals) one.occupancy = Math.min(1.02, (one.occupancy * figures.HOSPITAL_OCCUPANCY) / mean)
}

function rawDischargesOf(one: Draft): number {
  return (one.facility.beds * one.occupancy) / mixMean(one, (group) => group.stay)
}

function mixMean(one: Draft, value: (group: DemoGroup) => number): number {
  return one.mix.reduce((sum, { group, share }) => sum + value(group) * share, 0)
}

function riskShares(counts: ReadonlyMap<DemoGroup, number>, all: number): Record<figures.RiskClass, number> {
  const shares: Record<figures.RiskClass, number> = { low: 0, midlow: 0, midhigh: 0, high: 0 }
  for (const [group, count] of counts) shares[group.risk] += count / all
  return shares
}

function cumulative(one: Draft, priced: ReadonlyMap<DemoGroup, PricedGroup>): FacilityVolume['mix'] {
  let upTo = 0
  const steps = one.mix.flatMap(({ group, share }) => {
    upTo += share
    const found = priced.get(group)
    return found ? [{ group: found, upTo }] : []
  })
  const last = steps.at(-1)
  return last ? [...steps.slice(0, -1), { ...last, upTo: 1 }] : []
}

function total(drafts: readonly Draft[], value: (one: Draft) => number): number {
  return drafts.reduce((sum, one) => sum + value(one), 0)
}

/** Drug share of income of a facility in a month, 0..1; the planted one climbs from its level to 8 points above over seven months. */
export function drugShareIn(world: DemoWorld, one: FacilityVolume, month: string): number {
  const base = one.drugShare + 0.002 * random(world.seed, 'drug', one.facility.id, month).normal()
  if (one.facility.story !== 'rising-drug-share') return base
  const step = world.months.indexOf(month) - (world.months.length - 1 - DRUG_SHARE_RISE_MONTHS)
  return step > 0 ? one.drugShare + (0.09 * step) / DRUG_SHARE_RISE_MONTHS : base
}

/** Beds of a facility in a month: full at the last, one per mille fewer for each month before. */
export function bedsIn(world: DemoWorld, facility: DemoFacility, month: string): number {
  const before = world.months.length - 1 - world.months.indexOf(month)
  return Math.round(facility.beds * (1 - 0.001 * before))
}

/** Beds by department, in the order of `departmentsOf`. */
export function bedsByDepartment(world: DemoWorld, facility: DemoFacility, month: string): number[] {
  return apportion(
    bedsIn(world, facility, month),
    departmentsOf(facility).map((department) => department.beds),
  )
}
