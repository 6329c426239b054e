import path from 'node:path'
import { openSecrets, type Secrets } from '../secrets'
import type { Settings } from '../settings'
import { removeStack, writeStack } from '../stack-file'
import { Trouble } from '../trouble'
import { Child, type ChildPlan } from './child'
import { lockData } from './data-lock'
import { openEmbeddedDatabase, prepareDatabase } from './database'
import { clearLeftovers } from './leftovers'
import { cubePart, cubeUrl, jobsPart, partEnvironment, webPart, webUrl } from './parts'
import { prepareFolders, refuseBusyPort } from './places'
import { progress } from './progress'
import { prepareWarehouse } from './warehouse'
import { watchDatabase } from './watch-database'

/** A cockpit that serves: what a demo, a test or a bench needs to go on with. */
export interface Serving {
  readonly settings: Settings
  readonly secrets: Secrets
  readonly databaseUrl: string
  readonly environment: Readonly<Record<string, string>>
  readonly web: string
  readonly say: (line: string) => void
  /** Raised when the cockpit is told to stop. */
  readonly stopped: AbortSignal
}

/**
 * Starts every part, keeps them alive until SIGINT, SIGTERM or SIGHUP, then stops them in order.
 * @param meanwhile runs once the web answers; when it fails the cockpit goes on and the failure is told
 * @throws Trouble saying what stands in the way and what to do
 */
export async function runStack(
  settings: Settings,
  env: NodeJS.ProcessEnv,
  meanwhile?: (serving: Serving) => Promise<void>,
): Promise<void> {
  const say = progress()
  const stop = new AbortController()
  const undo: (() => Promise<void> | void)[] = []
  const listen = hearSignals(stop, say)
  const goOn = () => {
    if (stop.signal.aborted) throw new Stopped()
  }
  try {
    prepareFolders(settings.data)
    undo.push(lockData(settings.data))
    await clearLeftovers(settings.data, say)
    if (settings.serveWeb) await refuseBusyPort(settings.host, settings.ports.web, 'COCKPIT_WEB_PORT')
    if (!settings.cubeUrl) await refuseBusyPort('127.0.0.1', settings.ports.cube, 'CUBE_PORT')
    const secrets = openSecrets(settings.data, env, settings.demo)
    goOn()

    const database = settings.databaseUrl ? null : await openEmbeddedDatabase(settings, secrets, say)
    if (database) {
      undo.push(() => database.stop())
      const revive = () => openEmbeddedDatabase(settings, secrets, () => undefined)
      const watching = watchDatabase(settings.ports.postgres, revive, say, stop.signal)
      undo.push(() => watching)
    }
    const databaseUrl = settings.databaseUrl ?? (database?.url as string)
    goOn()

    const environment = partEnvironment(settings, secrets, databaseUrl, env)
    const children: Child[] = []
    const record = () =>
      writeStack(settings.data, {
        pid: process.pid,
        startedAt: new Date().toISOString(),
        demo: settings.demo,
        web: webUrl(settings),
        cube: cubeUrl(settings),
        database: databaseUrl,
        children: children.flatMap(({ plan, pid }) => (pid ? [{ name: plan.name, pid }] : [])),
      })
    undo.push(() => removeStack(settings.data))
    const launch = (plan: ChildPlan) => {
      const child = new Child(plan, path.join(settings.data, 'logs'), say, record)
      children.push(child)
      undo.push(() => child.stop())
      child.start()
      return child
    }

    await prepareDatabase(
      settings,
      { url: databaseUrl, ownerUrl: database?.ownerUrl ?? settings.databaseOwnerUrl },
      say,
    )
    goOn()
    await prepareWarehouse(env, settings.data, say)
    goOn()
    const first = settings.cubeUrl ? [] : [launch(cubePart(settings, environment))]
    const rest = [launch(jobsPart(settings, environment))]
    if (settings.serveWeb) rest.push(launch(webPart(settings, environment)))
    await Promise.all(
      [...first, ...rest].map((child) => child.ready(stop.signal).then(() => say(`${child.plan.name} is up`))),
    )
    const where = settings.serveWeb ? `at ${webUrl(settings)}` : 'running without its web'
    say(`the cockpit is ${where}   (Ctrl-C stops it; logs: ${path.join(settings.data, 'logs')})`)
    const serving = { settings, secrets, databaseUrl, environment, web: webUrl(settings), say, stopped: stop.signal }
    meanwhile?.(serving).catch((error: unknown) => {
      if (!stop.signal.aborted) say(`failed: ${error instanceof Error ? error.message : String(error)}`)
    })
    await new Promise<void>((resolve) => {
      if (stop.signal.aborted) resolve()
      else stop.signal.addEventListener('abort', () => resolve(), { once: true })
    })
  } catch (error) {
    if (!stop.signal.aborted) throw asTrouble(error)
  } finally {
    const asked = stop.signal.aborted
    stop.abort()
    for (const step of undo.reverse()) await settle(step, say)
    listen.end()
    if (asked) say('stopped')
  }
}

class Stopped extends Error {}

/** The first signal stops in order; a second one leaves at once, and the next start clears up. */
function hearSignals(stop: AbortController, say: (line: string) => void): { end: () => void } {
  const hear = (signal: NodeJS.Signals) => {
    if (stop.signal.aborted) process.exit(130)
    say(`${signal}: stopping (again to leave at once)`)
    stop.abort()
  }
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  for (const signal of signals) process.on(signal, hear)
  return {
    end: () => {
      for (const signal of signals) process.off(signal, hear)
    },
  }
}

async function settle(step: () => Promise<void> | void, say: (line: string) => void): Promise<void> {
  try {
    await step()
  } catch (error) {
    say(`while stopping: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** Errors of the parts already say what to do; they need no trace. */
function asTrouble(error: unknown): unknown {
  return error instanceof Error && /Error$/.test(error.name) && error.name !== 'Error' && !(error instanceof TypeError)
    ? new Trouble(error.message, { cause: error })
    : error
}
