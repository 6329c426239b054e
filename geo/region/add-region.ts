import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Database } from '@cockpit/db/database'
import type { Bilingual } from '@cockpit/domain/ids'
import { dateVersions, type NewestVersions } from './date-versions'
import type { RegionIssue } from './issue'
import { type LakeFile, writeLakeFiles } from './lake-files'
import { readRegion } from './read-region'
import { hasErrors, type Region } from './region'
import { type SavedRegion, saveRegion } from './save-region'

/** What adding a region needs from the outside. */
export interface RegionPorts {
  readonly db: Database
  /** Imports one file into the lake by the normal path and returns when it is published; rejects when that fails. */
  importFile(file: { table: LakeFile['table']; path: string; demo: boolean }): Promise<unknown>
  /** What the lake holds of the past; absent for a lake that is known to be empty. */
  newestVersions?(): Promise<NewestVersions>
}

export interface RegionSummary extends SavedRegion {
  readonly name: Bilingual
  readonly demo: boolean
  /** Residents of all counties in the newest year that the folder holds. */
  readonly year: number | null
  readonly residents: number
  readonly warnings: readonly RegionIssue[]
}

export type AddedRegion =
  | { readonly ok: true; readonly summary: RegionSummary }
  /** Nothing was written. */
  | { readonly ok: false; readonly issues: readonly RegionIssue[] }

/**
 * Adds a region folder: reads and checks it, refuses it whole when there is an error, saves it to the operational database and hands
 * its tables to the import. Adding the same folder again is harmless; after a failure in the import, add it again. A row with a later
 * `valid_from` appends a version, one without a date corrects the newest (`dateVersions`).
 */
export async function addRegion(folder: string, ports: RegionPorts): Promise<AddedRegion> {
  const read = readRegion(folder)
  if (hasErrors(read)) return { ok: false, issues: read.issues }
  const newest = (await ports.newestVersions?.()) ?? { areas: new Map(), facilities: new Map() }
  const { region, issues } = dateVersions(read, newest)
  if (issues.length > 0) return { ok: false, issues: [...region.issues, ...issues] }
  const saved = await saveRegion(ports.db, region)
  const work = mkdtempSync(join(tmpdir(), 'cockpit-region-'))
  try {
    for (const file of writeLakeFiles(region, work)) await ports.importFile({ ...file, demo: region.description.demo })
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
  return { ok: true, summary: summarise(region, saved) }
}

function summarise(region: Region, saved: SavedRegion): RegionSummary {
  const year = region.population.reduce<number | null>((newest, row) => Math.max(newest ?? row.year, row.year), null)
  const residents = region.population.reduce((sum, row) => sum + (row.year === year ? row.residents : 0), 0)
  return {
    ...saved,
    name: region.description.name,
    demo: region.description.demo,
    year,
    residents,
    warnings: region.issues,
  }
}
