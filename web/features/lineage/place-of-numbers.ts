'use client'
import { createContext, useContext } from 'react'

/** The place whose numbers a part of the screen shows; null where they belong to no single one. */
export interface PlaceOfNumbers {
  readonly territory: string
  readonly facility?: string
}

const Context = createContext<PlaceOfNumbers | null>(null)
export const PlaceOfNumbersProvider = Context.Provider

export function usePlaceOfNumbers(): PlaceOfNumbers | null {
  return useContext(Context)
}
