import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { Trouble } from './trouble'

const Secrets = z.object({
  /** Signs the scope that travels to the semantic layer. */
  cube: z.string().min(32),
  /** Signs sessions. */
  auth: z.string().min(32),
  /** Key of the identifier hash, hexadecimal. Losing it breaks the link between old and new pseudonyms. */
  hmac: z.string().regex(/^[0-9a-f]{64}$/),
  /** The embedded PostgreSQL: its superuser, and the application's role. */
  databaseAdmin: z.string().min(16),
  database: z.string().min(16),
})
export type Secrets = z.infer<typeof Secrets>

/** Values that stand in documents and examples; a production start with one of them is refused. */
const KNOWN = new Set(['secret', 'changeme', 'change-me', 'password', 'cockpit', 'default'])

/**
 * The secrets of this data folder: made at random at the first start, readable by its owner alone. An environment
 * variable wins over the file.
 * @throws Trouble when the file is damaged, or when a secret is short or a known example outside the demo
 */
export function openSecrets(data: string, env: NodeJS.ProcessEnv, demo: boolean): Secrets {
  const file = path.join(data, 'secrets.json')
  if (!fs.existsSync(file)) create(file)
  const stored = read(file)
  const secrets = {
    ...stored,
    cube: env.CUBE_API_SECRET || stored.cube,
    auth: env.BETTER_AUTH_SECRET || stored.auth,
    hmac: env.COCKPIT_HMAC_KEY || stored.hmac,
  }
  if (!demo) for (const [name, value] of Object.entries(secrets)) refuseWeak(name, value)
  return secrets
}

function create(file: string): void {
  const secrets: Secrets = {
    cube: random(),
    auth: random(),
    hmac: random(),
    databaseAdmin: random(),
    database: random(),
  }
  const draft = `${file}.${process.pid}`
  fs.writeFileSync(draft, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600, flush: true })
  try {
    fs.linkSync(draft, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    fs.rmSync(draft, { force: true })
  }
}

function read(file: string): Secrets {
  if (fs.statSync(file).mode & 0o077) fs.chmodSync(file, 0o600)
  try {
    return Secrets.parse(JSON.parse(fs.readFileSync(file, 'utf8')))
  } catch (cause) {
    throw new Trouble(
      `${file} cannot be read as secrets. Restore it from a backup; a new one would orphan the pseudonyms in the lake.`,
      { cause },
    )
  }
}

function refuseWeak(name: string, value: string): void {
  if (value.length < 32 || KNOWN.has(value.toLowerCase()))
    throw new Trouble(`the ${name} secret is too short or a known example; set 32 or more random characters.`)
}

function random(): string {
  return randomBytes(32).toString('hex')
}
