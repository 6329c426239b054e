import { EquityError } from './share'

/** A county's resource, people and land (km²). */
export interface Agglomeration {
  readonly resource: number
  readonly people: number
  readonly land: number
}

export interface AgglomerationDegrees {
  /** 卫生资源集聚度: share of the resource ÷ share of the land. */
  readonly hrad: number
  /** 人口集聚度: share of the people ÷ share of the land. */
  readonly pad: number
  /** hrad ÷ pad; above 1 better supplied than its people, below 1 worse. */
  readonly ratio: number
  /** 卫生资源密度指数: √(resource per head · resource per km²), in the caller's units. */
  readonly hrdi: number
}

/**
 * Health-resource agglomeration of each county against the whole.
 *
 *   HRAD_i = (HR_i / HR) / (A_i / A)    PAD_i = (P_i / P) / (A_i / A)    HRDI_i = √(HR_i/P_i · HR_i/A_i)
 *
 * @throws EquityError when a county has no land or no people, or a number is not usable
 */
export function agglomeration(counties: readonly Agglomeration[]): AgglomerationDegrees[] {
  const total = { resource: 0, people: 0, land: 0 }
  for (const [index, county] of counties.entries()) {
    if (
      !(county.land > 0 && county.people > 0 && county.resource >= 0) ||
      !Number.isFinite(county.land + county.people + county.resource)
    )
      throw new EquityError(
        `County ${index} has resource ${county.resource}, people ${county.people}, land ${county.land}; people and land must be above 0.`,
      )
    total.resource += county.resource
    total.people += county.people
    total.land += county.land
  }
  if (total.resource === 0) throw new EquityError('No county has any of the resource; agglomeration is not defined.')
  return counties.map((county) => {
    const land = county.land / total.land
    const hrad = county.resource / total.resource / land
    const pad = county.people / total.people / land
    return {
      hrad,
      pad,
      ratio: hrad / pad,
      hrdi: Math.sqrt((county.resource / county.people) * (county.resource / county.land)),
    }
  })
}
