import path from 'node:path'

/** The browser tests bring up a cockpit of their own, beside any that runs. */
export const PORTS = {
  web: Number(process.env.COCKPIT_TEST_WEB_PORT ?? 3239),
  postgres: Number(process.env.COCKPIT_TEST_PG_PORT ?? 15579),
  cube: Number(process.env.COCKPIT_TEST_CUBE_PORT ?? 4679),
}
export const WEB = `http://127.0.0.1:${PORTS.web}`
export const ROOT = path.resolve(import.meta.dirname, '../../..')
export const DATA = process.env.COCKPIT_TEST_DATA ?? path.join(ROOT, 'artefacts/browser-data')
export const SCREENS = path.join(ROOT, 'artefacts/screens')
