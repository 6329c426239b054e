import { createHash } from 'node:crypto'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The project's folder, wherever the command was called from. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..')

/** A failure whose message is for the person at the keyboard: what is wrong and what to do. */
export class Trouble extends Error {}

const started = performance.now()

/** One progress line with the seconds since the start. */
export function say(text) {
  process.stderr.write(`[${((performance.now() - started) / 1000).toFixed(1).padStart(6)} s] ${text}\n`)
}

export function sha256(content) {
  return createHash('sha256').update(content).digest('hex')
}
