import { hash, verify } from '@node-rs/argon2'

/** OWASP's first recommendation for argon2id: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export const PASSWORD_LENGTH = { min: 8, max: 128 } as const

/** PHC string `$argon2id$v=19$…` (the package's default algorithm is argon2id). */
export function hashPassword(password: string): Promise<string> {
  return hash(password, COST)
}

export function verifyPassword(phc: string, password: string): Promise<boolean> {
  return verify(phc, password)
}
