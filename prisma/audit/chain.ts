import { createHash, getHashes } from 'node:crypto'

/** How an entry is hashed: SHA-256 in the beginning, SM3 (GB/T 32905-2016) since. */
export const CHAIN_ALGORITHMS = ['sha256', 'sm3'] as const
export type ChainAlgorithm = (typeof CHAIN_ALGORITHMS)[number]

/** One entry as it is hashed. `detail` is PostgreSQL's text of the jsonb value, `at` UTC with milliseconds. */
export interface ChainEntry {
  readonly algorithm: ChainAlgorithm
  readonly seq: bigint
  readonly prevHash: string
  readonly at: Date
  readonly actor: string
  readonly action: string
  readonly subject: string
  readonly detail: string
}

/**
 * The hash of an entry, by the text that the migrations document: worked out here independently of the trigger, by the cryptography of
 * Node. An entry of SM3 names its algorithm in the hashed text, so that it cannot pass for one of the other kind.
 * @throws Error where this Node has no SM3
 */
export function chainHash(entry: ChainEntry): string {
  const { algorithm, seq, prevHash, at, actor, action, subject, detail } = entry
  const fields = [seq.toString(), prevHash, at.toISOString(), actor, action, subject, detail]
  const named = algorithm === 'sm3' ? ['sm3', ...fields] : fields
  if (!getHashes().includes(algorithm))
    throw new Error(`this Node.js was built without ${algorithm}; the audit chain cannot be checked here`)
  const netstrings = named.map((field) => `${Buffer.byteLength(field)}:${field},`)
  return createHash(algorithm).update(netstrings.join('')).digest('hex')
}
