import { existsSync, readFileSync } from 'node:fs'
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openBrowser } from './devtools'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'devtools-'))
})
afterEach(() => rm(folder, { recursive: true }))

/** Stands in for a browser: a helper that it starts writes into its profile for as long as it lives. */
const SCRIPT = `#!/bin/sh
for word; do case "$word" in --user-data-dir=*) profile="\${word#*=}";; esac; done
( n=0; while [ -e "$0" ]; do n=$((n+1)); mkdir -p "$profile/cache"; : > "$profile/cache/$n"; done ) &
echo "$! $profile" > "$0.helper"
wait
`

/** One that has ended and waits to be collected does not. */
function lives(pid: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.startsWith('Z') === false
  } catch {
    return false
  }
}

test('a browser that is closed takes its helpers and its profile with it', async () => {
  const path = join(folder, 'browser.sh')
  await writeFile(path, SCRIPT)
  await chmod(path, 0o755)
  const browser = await openBrowser(path)
  const told = () => readFile(`${path}.helper`, 'utf8').catch(() => '')
  await expect.poll(told).toMatch(/\n$/)
  const [helper = '', profile = ''] = (await told()).trim().split(' ')
  await expect.poll(async () => (await readdir(join(profile, 'cache')).catch(() => [])).length).toBeGreaterThan(3)
  await browser.close()
  await expect.poll(() => lives(helper)).toBe(false)
  expect(existsSync(profile)).toBe(false)
  // It can be opened again and again; what cannot be started says so.
  const none = await openBrowser(join(folder, 'none'))
  await expect(none.send('Target.createTarget')).rejects.toThrow(/ENOENT/)
  await none.close()
})
