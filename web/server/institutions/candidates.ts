import { type Bilingual, FacilityId } from '@cockpit/domain/ids'
import type { Candidate, InstitutionDirectory } from '@cockpit/domain/institution/directory'
import type { Territory } from '@cockpit/domain/territory/territory'
import type { FacilityDirectory } from '../territory/facility-directory'

export interface ShownCandidate {
  readonly id: FacilityId
  readonly name: Bilingual
  readonly county: Bilingual
  readonly score: number
  readonly reasons: Candidate['reasons']
}

export interface Proposal {
  readonly candidates: readonly ShownCandidate[]
  /** The first one is as good as certain: it may be confirmed together with others. */
  readonly clear: boolean
}

/**
 * The candidates of a name as the caller may see them: a facility outside the caller's reach is not named, and an answer whose best
 * candidate is hidden is not clear.
 */
export function proposalFor(
  sent: { readonly text: string; readonly countyCode: string | null },
  register: InstitutionDirectory,
  places: { readonly directory: FacilityDirectory; readonly territory: Territory },
  maySee: (id: FacilityId) => boolean,
): Proposal {
  const answer = register.match({ name: sent.text, ...(sent.countyCode ? { countyCode: sent.countyCode } : {}) }, 8)
  const shown = answer.candidates.flatMap(({ id: found, score, reasons }): ShownCandidate[] => {
    const facility = places.directory.get(FacilityId.parse(found))
    if (!facility || !maySee(facility.id)) return []
    const county = places.territory.get(facility.county)?.name ?? { zh: facility.county, en: facility.county }
    return [{ id: facility.id, name: facility.name, county, score, reasons }]
  })
  return { candidates: shown.slice(0, 5), clear: answer.clear && shown[0]?.id === answer.candidates[0]?.id }
}
