import type { Actor } from '@cockpit/db/access/actor'
import type { Database } from '@cockpit/db/database'
import type { Grant, Role, Sensitivity } from '@cockpit/domain/access/grant'
import { AreaCode, FacilityId, PersonId } from '@cockpit/domain/ids'
import { type Area, Territory } from '@cockpit/domain/territory/territory'

/** Two cities with two counties each, and an institution in three of the counties. */
export const PROVINCE = AreaCode.parse('990000')
export const CITY = AreaCode.parse('990100')
export const COUNTY = AreaCode.parse('990101')
export const NEXT_COUNTY = AreaCode.parse('990102')
export const OTHER_CITY = AreaCode.parse('990200')
export const FAR_COUNTY = AreaCode.parse('990201')
export const HOSPITAL = FacilityId.parse('D0001')
export const NEXT_HOSPITAL = FacilityId.parse('D0002')
export const FAR_HOSPITAL = FacilityId.parse('D0003')

const area = (code: AreaCode, level: Area['level'], parent: AreaCode | null): Area => ({
  code,
  name: { zh: `演示${code}`, en: `Demo ${code}` },
  level,
  parent,
  centre: [120, 30],
})

export const territory = new Territory([
  area(PROVINCE, 'province', null),
  area(CITY, 'city', PROVINCE),
  area(COUNTY, 'county', CITY),
  area(NEXT_COUNTY, 'county', CITY),
  area(OTHER_CITY, 'city', PROVINCE),
  area(FAR_COUNTY, 'county', OTHER_CITY),
])

export const FACILITIES = [
  { id: HOSPITAL, county: COUNTY },
  { id: NEXT_HOSPITAL, county: NEXT_COUNTY },
  { id: FAR_HOSPITAL, county: FAR_COUNTY },
] as const

export async function seedPlaces(db: Database): Promise<void> {
  await db.area.createMany({
    data: territory.all().map(({ code, name, level, parent, centre: [longitude, latitude] }) => ({
      ...{ code, nameZh: name.zh, nameEn: name.en, level, parent, longitude, latitude, demo: true },
    })),
  })
  await db.facility.createMany({
    data: FACILITIES.map(({ id, county }) => ({
      ...{ id, nameZh: `演示医院${id}`, nameEn: `Demo hospital ${id}`, countyCode: county },
      ...{ tier: 'secondary', category: 'general', longitude: 120, latitude: 30, demo: true },
    })),
  })
}

export const inArea = (role: Role, code: AreaCode, sensitivity: Sensitivity = 'facility'): Grant => ({
  role,
  territory: { kind: 'area', code },
  sensitivity,
})

export const atFacilities = (role: Role, ...ids: FacilityId[]): Grant => ({
  role,
  territory: { kind: 'facilities', ids },
  sensitivity: 'facility',
})

export const actor = (id: string, ...grants: Grant[]): Actor => ({ id: PersonId.parse(id), grants })

export const supervisor = actor('supervisor', inArea('supervisor', PROVINCE))
export const reviewer = actor('reviewer', inArea('supervisor', PROVINCE))
export const countySupervisor = actor('county', inArea('supervisor', COUNTY))
export const nextCountySupervisor = actor('next-county', inArea('supervisor', NEXT_COUNTY))
export const hospital = actor('hospital', atFacilities('institution', HOSPITAL))
export const nextHospital = actor('next-hospital', atFacilities('institution', NEXT_HOSPITAL))
export const planner = actor('planner', inArea('planner', PROVINCE))

/** The smallest file that begins as a PNG does. */
export const photo = (mark = 1) => ({
  fileName: 'photo.png',
  mediaType: 'image/png',
  content: Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, mark]),
})
