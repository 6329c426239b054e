import { createHash } from 'node:crypto'

/** One entry as it is hashed. `detail` is PostgreSQL's text of the jsonb value, `at` UTC with milliseconds. */
export interface ChainEntry {
  readonly seq: bigint
  readonly prevHash: string
  readonly at: Date
  readonly actor: string
  readonly action: string
  readonly subject: string
  readonly detail: string
}

/** The hash of an entry, by the text that the guards migration documents: worked out here independently of the trigger. */
export function chainHash(entry: ChainEntry): string {
  const { seq, prevHash, at, actor, action, subject, detail } = entry
  const fields = [seq.toString(), prevHash, at.toISOString(), actor, action, subject, detail]
  const netstrings = fields.map((field) => `${Buffer.byteLength(field)}:${field},`)
  return createHash('sha256').update(netstrings.join('')).digest('hex')
}
