import type { Database, Transaction } from '@cockpit/db/database'
import { AreaCode, FacilityId } from '@cockpit/domain/ids'
import {
  type AreaLevel,
  FACILITY_CATEGORIES,
  FACILITY_TIERS,
  type Facility,
  Territory,
} from '@cockpit/domain/territory/territory'
import { z } from 'zod'
import type { AreaTopology } from './topology'

/** The tree of all areas in the database. Empty before the first region is added. @throws TerritoryError on a broken tree. */
export async function loadTerritory(db: Database | Transaction): Promise<Territory> {
  const rows = await db.area.findMany({ orderBy: { code: 'asc' } })
  return new Territory(
    rows.map((row) => ({
      code: AreaCode.parse(row.code),
      name: { zh: row.nameZh, en: row.nameEn },
      level: Level.parse(row.level),
      parent: row.parent === null ? null : AreaCode.parse(row.parent),
      centre: [row.longitude, row.latitude],
    })),
  )
}

/** All facilities, by id. Closed ones stay: their past is still reported. */
export async function loadFacilities(db: Database | Transaction): Promise<Facility[]> {
  const rows = await db.facility.findMany({ orderBy: { id: 'asc' } })
  return rows.map((row) => ({
    id: FacilityId.parse(row.id),
    name: { zh: row.nameZh, en: row.nameEn },
    county: AreaCode.parse(row.countyCode),
    tier: z.enum(FACILITY_TIERS).parse(row.tier),
    category: z.enum(FACILITY_CATEGORIES).parse(row.category),
    at: [row.longitude, row.latitude],
  }))
}

/** Key of the shapes of an area's children: its code. For every county below a province or city: `countiesKey(code)`. */
export function countiesKey(code: AreaCode): string {
  return `${code}:counties`
}

export interface StoredBoundary {
  readonly topology: AreaTopology
  /** Where the shapes come from; every map shows it. */
  readonly source: string
  readonly licenceNote: string
  readonly updatedAt: Date
}

/** A topology with object `areas`, whose geometries carry `AreaProperties`; null when there is none under the key. */
export async function loadBoundary(db: Database | Transaction, key: string): Promise<StoredBoundary | null> {
  const row = await db.boundary.findUnique({ where: { areaCode: key } })
  if (!row) return null
  const { source, licenceNote, updatedAt } = row
  return { topology: Stored.parse(row.topology), source, licenceNote, updatedAt }
}

const Level: z.ZodType<AreaLevel> = z.enum(['province', 'city', 'county'])
// Written by `saveRegion` alone: that it is a topology is enough to know.
const Stored = z.custom<AreaTopology>(
  (value) =>
    z.looseObject({ type: z.literal('Topology'), objects: z.looseObject({ areas: z.unknown() }) }).safeParse(value)
      .success,
  'the stored boundary is not a topology; add the region again',
)
