import type { Database, Transaction } from '@cockpit/db/database'
import { hasErrors, type Region } from './region'
import { regionBoundaries } from './region-boundaries'

export interface SavedRegion {
  readonly areas: number
  readonly facilities: number
  readonly population: number
  readonly boundaries: number
  /** Areas that the database had below this root and the folder no longer has: deleted when nothing refers to them. */
  readonly removed: readonly string[]
  /** The same, kept because a facility, an alert, a task, an event, a posture or a grant refers to them. */
  readonly kept: readonly string[]
  /** Facilities of the region that the folder no longer has. They keep their past and are not deleted. */
  readonly absentFacilities: readonly string[]
}

/**
 * Writes a region as it stands today to the operational database, all of it or nothing; its past goes to the lake alone. The same region again changes nothing but the time of its
 * boundaries.
 * @throws RangeError when the region has errors: read the issues first.
 */
export async function saveRegion(db: Database, region: Region): Promise<SavedRegion> {
  if (hasErrors(region)) throw new RangeError('A region with errors cannot be saved; correct its files first.')
  const boundaries = regionBoundaries(region)
  return db.$transaction(
    async (tx) => {
      await saveAreas(tx, region)
      await saveFacilities(tx, region)
      await savePopulation(tx, region)
      await saveBoundaries(tx, region, boundaries)
      const { removed, kept } = await removeVanished(tx, region)
      return {
        areas: region.areas.length,
        facilities: region.facilities.length,
        population: region.population.length,
        boundaries: boundaries.size,
        removed,
        kept,
        absentFacilities: await absentFacilities(tx, region),
      }
    },
    { timeout: 60_000 },
  )
}

async function saveAreas(tx: Transaction, { areas, description }: Region): Promise<void> {
  const rows = areas.map((area) => ({
    code: area.code,
    nameZh: area.name.zh,
    nameEn: area.name.en,
    level: area.level,
    parent: area.parent,
    longitude: area.centre[0],
    latitude: area.centre[1],
    demo: description.demo,
  }))
  await tx.$executeRaw`
    INSERT INTO "Area" (code, "nameZh", "nameEn", level, parent, longitude, latitude, demo)
    SELECT code, "nameZh", "nameEn", level, parent, longitude, latitude, demo
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS row(code text, "nameZh" text, "nameEn" text, level text,
      parent text, longitude float8, latitude float8, demo boolean)
    ON CONFLICT (code) DO UPDATE SET "nameZh" = excluded."nameZh", "nameEn" = excluded."nameEn", level = excluded.level,
      parent = excluded.parent, longitude = excluded.longitude, latitude = excluded.latitude, demo = excluded.demo`
}

async function saveFacilities(tx: Transaction, { facilities, description }: Region): Promise<void> {
  const rows = facilities.map((one) => ({
    id: one.id,
    nameZh: one.name.zh,
    nameEn: one.name.en,
    countyCode: one.county,
    tier: one.tier,
    category: one.category,
    longitude: one.at[0],
    latitude: one.at[1],
    beds: one.beds,
    demo: description.demo,
    openedOn: one.openedOn,
    closedOn: one.closedOn,
  }))
  await tx.$executeRaw`
    INSERT INTO "Facility" (id, "nameZh", "nameEn", "countyCode", tier, category, longitude, latitude, beds, demo, "openedOn", "closedOn")
    SELECT id, "nameZh", "nameEn", "countyCode", tier, category, longitude, latitude, beds, demo, "openedOn", "closedOn"
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS row(id text, "nameZh" text, "nameEn" text, "countyCode" text,
      tier text, category text, longitude float8, latitude float8, beds int, demo boolean, "openedOn" date,
      "closedOn" date)
    ON CONFLICT (id) DO UPDATE SET "nameZh" = excluded."nameZh", "nameEn" = excluded."nameEn",
      "countyCode" = excluded."countyCode", tier = excluded.tier, category = excluded.category,
      longitude = excluded.longitude, latitude = excluded.latitude, beds = excluded.beds, demo = excluded.demo,
      "openedOn" = excluded."openedOn", "closedOn" = excluded."closedOn"`
}

/** Of today's counties alone; the residents of those that were merged away are in the lake, under their successors. */
async function savePopulation(tx: Transaction, { population, areas }: Region): Promise<void> {
  const present = new Set<string>(areas.map(({ code }) => code))
  const rows = population.filter(({ code }) => present.has(code)).map((row) => ({ ...row, areaCode: row.code }))
  await tx.$executeRaw`
    INSERT INTO "Population" ("areaCode", year, residents, aged60, aged65)
    SELECT "areaCode", year, residents, aged60, aged65
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS row("areaCode" text, year int, residents int, aged60 int, aged65 int)
    ON CONFLICT ("areaCode", year) DO UPDATE SET residents = excluded.residents, aged60 = excluded.aged60,
      aged65 = excluded.aged65`
}

async function saveBoundaries(
  tx: Transaction,
  { description }: Region,
  boundaries: ReturnType<typeof regionBoundaries>,
): Promise<void> {
  const rows = [...boundaries].map(([areaCode, topology]) => ({ areaCode, topology }))
  await tx.$executeRaw`
    INSERT INTO "Boundary" ("areaCode", topology, source, "licenceNote", "updatedAt")
    SELECT "areaCode", topology, ${description.source}, ${description.licenceNote}, now()
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS row("areaCode" text, topology jsonb)
    ON CONFLICT ("areaCode") DO UPDATE SET topology = excluded.topology, source = excluded.source,
      "licenceNote" = excluded."licenceNote", "updatedAt" = now()`
}

async function removeVanished(tx: Transaction, region: Region): Promise<{ removed: string[]; kept: string[] }> {
  const present = region.areas.map((area) => area.code)
  const vanished = await tx.$queryRaw<{ code: string; referred: boolean }[]>`
    WITH RECURSIVE below AS (
      SELECT code FROM "Area" WHERE code = ${region.description.root}
      UNION SELECT area.code FROM "Area" area JOIN below ON area.parent = below.code
    ), gone AS (SELECT code FROM below WHERE code <> ALL(${present}::text[])),
    referring AS (
      SELECT "countyCode" AS code FROM "Facility" UNION SELECT "areaCode" FROM "Alert" UNION SELECT "areaCode" FROM "Task"
      UNION SELECT "areaCode" FROM "EmergencyEvent" UNION SELECT "areaCode" FROM "Posture"
      UNION SELECT territory->>'code' FROM "Grant" WHERE "revokedAt" IS NULL
    )
    -- An area above one that is referred to stays too, or the tree would lose a link.
    , held AS (
      SELECT code FROM gone WHERE code IN (SELECT code FROM referring)
      UNION SELECT area.parent FROM "Area" area JOIN held ON area.code = held.code WHERE area.parent IS NOT NULL
    )
    SELECT code, code IN (SELECT code FROM held) AS referred FROM gone ORDER BY code`
  const kept = vanished.filter((row) => row.referred).map((row) => row.code)
  const removed = vanished.filter((row) => !row.referred).map((row) => row.code)
  await tx.population.deleteMany({ where: { areaCode: { in: removed } } })
  await tx.boundary.deleteMany({ where: { areaCode: { in: removed } } })
  await tx.area.deleteMany({ where: { code: { in: removed } } })
  return { removed, kept }
}

async function absentFacilities(tx: Transaction, region: Region): Promise<string[]> {
  const counties = region.areas.map((area) => area.code)
  const present = new Set<string>(region.facilities.map((one) => one.id))
  const stored = await tx.facility.findMany({ where: { countyCode: { in: counties } }, select: { id: true } })
  return stored.map((row) => row.id).filter((id) => !present.has(id))
}
