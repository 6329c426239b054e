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

/** Bits of HMAC-SHA256 that an identifier's keyed hash keeps: among a hundred million people the chance that any two share one is one in a million. */
const BITS = 72
/** Characters of a keyed hash. Up to twelve, the database keeps a text within its row instead of beside it, which halves what a hash costs to write and to compare. */
export const HASH_LENGTH = BITS / 6
/** Hexadecimal digits of the same. */
export const HASH_DIGITS = BITS / 4

/** Base64, but for two signs that mean something in addresses and spreadsheets. */
const SIGNS = [
  ['+', '_'],
  ['/', '~'],
] as const
const THEIRS = SIGNS.map(([sign]) => sign).join('')
const OURS = SIGNS.map(([, sign]) => sign).join('')

/** SQL of the keyed hash of a text expression. */
export function hmacSql(text: string): string {
  return hashSql(
    `left(sha256(getvariable('hmac_outer') || unhex(sha256(getvariable('hmac_inner') || encode(${text})))), ${HASH_DIGITS})`,
  )
}

/** SQL of a keyed hash as it is kept, from its hexadecimal digits. */
export function hashSql(digits: string): string {
  return `translate(base64(unhex(${digits})), '${THEIRS}', '${OURS}')`
}

/** SQL of the hexadecimal digits of a keyed hash as it is kept; NULL for NULL. */
export function digitsSql(hash: string): string {
  return `lower(hex(from_base64(translate(${hash}, '${OURS}', '${THEIRS}'))))`
}

/** The bytes of a keyed hash as it is kept. */
export function hashBytes(hash: string): Buffer {
  return Buffer.from(
    SIGNS.reduce((text, [theirs, ours]) => text.replaceAll(ours, theirs), hash),
    'base64',
  )
}

/** A keyed hash as it is kept. @param mac HMAC-SHA256, at least its first `BITS` */
export function keptHash(mac: Buffer): string {
  return SIGNS.reduce(
    (text, [theirs, ours]) => text.replaceAll(theirs, ours),
    mac.subarray(0, BITS / 8).toString('base64'),
  )
}

/** The last digit of an identity number may be written x or X: both are one person. */
export function identifierSql(text: string): string {
  return `CASE WHEN length(${text}) = 18 AND right(${text}, 1) = 'x' THEN upper(${text}) ELSE ${text} END`
}
