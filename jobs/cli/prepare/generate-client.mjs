import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { root, say, Trouble } from './console.mjs'
import { hashSources } from './source-hash.mjs'

const stamp = path.join(root, 'node_modules/.cockpit-client')
const generated = path.join(root, 'prisma/generated')

/** Generates the database client when it is missing or the schema changed. */
export async function generateClient() {
  const wanted = hashSources(root, ['prisma/schema.prisma', 'prisma/generate.mjs', 'prisma/package.json'])
  const present = fs.existsSync(path.join(generated, 'client.ts'))
  if (present && fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === wanted) return
  say('generating the database client')
  const result = spawnSync(process.execPath, ['generate.mjs'], { cwd: path.join(root, 'prisma'), encoding: 'utf8' })
  if (result.status !== 0)
    throw new Trouble(
      `the database client could not be generated:\n${result.stdout ?? ''}${result.stderr ?? result.error}`,
    )
  fs.writeFileSync(stamp, wanted)
}
