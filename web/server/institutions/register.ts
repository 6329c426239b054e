import { InstitutionDirectory } from '@cockpit/domain/institution/directory'
import type { Territory } from '@cockpit/domain/territory/territory'
import type { Ports } from '../ports'
import type { FacilityDirectory } from '../territory/facility-directory'

/** Made once for each reading of the places: building it for 35,000 institutions takes about a second. */
const made = new WeakMap<FacilityDirectory, InstitutionDirectory>()

/** The register of facilities in the form in which a messy name finds its candidates. */
export async function institutionRegister(ports: Ports): Promise<InstitutionDirectory> {
  const [directory, territory] = await Promise.all([ports.facilities(), ports.territory()])
  const known = made.get(directory)
  if (known) return known
  const register = new InstitutionDirectory(
    directory.all().map(({ id, name, county }) => ({ id, name: name.zh, countyCode: county })),
    divisionNames(territory),
  )
  made.set(directory, register)
  return register
}

function divisionNames(territory: Territory): string[] {
  return territory.all().map(({ name }) => name.zh)
}
