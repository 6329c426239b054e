import { createSecretKey, type KeyObject } from 'node:crypto'

interface Core {
  createApiGatewayInstance(secret: string | KeyObject, ...rest: unknown[]): unknown
}

/**
 * Cube's core with the secret made a key once. Given as text, it was tried as a public key with every question, and the error of that thrown away.
 * Tokens are checked as before.
 * @throws Error when the pinned package no longer has this seam.
 */
export function withKeyMadeOnce<T>(core: new (options: object) => T): new (options: object) => T {
  const base = core as unknown as new (options: object) => Core
  if (typeof base.prototype.createApiGatewayInstance !== 'function')
    throw new Error(
      '@cubejs-backend/server-core no longer has CubejsServerCore.createApiGatewayInstance: pin the version of package.json, or adapt semantic-layer/server/key-once.ts.',
    )
  const kept = class extends base {
    override createApiGatewayInstance(secret: string | KeyObject, ...rest: unknown[]): unknown {
      const key = typeof secret === 'string' ? createSecretKey(Buffer.from(secret)) : secret
      return super.createApiGatewayInstance(key, ...rest)
    }
  }
  return kept as unknown as new (
    options: object,
  ) => T
}
