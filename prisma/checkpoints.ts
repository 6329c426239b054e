import type { Database } from './database'

/** The lake version up to which a background reader has read; 0 before its first. */
export async function readCheckpoint(db: Database, name: string): Promise<number> {
  const row = await db.checkpoint.findUnique({ where: { name } })
  return row?.version ?? 0
}

/** Moves a checkpoint forwards. An older version changes nothing, so that a late reader cannot turn it back. */
export async function advanceCheckpoint(db: Database, name: string, version: number): Promise<void> {
  await db.$executeRaw`
    INSERT INTO "Checkpoint" (name, version, "updatedAt") VALUES (${name}, ${version}, now())
    ON CONFLICT (name) DO UPDATE SET version = excluded.version, "updatedAt" = excluded."updatedAt"
    WHERE "Checkpoint".version < excluded.version`
}
