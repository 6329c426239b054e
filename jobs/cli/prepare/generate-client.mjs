import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { root, Trouble } from './console.mjs'

/** Generates the database client when it is missing or the schema changed; `prisma/generate.mjs` knows which. */
export async function generateClient() {
  const result = spawnSync(process.execPath, ['generate.mjs'], { cwd: path.join(root, 'prisma'), encoding: 'utf8' })
  if (result.status !== 0)
    throw new Trouble(
      `the database client could not be generated:\n${result.stdout ?? ''}${result.stderr ?? result.error}`,
    )
}
