import type { Caller } from './caller-contract'
import { displayFrom } from './displays/identify'
import type { Ports } from './ports'
import { personFrom } from './session/identify'

/** The person of the session cookie, else the display of the display cookie, else nobody. */
export async function callerFrom(headers: Headers, ports: Ports): Promise<Caller | null> {
  return (await personFrom(headers, ports)) ?? (await displayFrom(headers, ports))
}
