import { AreaCode } from '@cockpit/domain/ids'
import { z } from 'zod'
import type { IssueList } from './issue'
import { readText } from './read-text'
import type { RegionDescription } from './region'

const Name = z.object({ zh: z.string().trim().min(1), en: z.string().trim().min(1) })
const File = z.object({
  name: Name,
  root: AreaCode,
  boundaries: z.object({
    source: z.string().trim().min(1),
    licenceNote: z.string(),
    crs: z.enum(['EPSG:4490', 'EPSG:4326', 'GCJ-02']),
  }),
  demo: z.boolean().default(false),
})

const REMEDIES: Readonly<Record<string, string>> = {
  name: 'Write "name": {"zh": "...", "en": "..."}.',
  root: 'Write the six-digit code of the province or municipality, such as "330000".',
  boundaries:
    'Write "boundaries": {"source": "...", "licenceNote": "...", "crs": "EPSG:4490"}; crs may be EPSG:4490, EPSG:4326 or GCJ-02.',
  demo: 'Write true for demonstration data, else false.',
}

/** Reads `region.json`. Every missing or wrong field is one error. */
export function readDescription(folder: string, issues: IssueList): RegionDescription | undefined {
  issues.about('region.json')
  const text = readText(folder, 'region.json', issues)
  if (text === undefined) return undefined
  let content: unknown
  try {
    content = JSON.parse(text)
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    issues.error({
      kind: 'json-unreadable',
      problem: `It is not readable as JSON (${error.message}).`,
      remedy: 'Look for a missing quote or a comma too many.',
    })
    return undefined
  }
  const parsed = File.safeParse(content)
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      const field = issue.path.join('.')
      issues.error({
        kind: 'description-field',
        field: field || '(whole file)',
        problem: `${issue.message}.`,
        remedy: REMEDIES[String(issue.path[0] ?? '')] ?? 'See docs/region-format.md.',
      })
    }
    return undefined
  }
  const { name, root, boundaries, demo } = parsed.data
  if (boundaries.crs === 'GCJ-02')
    issues.warning({
      kind: 'crs-shifted',
      field: 'boundaries.crs',
      value: boundaries.crs,
      problem:
        'GCJ-02 coordinates lie up to 700 m from the true place; points in EPSG:4490 may fall outside their county.',
      remedy: 'Use boundaries in EPSG:4490 where you can.',
    })
  return { name, root, source: boundaries.source, licenceNote: boundaries.licenceNote, crs: boundaries.crs, demo }
}
