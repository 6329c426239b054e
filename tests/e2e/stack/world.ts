import fs from 'node:fs'
import path from 'node:path'
import { type Database, database } from '@cockpit/db/database'
import { Grant } from '@cockpit/domain/access/grant'
import { DATA } from './address'

export interface World {
  /** The institution of the account `hospital`, whose drug share rises. */
  readonly hospital: { readonly id: string; readonly name: string }
  /** The county of the account `county`, and one next to it in the same city. */
  readonly county: string
  readonly neighbour: { readonly code: string; readonly name: string; readonly facility: string }
  /** The newest month of the demo, `yyyy-mm`. */
  readonly month: string
}

/** The running demo's own database, for as long as something is asked of it. */
export async function onDatabase<T>(ask: (db: Database) => Promise<T>): Promise<T> {
  const { database: url } = JSON.parse(fs.readFileSync(path.join(DATA, 'run/stack.json'), 'utf8'))
  const db = database(url)
  try {
    return await ask(db)
  } finally {
    await db.$disconnect()
  }
}

/** Reads from the running demo's own database what the tests speak of. */
export function readWorld(): Promise<World> {
  const { lastMonth } = JSON.parse(fs.readFileSync(path.join(DATA, 'demo.json'), 'utf8'))
  return onDatabase(async (db) => {
    const grantOf = async (username: string) => {
      const { grants } = await db.user.findUniqueOrThrow({ where: { username }, include: { grants: true } })
      const { role, territory, sensitivity } = grants.find((grant) => grant.revokedAt === null) ?? {}
      return Grant.parse({ role, territory, sensitivity }).territory
    }
    const own = await grantOf('hospital')
    const county = await grantOf('county')
    if (own.kind !== 'facilities' || county.kind !== 'area') throw new Error('the demo accounts have other grants')
    const id = String(own.ids[0])
    const hospital = await db.facility.findUniqueOrThrow({ where: { id } })
    const { parent } = await db.area.findUniqueOrThrow({ where: { code: county.code } })
    const neighbour = await db.area.findFirstOrThrow({
      where: { parent, code: { not: county.code }, facilities: { some: {} } },
      include: { facilities: true },
    })
    return {
      hospital: { id, name: hospital.nameZh },
      county: county.code,
      neighbour: { code: neighbour.code, name: neighbour.nameZh, facility: neighbour.facilities[0]?.id ?? '' },
      month: lastMonth,
    }
  })
}
