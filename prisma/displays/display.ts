import { Grant } from '@cockpit/domain/access/grant'
import type { Display as StoredDisplay } from '../generated/client'

/** A wall display as others see it: no hashes. */
export interface DisplayRow {
  readonly id: string
  readonly name: string
  readonly board: string
  readonly theme: string
  readonly grant: Grant
  readonly paired: boolean
  readonly lastSeenAt: Date | null
  readonly createdAt: Date
}

/** Null when the stored grant cannot be read or is no display's; that is reported, and the display sees nothing. */
export function displayRow(stored: StoredDisplay, report: (problem: string) => void): DisplayRow | null {
  const grant = Grant.safeParse(stored.grant)
  if (!grant.success || grant.data.role !== 'display') {
    report(`The grant of display ${stored.id} cannot be read and gives nothing.`)
    return null
  }
  const { id, name, board, theme, lastSeenAt, createdAt } = stored
  return { id, name, board, theme, grant: grant.data, paired: stored.tokenHash !== null, lastSeenAt, createdAt }
}
