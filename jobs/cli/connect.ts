import fs from 'node:fs'
import path from 'node:path'
import type { CubePort } from '@cockpit/semantic-layer/client/cube-rest'
import { openSecrets } from './secrets'
import { readSettings, type Settings } from './settings'
import { readStack } from './stack-file'
import { cubeUrl } from './supervisor/parts'
import { Trouble } from './trouble'

/** How a verb reaches what is running: addresses of the environment first, else of the `up` on this data folder. */
export interface Connection {
  readonly settings: Settings
  readonly demo: boolean
  readonly cube: CubePort
  readonly databaseUrl: string
  readonly hmacKey: string
}

/**
 * The demo's folder is taken when COCKPIT_DATA is not set and only the demo runs, so that examples work as they are printed.
 * @throws Trouble when nothing runs here
 */
export function connect(env: NodeJS.ProcessEnv): Connection {
  let settings = readSettings(env)
  let stack = readStack(settings.data)
  if (!stack && !env.COCKPIT_DATA) {
    const demo = readSettings(env, 'data/demo')
    const running = readStack(demo.data)
    if (running) {
      settings = demo
      stack = running
    }
  }
  const databaseUrl = settings.databaseUrl ?? stack?.database
  if (!databaseUrl || !fs.existsSync(path.join(settings.data)))
    throw new Trouble(
      `no cockpit is running on ${settings.data}. Start it with \`npm run demo\` or \`npm run cockpit -- up\`, or name its ` +
        'data folder in COCKPIT_DATA.',
    )
  const demo = stack?.demo ?? settings.demo
  const secrets = openSecrets(settings.data, env, demo)
  return {
    settings,
    demo,
    databaseUrl,
    cube: { url: settings.cubeUrl ?? stack?.cube ?? cubeUrl(settings), secret: secrets.cube },
    hmacKey: secrets.hmac,
  }
}
