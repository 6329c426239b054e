import type { PublishedPacks } from '@cockpit/semantic-layer/packs/publish-packs'
import { type Ports, ports } from '../ports'
import { isForeign } from '../session/origin'
import { type SendingParty, type SendingRight, sendingRight, sendsTable, whoSends } from './who-sends'

type Table = PublishedPacks['tables'][number]

export interface Admitted {
  readonly ports: Ports
  readonly sender: SendingParty
  readonly right: Exclude<SendingRight, { kind: 'none' }>
  readonly table: Table
  /** The column that names the facility, for a sender bound to some. */
  readonly facility: Table['columns'][number] | undefined
  readonly address: URL
}

export const refuse = (
  status: number,
  reason: string,
  error: string,
  more: object = {},
  headers: Record<string, string> = {},
) => Response.json({ reason, error, ...more }, { status, headers })

/** Who sends, and whether they may send rows of the table named in the address; else the refusal to answer with. */
export async function admit(request: Request): Promise<Admitted | Response> {
  if (isForeign(request)) return refuse(403, 'foreign-origin', 'This file came from another site and was refused.')
  const opened = ports()
  const sender = await whoSends(request, opened)
  if (!sender) return refuse(401, 'signed-out', 'Sign in, or send a valid sender token as Authorization: Bearer.')
  const right = sendingRight(sender.grants, await opened.territory(), await opened.facilities())
  if (right.kind === 'none') return refuse(403, 'not-permitted', 'Your grants do not include import.submit.')
  const address = new URL(request.url)
  const tables = (await opened.packs()).tables.filter(({ system }) => !system)
  const table = tables.find(({ name }) => name === address.searchParams.get('table'))
  if (!table)
    return refuse(
      400,
      'unknown-table',
      `Name the table as ?table=. Known are: ${tables.map(({ name }) => name).join(', ')}.`,
    )
  const facility = table.columns.find(({ name }) => name === table.facilityColumn)
  if (right.kind === 'facilities' && !facility)
    return refuse(403, 'not-permitted', `The table ${table.name} concerns the whole province; your grant does not.`)
  if (!sendsTable(sender, table))
    return refuse(
      403,
      'table-not-permitted',
      `You may not send the table ${table.name}: ${sender.tables.length > 0 ? `this sender is registered for ${sender.tables.join(', ')}` : 'the commission writes it'}.`,
    )
  return { ports: opened, sender, right, table, facility, address }
}
