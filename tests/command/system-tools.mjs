import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { say } from '../../jobs/cli/prepare/console.mjs'
import { stream } from './stream.mjs'

const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/** The browser that is there, else Playwright's, else Debian's. */
export async function findBrowser() {
  const wished = process.env.COCKPIT_BROWSER
  if (wished) return fs.existsSync(wished) ? { path: wished } : { missing: `COCKPIT_BROWSER=${wished} does not exist` }
  const present = onPath(BROWSERS) ?? (await playwrights())
  if (present) return { path: present }
  say('no browser found; trying to download one with Playwright')
  const download = await stream(process.execPath, ['node_modules/@playwright/test/cli.js', 'install', 'chromium'], {
    minutes: 3,
    quiet: true,
  })
  const downloaded = download.code === 0 ? await playwrights() : null
  if (downloaded) return { path: downloaded }
  const refused = await aptInstall(['chromium'])
  const installed = onPath(BROWSERS)
  return installed ? { path: installed } : { missing: `none found, Playwright could not download one, and ${refused}` }
}

async function playwrights() {
  const { chromium } = await import('@playwright/test')
  const place = chromium.executablePath()
  return fs.existsSync(place) ? place : null
}

/** Without Chinese fonts a screenshot shows boxes; it is worth a try and no reason to stop. */
export async function provideFonts() {
  const fonts = spawnSync('fc-list', [':lang=zh', 'family'], { encoding: 'utf8' })
  if (fonts.status === 0 && fonts.stdout.trim() !== '') return
  const refused = await aptInstall(['fonts-noto-cjk'])
  if (refused) say(`no Chinese fonts (${refused}): screenshots will show boxes`)
}

export async function provideRedis() {
  const present = onPath(['redis-server'])
  if (present) return { path: present }
  const refused = await aptInstall(['redis-server'])
  const installed = onPath(['redis-server'])
  return installed ? { path: installed } : { missing: `redis-server is not installed and ${refused}` }
}

/** @returns null when it worked, else why not */
async function aptInstall(packages) {
  if (!onPath(['apt-get'])) return 'there is no apt-get to install it with'
  if (process.getuid?.() !== 0) return `only root may install it: sudo apt-get install ${packages.join(' ')}`
  say(`installing ${packages.join(' ')} with apt-get`)
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  const args = ['install', '-y', '--no-install-recommends', ...packages]
  let result = await stream('apt-get', args, { env, minutes: 4, quiet: true })
  if (result.code !== 0) {
    await stream('apt-get', ['update'], { env, minutes: 2, quiet: true })
    result = await stream('apt-get', args, { env, minutes: 4, quiet: true })
  }
  return result.code === 0 ? null : `apt-get failed: ${result.output.trim().split('\n').at(-1)}`
}

function onPath(names) {
  for (const folder of (process.env.PATH ?? '').split(':').filter(Boolean))
    for (const name of names) {
      const file = path.join(folder, name)
      if (fs.existsSync(file)) return file
    }
  return null
}
