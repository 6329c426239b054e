import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { root, say, sha256, Trouble } from './console.mjs'

const modules = path.join(root, 'node_modules')
const stamp = path.join(modules, '.cockpit-install')

/**
 * Installs the packages of the lockfile unless exactly those are there already.
 * The stamp is written after a finished install only, so an interrupted one is done again.
 */
export async function install() {
  const lockText = fs.readFileSync(path.join(root, 'package-lock.json'), 'utf8')
  const wanted = `${sha256(lockText)} ${process.platform}-${process.arch}`
  if (read(stamp) === wanted) return
  if (isInstalled(JSON.parse(lockText))) {
    fs.writeFileSync(stamp, wanted)
    return
  }
  if (process.env.COCKPIT_NO_INSTALL === '1')
    throw new Trouble(
      'the installed packages differ from package-lock.json; run `npm ci` (COCKPIT_NO_INSTALL=1 is set).',
    )
  const total = Object.keys(JSON.parse(lockText).packages).length
  say(`installing ${total} packages (first start, or the lockfile changed)`)
  await npmCi(total)
  fs.writeFileSync(stamp, wanted)
  say('packages installed')
}

/** npm writes its own record at the very end of an install: equal versions there mean a finished install of this lockfile. */
function isInstalled(lock) {
  const record = read(path.join(modules, '.package-lock.json'))
  if (!record) return false
  const installed = JSON.parse(record).packages
  return Object.entries(lock.packages).every(([place, wanted]) => {
    if (!place.includes('node_modules/')) return true
    const found = installed[place]
    if (!found) return wanted.optional === true || wanted.peer === true || wanted.devOptional === true
    return wanted.link === true || found.version === wanted.version
  })
}

function npmCi(total) {
  return new Promise((resolve, reject) => {
    const child = spawn('npm', ['ci', '--no-progress', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
    })
    const before = freeMegabytes()
    // Folders of packages appear early and fill slowly: the megabytes tell that it gets on.
    const timer = setInterval(() => {
      const written = Math.max(0, before - freeMegabytes())
      say(`installing: ${countPackages()} of about ${total} packages, about ${written} MB written`)
    }, 10_000)
    child.on('error', (error) => {
      clearInterval(timer)
      reject(new Trouble(`npm could not be started (${error.message}); npm 10 or newer must be on the PATH.`))
    })
    child.on('exit', (code) => {
      clearInterval(timer)
      if (code === 0) return resolve()
      reject(
        new Trouble(
          `npm ci ended with code ${code}; its message stands above. If the registry is out of reach, point npm at one ` +
            'that is not (`npm config set registry <url>`); if the disk is full, free about 2 GB. Then run the same command again.',
        ),
      )
    })
  })
}

function countPackages() {
  let count = 0
  for (const name of list(modules)) {
    if (name.startsWith('.')) continue
    count += name.startsWith('@') ? list(path.join(modules, name)).length : 1
  }
  return count
}

function freeMegabytes() {
  const { bavail, bsize } = fs.statfsSync(root)
  return Math.round((bavail * bsize) / 1e6)
}

function list(folder) {
  try {
    return fs.readdirSync(folder)
  } catch {
    return []
  }
}

function read(file) {
  try {
    return fs.readFileSync(file, 'utf8')
  } catch {
    return null
  }
}
