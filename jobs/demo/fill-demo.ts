import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { DemoScale } from '@cockpit/geo/demo/demo-region'
import { PROJECT } from '../cli/settings'
import type { Serving } from '../cli/supervisor/run-stack'

/**
 * Fills the demo in a process of its own, so that the supervisor goes on watching the parts meanwhile.
 * @throws Error when the filling failed; the cockpit goes on with what is there
 */
export async function fillDemo(serving: Serving, scale: DemoScale): Promise<void> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'jobs/demo/load.ts', scale], {
    cwd: PROJECT,
    env: { ...serving.environment, COCKPIT_WEB_URL: serving.web },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  const stop = () => child.kill('SIGTERM')
  serving.stopped.addEventListener('abort', stop, { once: true })
  const complaints: string[] = []
  createInterface({ input: child.stdout }).on('line', (line) => serving.say(line))
  createInterface({ input: child.stderr }).on('line', (line) => complaints.push(line))
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve))
  serving.stopped.removeEventListener('abort', stop)
  if (code !== 0 && !serving.stopped.aborted)
    throw new Error(
      `the demo data could not be loaded (code ${code}); the next start goes on from here.\n${complaints.slice(-20).join('\n')}`,
    )
}
