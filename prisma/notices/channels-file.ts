import fs from 'node:fs'
import path from 'node:path'
import { NoticeChannels } from '@cockpit/domain/notice/channels'
import { z } from 'zod'

export class ChannelsFileError extends Error {}

/** Name of the operator's file in the data folder (docs/notices.md). */
export const CHANNELS_FILE = 'channels.json'

/**
 * What the operator allows to leave the house; null where there is no file, and then nothing does.
 * @throws ChannelsFileError with what is wrong and where
 */
export function readChannels(data: string): NoticeChannels | null {
  const file = path.join(/* turbopackIgnore: true */ data, CHANNELS_FILE)
  if (!fs.existsSync(file)) return null
  let stored: unknown
  try {
    stored = JSON.parse(fs.readFileSync(file, 'utf8'))
  } catch (cause) {
    throw new ChannelsFileError(`${file} is not JSON`, { cause })
  }
  const parsed = NoticeChannels.safeParse(stored)
  if (!parsed.success) throw new ChannelsFileError(`${file} is not sound:\n${z.prettifyError(parsed.error)}`)
  return parsed.data
}
