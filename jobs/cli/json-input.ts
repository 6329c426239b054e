import fs from 'node:fs'
import path from 'node:path'
import { UsageError } from './trouble'

/** The JSON in a file named on the command line, seen from where the command was called; `-` reads standard input. */
export function readJsonInput(place: string): unknown {
  const file = place === '-' ? 0 : path.resolve(process.env.COCKPIT_CALLED_FROM ?? '.', place)
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'))
  } catch (error) {
    throw new UsageError(`${place} cannot be read as JSON: ${(error as Error).message}`)
  }
}
