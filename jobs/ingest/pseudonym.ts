import { createHash } from 'node:crypto'

/** SHA-256 works on blocks of 64 bytes. */
const BLOCK = 64

/**
 * The two halves of an HMAC-SHA256 key as DuckDB blobs: HMAC(K, m) = H((K ⊕ opad) ‖ H((K ⊕ ipad) ‖ m)), RFC 2104.
 * @param key hexadecimal, at least 16 bytes.
 * @throws Error when the key is too short or not hexadecimal; the key itself is not repeated.
 */
export function hmacSetup(key: string): string[] {
  const block = keyBlock(key)
  return [
    `SET VARIABLE hmac_inner = unhex('${masked(block, 0x36)}')`,
    `SET VARIABLE hmac_outer = unhex('${masked(block, 0x5c)}')`,
  ]
}

/** The key as one block of SHA-256. @throws Error as `hmacSetup` */
export function keyBlock(key: string): Buffer {
  if (!/^(?:[0-9a-fA-F]{2}){16,}$/.test(key))
    throw new Error('The identifier key (COCKPIT_HMAC_KEY) must be at least 16 bytes in hexadecimal.')
  const given = Buffer.from(key, 'hex')
  const short = given.length > BLOCK ? createHash('sha256').update(given).digest() : given
  return Buffer.concat([short, Buffer.alloc(BLOCK - short.length)])
}

function masked(block: Buffer, mask: number): string {
  return Buffer.from(block.map((byte) => byte ^ mask)).toString('hex')
}

/**
 * Hexadecimal digits of an identifier's keyed hash: HMAC-SHA256 cut to its first 128 bits (RFC 2104, section 5). Among a thousand million people the
 * chance that any two share one is below 1e-20, and it is half of what a row of two identifiers takes to write, to keep and to compare.
 */
export const HASH_DIGITS = 32

/** SQL of the keyed hash of a text expression. */
export function hmacSql(text: string): string {
  return `left(sha256(getvariable('hmac_outer') || unhex(sha256(getvariable('hmac_inner') || encode(${text})))), ${HASH_DIGITS})`
}

/** The last digit of an identity number may be written x or X: both are one person. */
export function identifierSql(text: string): string {
  return `CASE WHEN length(${text}) = 18 AND right(${text}, 1) = 'x' THEN upper(${text}) ELSE ${text} END`
}
