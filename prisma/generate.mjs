// Generates the Prisma client into ./generated, without any download. Does nothing when the client is up to date.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

const here = import.meta.dirname
const prismaPackage = createRequire(import.meta.url).resolve('prisma/package.json')
const stampFile = path.join(here, 'generated', '.stamp')
const schema = path.join(here, 'schema')
const stamp = createHash('sha256').update(readFileSync(prismaPackage))
for (const file of readdirSync(schema).sort()) stamp.update(`${file}\0`).update(readFileSync(path.join(schema, file)))
const wanted = stamp.digest('hex')

if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === wanted) {
  console.log('Prisma client is up to date.')
} else {
  const run = spawnSync(process.execPath, [path.join(path.dirname(prismaPackage), 'build/index.js'), 'generate'], {
    cwd: here,
    encoding: 'utf8',
    env: {
      ...process.env,
      PRISMA_SCHEMA_ENGINE_BINARY: path.join(here, 'tools/schema-engine.mjs'),
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
    },
  })
  if (run.status !== 0) {
    console.error(`Generating the Prisma client failed (exit ${run.status}):\n${run.stdout ?? ''}${run.stderr ?? ''}`)
    process.exit(1)
  }
  if (!existsSync(path.join(here, 'generated/client.ts'))) {
    console.error('Prisma reported success but wrote no client to prisma/generated.')
    process.exit(1)
  }
  writeFileSync(stampFile, wanted)
  console.log('Prisma client generated.')
}
