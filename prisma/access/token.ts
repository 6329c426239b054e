import { createHash, randomBytes, randomInt } from 'node:crypto'

/** A bearer token of 256 random bits with a prefix that tells what it is for, when it turns up where it should not. */
export function newToken(prefix: 'sender' | 'display'): string {
  return `cockpit-${prefix}-${randomBytes(32).toString('base64url')}`
}

/** What is kept of a token or a code. Random secrets of this size need no slow hash. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

// Without vowels and without the signs that are read for each other (0 O, 1 I L, 5 S, 2 Z).
const ALPHABET = 'BCDFGHJKMNPQRTVWXY346789'

/** A code that a person reads off a screen and types: 8 signs, 36 bits, for a few minutes. */
export function newCode(): string {
  return Array.from({ length: 8 }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('')
}
