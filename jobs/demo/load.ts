import path from 'node:path'
import { database } from '@cockpit/db/database'
import { openBus } from '@cockpit/db/messaging/bus'
import { packRoots } from '@cockpit/semantic-layer/packs/folders'
import { loadPacks } from '@cockpit/semantic-layer/packs/load'
import { describe } from '../process/repeat'
import { fill } from './fill'
import { scaleNamed } from './plan'

/** The filling of the demo as a process: progress on standard output, what went wrong on standard error. */
const data = path.resolve(required('COCKPIT_DATA'))
const databaseUrl = required('DATABASE_URL')
const db = database(databaseUrl)
const bus = await openBus({ databaseUrl, redisUrl: process.env.REDIS_URL })
const packFolders = packRoots(process.env.COCKPIT_PACKS)
try {
  const tables = (await loadPacks(packFolders)).flatMap((pack) => pack.tables)
  const imports = {
    lake: path.join(data, 'lake'),
    db,
    bus,
    hmacKey: required('COCKPIT_HMAC_KEY'),
    now: () => new Date(),
  }
  await fill({
    data,
    scale: scaleNamed(process.argv[2] ?? 'demo'),
    web: required('COCKPIT_WEB_URL'),
    packFolders,
    tables: new Map(tables.map((table) => [table.name, table])),
    imports,
    say: (line) => console.log(line),
  })
} catch (error) {
  console.error(describe(error))
  process.exitCode = 1
} finally {
  await bus.close()
  await db.$disconnect()
}

function required(name: string): string {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set; the demo is filled by \`npm run demo\`, which sets it.`)
  return value
}
