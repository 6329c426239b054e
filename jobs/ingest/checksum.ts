import { createHash, type Hash } from 'node:crypto'
import { Worker } from 'node:worker_threads'

/** A smaller file is hashed before another thread has begun. */
const LARGE = 32 << 20

/** SHA-256 of a file that passes by. */
export interface Checksum {
  readonly add: (chunk: Buffer) => void
  /** Hexadecimal digits. */
  readonly end: () => Promise<string>
}

/** @param bytes of the file: a large one is hashed by a thread of its own, which reads it for itself */
export function checksumOf(path: string, bytes: number): Checksum {
  return bytes < LARGE ? inPassing(createHash('sha256')) : besides(path)
}

function inPassing(hash: Hash): Checksum {
  return { add: (chunk) => hash.update(chunk), end: async () => hash.digest('hex') }
}

function besides(path: string): Checksum {
  const worker = new Worker(new URL('./checksum-worker.mjs', import.meta.url), { workerData: path, execArgv: [] })
  const digest = new Promise<string>((resolve, reject) => {
    worker.once('message', resolve)
    worker.once('error', reject)
    worker.once('exit', (code) => reject(new Error(`The checksum of ${path} was not finished (exit code ${code}).`)))
  })
  // Its failure is heard when the checksum is asked for.
  digest.catch(() => undefined)
  return { add: () => undefined, end: () => digest }
}
