import { personNames } from '@cockpit/db/people/person-names'
import type { Ports } from '../ports'

/** Names of senders by id: people and machines with a token. A folder of the drop folder is absent; its id is its name. */
export async function senderNames({ db }: Pick<Ports, 'db'>, ids: readonly string[]): Promise<Map<string, string>> {
  const wanted = [...new Set(ids)].filter((id) => id !== '')
  const people = await personNames(db, wanted)
  const tokens = await db.senderToken.findMany({ where: { id: { in: wanted } }, select: { id: true, name: true } })
  return new Map([...Object.entries(people), ...tokens.map(({ id, name }) => [id, name] as const)])
}
