import { EMR_FLOORS, EMR_ROLES, type EmrRole } from '@cockpit/domain/emr-grading/grade'
import type { Answer, PeerBand } from '@cockpit/domain/indicator/envelope'
import { readingOf } from '../cockpit/reading'

export interface EmrRoleRow {
  readonly role: EmrRole
  readonly score: number | null
  readonly band: PeerBand | null
}

/** The ten roles in the order of the standard, each with its score and the middle half of the peers'. */
export function emrRoles(
  answer: Answer,
  indicator: string,
  bands: readonly { readonly value: string; readonly band: PeerBand | null }[],
): EmrRoleRow[] {
  return EMR_ROLES.map((role) => ({
    role,
    score: readingOf(answer.rows.find((row) => row.key === role)?.cells[indicator]).value,
    band: bands.find(({ value }) => value === role)?.band ?? null,
  }))
}

/** Scores of all roles together, and what is missing to the next level's floor; null while a role has no score. */
export function emrTotal(
  rows: readonly EmrRoleRow[],
): { readonly total: number; readonly reaches: number; readonly toNext: number | null } | null {
  if (rows.some(({ score }) => score === null)) return null
  const total = rows.reduce((sum, { score }) => sum + (score ?? 0), 0)
  const reaches = EMR_FLOORS.filter((floor) => total >= floor).length
  const next = EMR_FLOORS[reaches]
  return { total, reaches, toNext: next === undefined ? null : next - total }
}

export interface GradePath {
  readonly years: string[]
  readonly levels: (number | null)[]
  /** The floor that holds for this institution in the newest year, as it is set in the catalogue or for its area; null where none is. */
  readonly target: { readonly level: number; readonly source: string } | null
}

/** Level of each year. The year's last month counts, as of any stock. */
export function gradePath(answer: Answer, indicator: string): GradePath {
  const rows = answer.rows.filter((row) => row.at).sort((a, b) => ((a.at ?? '') < (b.at ?? '') ? -1 : 1))
  const { min, source = '' } = rows.at(-1)?.cells[indicator]?.target ?? {}
  return {
    years: rows.map((row) => (row.at ?? '').slice(0, 4)),
    levels: rows.map((row) => readingOf(row.cells[indicator]).value),
    target: min === undefined ? null : { level: min, source },
  }
}
