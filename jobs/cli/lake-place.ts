import fs from 'node:fs'
import { type Connection, connect } from './connect'
import { readSettings, type Settings } from './settings'
import { Trouble } from './trouble'

/**
 * The data folder of a verb that works on the lake whether or not the cockpit runs: that of the running one, else COCKPIT_DATA.
 * @throws Trouble when there is no lake
 */
export function lakePlace(env: NodeJS.ProcessEnv): { data: string; lake: string; connection: Connection | null } {
  let settings: Settings
  let connection: Connection | null = null
  try {
    connection = connect(env)
    settings = connection.settings
  } catch (error) {
    if (!(error instanceof Trouble)) throw error
    settings = readSettings(env)
  }
  if (!fs.existsSync(settings.lake))
    throw new Trouble(`there is no lake in ${settings.data}. Name the data folder in COCKPIT_DATA.`)
  return { data: settings.data, lake: settings.lake, connection }
}
