import { spawn, spawnSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { PostgresError } from './error'

/** The system account PostgreSQL runs under. It refuses to run as root, so root lends it another one. */
export interface Account {
  readonly name: string
  readonly uid: number
  readonly gid: number
  /** False when it is simply the account of this process. */
  readonly dropped: boolean
}

const PREFERRED = ['postgres', 'nobody']

export async function chooseAccount(): Promise<Account> {
  const uid = process.getuid?.() ?? -1
  const gid = process.getgid?.() ?? -1
  if (uid !== 0) return { name: `uid ${uid}`, uid, gid, dropped: false }
  return accountFrom(await readFile('/etc/passwd', 'utf8'))
}

/** The first of `postgres` and `nobody` that the system knows. */
export function accountFrom(passwd: string): Account {
  const rows = passwd.split('\n').map((line) => line.split(':'))
  for (const name of PREFERRED) {
    const row = rows.find((fields) => fields[0] === name)
    const uid = Number(row?.[2])
    const gid = Number(row?.[3])
    if (row && uid > 0 && Number.isInteger(uid) && Number.isInteger(gid)) return { name, uid, gid, dropped: true }
  }
  throw new PostgresError(
    'unsupported-machine',
    'PostgreSQL does not run as root, and this system has neither an account "postgres" nor "nobody" to run it as. ' +
      'Start as an ordinary user, or set DATABASE_URL to a PostgreSQL of your own.',
  )
}

const identity = (account: Account) => (account.dropped ? { uid: account.uid, gid: account.gid } : {})

/** Whether the account can enter a folder or execute a file: asked of the system itself, so that ACLs count too. */
export function canReach(account: Account, path: string): boolean {
  const run = spawnSync('/bin/sh', ['-c', 'test -x "$1"', 'sh', path], {
    ...identity(account),
    cwd: '/',
    stdio: 'ignore',
  })
  return run.status === 0
}

/**
 * Runs a program under the account and returns what it printed.
 * With `detach`, nothing is captured: a server that stays behind would keep the pipes open for ever.
 */
export function runAs(
  account: Account,
  program: string,
  args: readonly string[],
  { detach = false } = {},
): Promise<{ status: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      ...identity(account),
      cwd: '/',
      stdio: detach ? 'ignore' : ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
    })
    let output = ''
    const collect = (chunk: Buffer) => {
      output += chunk.toString('utf8')
    }
    child.stdout?.on('data', collect)
    child.stderr?.on('data', collect)
    child.on('error', reject)
    child.on('close', (status) => resolve({ status, output }))
  })
}
