import type { AreaCode } from '@cockpit/domain/ids'
import type { CalendarDate } from '@cockpit/domain/period/calendar'
import type { AreaLevel } from '@cockpit/domain/territory/territory'
import type { Version } from './versions'

export interface AreaRow extends Version {
  readonly line: number
  readonly code: AreaCode
  readonly name: { readonly zh: string; readonly en: string }
  readonly level: AreaLevel
  readonly parent: AreaCode | null
  readonly virtual: boolean
  /** The day on which it ceased to be, and the area that took its place. */
  readonly abolishedOn: CalendarDate | null
  readonly successor: AreaCode | null
}

export interface AreaRows {
  /** The tree as it stands today: the newest row of every area that was not abolished. */
  readonly today: readonly AreaRow[]
  /** Earlier rows of today's areas, and all rows of the abolished ones. */
  readonly former: readonly AreaRow[]
}
