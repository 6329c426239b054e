import fs from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { Trouble } from '../trouble'

const NEEDED_BYTES = 1024 ** 3

/**
 * Makes the folders of a data folder.
 * @throws Trouble when the disk is absent, read-only or nearly full
 */
export function prepareFolders(data: string): void {
  try {
    for (const folder of ['run', 'logs', 'lake', 'inbox']) fs.mkdirSync(path.join(data, folder), { recursive: true })
    const probe = path.join(data, 'run', `.write-${process.pid}`)
    fs.writeFileSync(probe, 'x')
    fs.rmSync(probe)
  } catch (error) {
    throw new Trouble(
      `the data folder ${data} cannot be written (${(error as Error).message}). Mount its disk, correct its owner, ` +
        'or choose another folder with COCKPIT_DATA.',
      { cause: error },
    )
  }
  const { bavail, bsize } = fs.statfsSync(data)
  if (bavail * bsize < NEEDED_BYTES)
    throw new Trouble(
      `only ${Math.round((bavail * bsize) / 1024 ** 2)} MB are free under ${data}; the cockpit needs at least 1,024 MB. ` +
        'Free some space or choose another folder with COCKPIT_DATA.',
    )
}

/** @throws Trouble naming the variable that moves the part to another port */
export async function refuseBusyPort(host: string, port: number, variable: string): Promise<void> {
  const error = await new Promise<NodeJS.ErrnoException | null>((resolve) => {
    const server = net.createServer()
    server.once('error', resolve)
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(null)))
  })
  if (!error) return
  if (error.code === 'EADDRINUSE')
    throw new Trouble(
      `port ${port} is in use by another program. Stop it, or choose another: ${variable}=${port + 1000}`,
    )
  if (error.code === 'EACCES')
    throw new Trouble(`port ${port} needs administrator rights. Choose one above 1023: ${variable}=${port + 8000}`)
  throw new Trouble(`cannot listen on ${host}:${port}: ${error.message}. Check ${variable} and COCKPIT_HOST.`)
}
