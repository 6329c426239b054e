import { authenticateDisplay } from '@cockpit/db/displays/pair-display'
import type { Caller } from '../caller-contract'
import type { Ports } from '../ports'

/** Cookie that a paired display carries: its own secret token, of which the database keeps only the SHA-256 in hexadecimal. */
export const DISPLAY_COOKIE = 'cockpit-display'

/** The display whose token stands in the cookie; nobody when it was revoked, is unknown, or the cookie is not ours. */
export async function displayFrom(headers: Headers, ports: Pick<Ports, 'db'>): Promise<Caller | null> {
  // Tokens are base64url: what needs decoding was never given out.
  const token = /(?:^|;\s*)cockpit-display=([\w-]+)(?:;|$)/.exec(headers.get('cookie') ?? '')?.[1]
  const display = token ? await authenticateDisplay(ports.db, token) : null
  return display && { kind: 'display', id: display.id, name: display.name, grants: [display.grant], demo: false }
}
