import type { Grant } from '@cockpit/domain/access/grant'
import { displayFrom } from './displays/identify'
import type { Ports } from './ports'
import { personFrom } from './session/identify'

/** Who asks. A display is an identity of its own: it reads, and nothing else. */
export interface Caller {
  readonly kind: 'person' | 'display'
  readonly id: string
  readonly name: string
  readonly grants: readonly Grant[]
  /** True for the accounts with a known password. */
  readonly demo: boolean
}

/** The person of the session cookie, else the display of the display cookie, else nobody. */
export async function callerFrom(headers: Headers, ports: Ports): Promise<Caller | null> {
  return (await personFrom(headers, ports)) ?? (await displayFrom(headers, ports))
}
