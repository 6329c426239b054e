'use client'
import type { AreaCode, FacilityId } from '@cockpit/domain/ids'
import type { IndicatorDefinition } from '@cockpit/domain/indicator/definition'
import { daysBetween, partsOf } from '@cockpit/domain/period/calendar'
import { type Period, parsePeriod, trailingMonths } from '@cockpit/domain/period/period'
import { createContext, useContext } from 'react'
import type { Language } from '../../i18n/locale'
import type { Comparing } from '../cockpit/address'
import type { Place, PlaceFacility } from '../cockpit/place'
import type { PeerChoice } from './profile-address'

/** What every part of a profile stands on. */
export interface ProfileFrame {
  readonly facility: PlaceFacility & { readonly id: FacilityId }
  readonly place: Place
  readonly county: AreaCode
  readonly province: AreaCode
  readonly period: Period
  /** For what is rare: the twelve months to the period's end, or the period where it is longer. */
  readonly year: Period
  /**
   * For what is broken down by groups: the calendar year the period ends in, or the period where it is longer. Small cells are decided by calendar
   * years, so a year across two of them would show far less.
   */
  readonly calendarYear: Period
  readonly compare: Comparing
  readonly peers: PeerChoice
  readonly language: Language
  /** Definitions of those ids that the catalogue has, in their order. */
  readonly define: (ids: readonly string[]) => readonly IndicatorDefinition[]
}

const Context = createContext<ProfileFrame | null>(null)
export const ProfileFrameProvider = Context.Provider

export function useProfileFrame(): ProfileFrame {
  const frame = useContext(Context)
  if (!frame) throw new Error('A part of the profile stands outside of it.')
  return frame
}

export function yearOf(period: Period): Period {
  const year = trailingMonths(period, 12)
  return daysBetween(period.from, period.to) > daysBetween(year.from, year.to) ? period : year
}

export function calendarYearOf(period: Period): Period {
  const year = parsePeriod(String(partsOf(period.to).year))
  return period.from < year.from ? period : year
}
