import type { Territory } from '@cockpit/domain/territory/territory'
import type { FacilityMap } from './breakdown'
import type { CubePort } from './cube-rest'

export interface SheetSource {
  readonly cube: CubePort
  readonly territory: Territory
  readonly facilities: FacilityMap
  /** As `Disclosure` is told. */
  readonly cut: number
  /** Of the cube whose persons are counted. */
  readonly cubeName: string
  readonly scope: 'facility' | 'area'
  /** Full names of the counts. */
  readonly measures: readonly string[]
  /** Equal texts mean equal data: a sheet is kept until they change. */
  readonly version: string
  /** From `limitFor`. */
  readonly limit: number
  now(): Date
}
