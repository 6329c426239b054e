import { createHash } from 'node:crypto'
import { Grant } from '@cockpit/domain/access/grant'
import type { Caller } from '../caller'
import type { Ports } from '../ports'

/** Cookie that a paired display carries: its own secret token, of which the database keeps only the SHA-256 in hexadecimal. */
export const DISPLAY_COOKIE = 'cockpit-display'

/** The display whose token stands in the cookie, unless it was revoked. */
export async function displayFrom(headers: Headers, ports: Ports): Promise<Caller | null> {
  const token = /(?:^|;\s*)cockpit-display=([^;]+)/.exec(headers.get('cookie') ?? '')?.[1]
  if (!token) return null
  const tokenHash = createHash('sha256').update(decodeURIComponent(token)).digest('hex')
  const display = await ports.db.display.findUnique({ where: { tokenHash } })
  if (!display || display.revokedAt) return null
  return { kind: 'display', id: display.id, name: display.name, grants: [Grant.parse(display.grant)], demo: false }
}
