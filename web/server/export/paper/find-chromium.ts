import { constants } from 'node:fs'
import { access } from 'node:fs/promises'

/** Where a Chromium or Chrome usually stands. */
const USUAL = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
]

/**
 * The browser that puts pages on paper: the one of `COCKPIT_CHROMIUM`, else one that stands where they usually do; null where there is none.
 * A path that was set and leads nowhere is not passed over for another: the operator chose.
 */
export async function findChromium(env: Readonly<Record<string, string | undefined>>): Promise<string | null> {
  const chosen = env.COCKPIT_CHROMIUM
  for (const path of chosen ? [chosen] : USUAL) if (await runs(path)) return path
  return null
}

async function runs(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
