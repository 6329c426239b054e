import type { Envelope, Withheld } from '@cockpit/domain/indicator/envelope'

/** What a cell of an answer shows: a value, or the reason why there is none. A missing cell is "no data", never 0. */
export type Reading =
  | { readonly state: 'shown'; readonly value: number }
  | { readonly state: Withheld; readonly value: null }

export function readingOf(cell: Envelope | undefined): Reading {
  if (!cell) return { state: 'no-data', value: null }
  if (cell.state === 'shown')
    return cell.value === undefined ? { state: 'no-data', value: null } : { state: 'shown', value: cell.value }
  return { state: cell.state, value: null }
}
