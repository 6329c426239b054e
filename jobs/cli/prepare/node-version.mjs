import { Trouble } from './console.mjs'

/** @throws Trouble below Node 20.19, the oldest the parts run on. */
export function checkNode(version) {
  const [major, minor] = version.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  throw new Trouble(
    `Node ${version} is too old: version 20.19 or newer is needed.\n` +
      'Install it from your distribution or https://nodejs.org (nvm: `nvm install 20`), then run the same command again.',
  )
}
