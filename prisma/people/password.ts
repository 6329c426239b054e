import { hash, verify } from '@node-rs/argon2'

/** OWASP's first recommendation for argon2id: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export const PASSWORD_LENGTH = { min: 8, max: 128 } as const

/** Of a permitted length; what it is made of is the person's own affair (NIST SP 800-63B, 5.1.1.2). */
export function isPassword(text: string): boolean {
  return text.length >= PASSWORD_LENGTH.min && text.length <= PASSWORD_LENGTH.max
}

/** PHC string `$argon2id$v=19$…` (the package's default algorithm is argon2id). */
export function hashPassword(password: string): Promise<string> {
  return hash(password, COST)
}

export function verifyPassword(phc: string, password: string): Promise<boolean> {
  return verify(phc, password)
}
