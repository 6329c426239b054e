import { createHash } from 'node:crypto'
import { closeSync, openSync, readSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'

const buffer = Buffer.allocUnsafe(1 << 20)
const hash = createHash('sha256')
const file = openSync(workerData, 'r')
try {
  for (;;) {
    const read = readSync(file, buffer)
    if (read === 0) break
    hash.update(buffer.subarray(0, read))
  }
} finally {
  closeSync(file)
}
parentPort?.postMessage(hash.digest('hex'))
