import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { type WarehouseAddress, warehouseAddress } from '@cockpit/semantic-layer/clickhouse/address'

export const DATABASE = 'warehouse'

/** Why the engine cannot run here, or null. Only the absence of its package for this platform counts. */
export const ENGINE_ABSENT = absence()

function absence(): string | null {
  const require = createRequire(import.meta.url)
  const platform = process.platform === 'linux' ? `linux-${process.arch}-gnu` : `${process.platform}-${process.arch}`
  try {
    createRequire(require.resolve('chdb')).resolve(`@chdb/lib-${platform}`)
    return null
  } catch {
    const reason = `the engine's package @chdb/lib-${platform} is not installed: the tests of the cluster's dialect are skipped`
    console.warn(`SKIPPED: ${reason}`)
    return reason
  }
}

export interface Engine {
  readonly url: string
  readonly address: WarehouseAddress
  /** Answers take this much longer from now on. */
  delay(milliseconds: number): Promise<void>
  /** How many questions came since the delay was set. */
  asked(): Promise<number>
  /** As the power cut does. */
  kill(): Promise<void>
  stop(): Promise<void>
}

/** Starts ClickHouse 26.7 as a server of its own, with its store under `folder`. */
export async function startEngine(folder: string, port = 0): Promise<Engine> {
  const child: ChildProcess = spawn(
    process.execPath,
    [join(import.meta.dirname, 'engine-server.mjs'), folder, String(port), DATABASE],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, TZ: 'Asia/Shanghai' } },
  )
  let said = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    said += chunk.toString()
  })
  const taken = await new Promise<string>((done, fail) => {
    let text = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      const ready = /listening on (\d+)/.exec(text)
      if (ready?.[1]) done(ready[1])
    })
    child.once('exit', (code) => fail(new Error(`the engine ended with ${code}: ${said}`)))
  })
  const url = `http://cockpit:s3cret%20word@127.0.0.1:${taken}/${DATABASE}`
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill(signal)
    await once(child, 'exit')
  }
  const address = warehouseAddress({ WAREHOUSE_URL: url })
  if (!address) throw new Error('no address')
  return {
    url,
    address,
    delay: async (milliseconds) => void (await fetch(`http://127.0.0.1:${taken}/delay?ms=${milliseconds}`)),
    asked: async () => Number(await (await fetch(`http://127.0.0.1:${taken}/asked`)).text()),
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
  }
}
