import { DuckDBInstance } from '@duckdb/node-api'

/** Runs one statement in a database of its own, in the memory that an import may use. */
export async function runAlone(statement: string): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:', { memory_limit: '1GB' })
  const connection = await instance.connect()
  try {
    await connection.run(statement)
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}
