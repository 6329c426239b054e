import { signInSettings } from './settings'

/** Ends the process when its settings are unsafe; 78 is EX_CONFIG, so a supervisor can tell it from a crash. */
export function refuseUnsafe(): void {
  try {
    signInSettings(process.env)
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exit(78)
  }
}
