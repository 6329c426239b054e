import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient } from './generated/client'

export type Database = PrismaClient
/** The same inside a transaction: what a step of a use case takes. */
export type Transaction = Omit<PrismaClient, '$connect' | '$disconnect' | '$on' | '$transaction' | '$extends'>

declare global {
  var cockpitDatabases: Map<string, PrismaClient> | undefined
}

// Kept on the process, not in the module: a bundler may load this module more than once, and each copy would open its own connections.
globalThis.cockpitDatabases ??= new Map()
const open = globalThis.cockpitDatabases

/** The client of a database; one a URL and process, connecting at its first question. */
export function database(url: string): Database {
  const known = open.get(url)
  if (known) return known
  const made = new PrismaClient({
    adapter: new PrismaPg({ connectionString: url, max: 10, connectionTimeoutMillis: 10_000 }),
    transactionOptions: { maxWait: 10_000, timeout: 20_000 },
  })
  open.set(url, made)
  return made
}

/** Closes the connections of one URL; the next `database(url)` opens new ones. */
export async function closeDatabase(url: string): Promise<void> {
  const known = open.get(url)
  open.delete(url)
  await known?.$disconnect()
}
