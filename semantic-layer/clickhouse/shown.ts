import type { WarehouseAddress } from './address'
import { type WarehouseConnection, WarehouseError } from './connection'
import { at, SHOWN } from './tables'

/** What readers of the cluster see. */
export interface Shown {
  readonly showing: bigint
  /** Version of the lake's manifest. */
  readonly version: number
  /** The manifest's own `publishedAt`: with the version it names one state of one lake. */
  readonly publishedAt: string
}

const UNKNOWN_TABLE = '60'
const UNKNOWN_DATABASE = '81'

/** @returns null when nothing was ever shown */
export async function newestShown(connection: WarehouseConnection): Promise<Shown | null> {
  try {
    const [row] = await connection.rows<{ showing: string; version: string; published_at: string }>(
      shownQuery(connection.address),
    )
    if (!row) return null
    return { showing: BigInt(row.showing), version: Number(row.version), publishedAt: row.published_at }
  } catch (error) {
    if (error instanceof WarehouseError && (error.code === UNKNOWN_TABLE || error.code === UNKNOWN_DATABASE))
      return null
    throw error
  }
}

export function shownQuery(address: WarehouseAddress): string {
  return `SELECT showing, version, published_at FROM ${at(address, SHOWN)} ORDER BY showing DESC LIMIT 1`
}
