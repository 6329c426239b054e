import type { Database } from '@cockpit/db/database'

/** One piece of work on the database of the running cockpit. @throws Trouble when none is running here */
export async function withDatabase<T>(work: (db: Database) => Promise<T>): Promise<T> {
  const { connect } = await import('./connect')
  const { database } = await import('@cockpit/db/database')
  const db = database(connect(process.env).databaseUrl)
  try {
    return await work(db)
  } finally {
    await db.$disconnect()
  }
}
