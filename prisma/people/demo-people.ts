import type { Grant, Role, Sensitivity } from '@cockpit/domain/access/grant'
import type { AreaCode, FacilityId } from '@cockpit/domain/ids'
import type { Database } from '../database'
import { changeGrants } from './change-grants'
import { createPerson, SYSTEM } from './create-person'
import { hashPassword, verifyPassword } from './password'

export interface DemoPlaces {
  readonly province: AreaCode
  /** The county whose virtual platform the account `county` is. */
  readonly county: AreaCode
  /** The institution the account `hospital` works for. */
  readonly facility: FacilityId
}

export interface DemoPerson {
  readonly username: string
  readonly name: string
  readonly grant: Grant
}

/** One account for each of the product's users; the three administrators are three people (三员分立). */
export function demoPeople({ province, county, facility }: DemoPlaces): DemoPerson[] {
  const inArea = (role: Role, code: AreaCode, sensitivity: Sensitivity): Grant => ({
    role,
    territory: { kind: 'area', code },
    sensitivity,
  })
  const person = (username: string, name: string, grant: Grant) => ({ username, name: `演示·${name}`, grant })
  return [
    person('leader', '省级领导', inArea('leader', province, 'facility')),
    person('supervisor', '省级监督员', inArea('supervisor', province, 'case')),
    person('county', '县级监督员', inArea('supervisor', county, 'case')),
    person('commander', '指挥员', inArea('commander', province, 'facility')),
    person('planner', '规划员', inArea('planner', province, 'facility')),
    person('hospital', '机构填报员', {
      role: 'institution',
      territory: { kind: 'facilities', ids: [facility] },
      sensitivity: 'facility',
    }),
    person('reviewer', '审核员', inArea('supervisor', province, 'facility')),
    person('sysadmin', '系统管理员', inArea('systemAdmin', province, 'aggregate')),
    // The second pair of eyes: what one of them proposes about a rule the other lets stand.
    person('ruleadmin', '规则复核管理员', inArea('systemAdmin', province, 'aggregate')),
    person('secadmin', '安全管理员', inArea('securityAdmin', province, 'aggregate')),
    person('auditor', '审计管理员', inArea('auditAdmin', province, 'aggregate')),
  ]
}

/** Makes the demo accounts, or sets those that stand to this password and these grants. Each is marked `demo` and refused outside it. */
export async function ensureDemoPeople(
  db: Database,
  places: DemoPlaces,
  password: string,
  now: Date,
): Promise<DemoPerson[]> {
  const people = demoPeople(places)
  for (const { username, name, grant } of people) {
    const known = await db.user.findUnique({ where: { username }, include: { accounts: true } })
    if (!known) {
      const made = await createPerson(db, SYSTEM, { username, name, password, grants: [grant], demo: true }, now)
      if (!made.ok) throw new Error(`The demo account ${username} could not be made: ${made.refusal}.`)
      continue
    }
    if (!known.demo) throw new Error(`The account ${username} exists and is no demo account; it is left alone.`)
    const account = known.accounts.find((row) => row.providerId === 'credential')
    if (account && !(account.password && (await verifyPassword(account.password, password))))
      await db.account.update({ where: { id: account.id }, data: { password: await hashPassword(password) } })
    await changeGrants(db, SYSTEM, { personId: known.id, grants: [grant] }, now)
  }
  return people
}
