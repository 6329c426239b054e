import { buildWeb } from '../../jobs/cli/prepare/build-web.mjs'
import { root, say } from '../../jobs/cli/prepare/console.mjs'
import { generateClient } from '../../jobs/cli/prepare/generate-client.mjs'
import { install } from '../../jobs/cli/prepare/install.mjs'
import { holdingLock } from '../../jobs/cli/prepare/lock.mjs'
import { findBrowser, provideFonts, provideRedis } from './system-tools.mjs'

/**
 * Installs what the tests need. What cannot be had is named with the reason, and its tests are reported as skipped.
 * @returns `{ browser, redis }`, each `{ path }` or `{ missing: reason }`, and `buildWeb()`
 */
export async function prepare(kinds) {
  process.chdir(root)
  await holdingLock(async () => {
    await install()
    await generateClient()
  })
  const redis = kinds.has('integration') ? await provideRedis() : { missing: 'not asked for' }
  const browser = kinds.has('browser') ? await findBrowser() : { missing: 'not asked for' }
  if (browser.path) await provideFonts()
  if (redis.missing && kinds.has('integration')) say(`no Redis: ${redis.missing}`)
  if (browser.missing && kinds.has('browser')) say(`no browser: ${browser.missing}`)
  return {
    redis,
    browser,
    buildWeb: () =>
      holdingLock(buildWeb).then(
        () => ({}),
        (error) => ({ failure: error.message }),
      ),
  }
}
