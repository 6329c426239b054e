import { createHash, createHmac, hkdfSync } from 'node:crypto'
import { quoteText } from '@cockpit/semantic-layer/lake/sql'
import { digitsSql, HASH_DIGITS, hashBytes, hashSql } from './pseudonym'

/**
 * What stands in a reject file for an identifier that is kept as a keyed hash: opaque, and when it comes back in a corrected file
 * it becomes the very same hash, so that the row keeps its business key though nobody saw the identifier.
 *
 *   hash:<18 hexadecimal digits>:<32 hexadecimal digits>
 *
 * Authenticated encryption of the hash with a synthetic nonce, as in SIV (RFC 5297): check = HMAC(M, table.column:hash), cut to 128
 * bits; the first part is hash xor HMAC(E, check). It cannot be made without the installation's key, nor moved to another column,
 * nor does it tell the hash. M and E come out of the identifier key by HKDF: a sender can have any text hashed under that key itself.
 */
const PREFIX = 'hash:'
const SHAPE = `^${PREFIX}[0-9a-f]{${HASH_DIGITS}}:[0-9a-f]{32}$`
const BLOCK = 64

/** DuckDB statements to run before `tokenSql` and `fromTokenSql`. @param key COCKPIT_HMAC_KEY, hexadecimal */
export function tokenSetup(key: string): string[] {
  const check = padded(derived(key, 'check'))
  const cipher = padded(derived(key, 'cipher'))
  return [
    `SET VARIABLE token_check_inner = unhex('${masked(check, 0x36)}')`,
    `SET VARIABLE token_check_outer = unhex('${masked(check, 0x5c)}')`,
    `SET VARIABLE token_cipher_inner = unhex('${masked(cipher, 0x36)}')`,
    `SET VARIABLE token_cipher_outer = unhex('${masked(cipher, 0x5c)}')`,
  ]
}

/** The token of one hash, given as it is kept. */
export function identifierToken(key: string, table: string, column: string, hash: string): string {
  const check = createHmac('sha256', derived(key, 'check'))
    .update(`${table}.${column}:${hash}`)
    .digest('hex')
    .slice(0, 32)
  const stream = createHmac('sha256', derived(key, 'cipher')).update(check).digest()
  const hidden = hashBytes(hash).map((byte, at) => byte ^ (stream[at] ?? 0))
  return `${PREFIX}${Buffer.from(hidden).toString('hex')}:${check}`
}

/** SQL that is true of a text written like a token, sound or not. */
export function looksLikeToken(text: string): string {
  return `starts_with(${text}, '${PREFIX}')`
}

/** SQL of the token of a hash; NULL for NULL. */
export function tokenSql(table: string, column: string, hash: string): string {
  const check = checkSql(table, column, hash)
  return `'${PREFIX}' || ${crossedSql(digitsSql(hash), check)} || ':' || ${check}`
}

/** SQL of the hash that a token stands for; NULL when it is none of ours, was altered, or belongs to another column. */
export function fromTokenSql(table: string, column: string, text: string): string {
  const hash = hashSql(crossedSql(`substr(${text}, ${PREFIX.length + 1}, ${HASH_DIGITS})`, `right(${text}, 32)`))
  return `CASE WHEN regexp_matches(${text}, ${quoteText(SHAPE)}) THEN (CASE WHEN ${checkSql(table, column, hash)} = right(${text}, 32) THEN ${hash} END) END`
}

function checkSql(table: string, column: string, hash: string): string {
  return `left(${hmac('check', `${quoteText(`${table}.${column}:`)} || ${hash}`)}, 32)`
}

function crossedSql(hex: string, check: string): string {
  return `lower(hex(xor(unhex(${hex})::BIT, unhex(left(${hmac('cipher', check)}, ${HASH_DIGITS}))::BIT)::BLOB))`
}

function hmac(name: 'check' | 'cipher', text: string): string {
  return `sha256(getvariable('token_${name}_outer') || unhex(sha256(getvariable('token_${name}_inner') || encode(${text}))))`
}

function derived(key: string, use: 'check' | 'cipher'): Buffer {
  return Buffer.from(hkdfSync('sha256', Buffer.from(key, 'hex'), '', `cockpit reject token ${use}`, 32))
}

/** HMAC's key block (RFC 2104). */
function padded(key: Buffer): Buffer {
  const short = key.length > BLOCK ? createHash('sha256').update(key).digest() : key
  return Buffer.concat([short, Buffer.alloc(BLOCK - short.length)])
}

function masked(block: Buffer, mask: number): string {
  return Buffer.from(block.map((byte) => byte ^ mask)).toString('hex')
}
