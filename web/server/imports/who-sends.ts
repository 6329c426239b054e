import { authenticateSender } from '@cockpit/db/senders/senders'
import { coversFacility, isNothing, type Scope, scopeOf } from '@cockpit/domain/access/decide'
import type { Grant } from '@cockpit/domain/access/grant'
import { FacilityId } from '@cockpit/domain/ids'
import { maySendTable, type SendableTable } from '@cockpit/domain/imports/sendable'
import type { Territory } from '@cockpit/domain/territory/territory'
import { callerFrom } from '../caller'
import type { Ports } from '../ports'
import type { FacilityDirectory } from '../territory/facility-directory'

export interface SendingParty {
  /** Id of the person or of the sender token: a folder name in the drop folder, and the sender of the import. */
  readonly id: string
  readonly grants: readonly Grant[]
  /** Tables a machine was registered for; empty for a person. */
  readonly tables: readonly string[]
}

/** The person of the session, or the machine of the bearer token. A bearer token that is wrong is not excused by a session. */
export async function whoSends(request: Request, ports: Ports): Promise<SendingParty | null> {
  const bearer = /^Bearer\s+(\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1]
  if (bearer) {
    const sender = await authenticateSender(ports.db, bearer)
    return sender && { id: sender.id, grants: [sender.grant], tables: sender.tables }
  }
  const caller = await callerFrom(request.headers, ports)
  return caller?.kind === 'person' ? { id: caller.id, grants: caller.grants, tables: [] } : null
}

export type SendingRight =
  /** Everything: the grant covers a whole province. */
  | { readonly kind: 'all' }
  /** Only rows of these facilities. */
  | { readonly kind: 'facilities'; readonly mayReport: (facility: string) => boolean }
  | { readonly kind: 'none' }

/** What the grants allow to send. Below a province only rows that name a facility of the grant may be sent. */
export function sendingRight(
  grants: readonly Grant[],
  territory: Territory,
  directory: FacilityDirectory,
): SendingRight {
  const scope: Scope = scopeOf(grants, 'import.submit', 'aggregate')
  if (isNothing(scope)) return { kind: 'none' }
  if (territory.roots.length > 0 && territory.roots.every((root) => scope.areas.some((area) => area === root.code)))
    return { kind: 'all' }
  return {
    kind: 'facilities',
    mayReport: (text) => {
      const id = FacilityId.safeParse(text)
      const facility = id.success ? directory.get(id.data) : undefined
      return facility !== undefined && coversFacility(scope, facility, territory)
    },
  }
}

/** The same question as the importer's, asked at the door. */
export function sendsTable({ grants, tables }: Omit<SendingParty, 'id'>, table: SendableTable): boolean {
  const { areas } = scopeOf(grants, 'import.submit', 'aggregate')
  return maySendTable(table, { tables, facilitiesOnly: areas.length === 0 })
}
