import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { GroupingVersion } from '@cockpit/domain/drg/grouping'
import { z } from 'zod'

/** How the region's grouper is reached, in `<data>/grouper.json` (docs/grouping.md). The secret is not in it. */
export const GrouperSettings = z
  .strictObject({
    /** Cases are posted here. Nobody is asked whose host and port are not in `allowed`. */
    url: z.url({ protocol: /^https?$/ }),
    /** `host` or `host:port`, as they stand in the address. */
    allowed: z.array(z.string().min(1)).min(1),
    /** What the grouper must answer as its version; another answer is not taken. */
    version: GroupingVersion,
    /** none: a closed network. bearer: the secret in `Authorization`. signature: HMAC-SHA256 over time and body. */
    auth: z.enum(['none', 'bearer', 'signature']).default('none'),
    /** Cases a request. */
    batch: z.int().min(1).max(2000).default(200),
    /** Requests at a time. */
    parallel: z.int().min(1).max(16).default(2),
    timeoutSeconds: z.number().positive().max(600).default(30),
    /** Times a request is sent before its cases are left ungrouped. */
    attempts: z.int().min(1).max(10).default(3),
    /** Requests in a row without an answer after which nobody is asked any more in this run. */
    giveUpAfter: z.int().min(1).max(100).default(3),
  })
  .refine(({ url, allowed }) => allowed.includes(new URL(url).host), {
    path: ['url'],
    message: 'its host and port are not in "allowed"',
  })
export type GrouperSettings = z.infer<typeof GrouperSettings>

/** The settings are absent or cannot be used. */
export class GrouperSettingsError extends Error {
  override readonly name = 'GrouperSettingsError'
}

/** @throws GrouperSettingsError naming the file and what is wrong with it */
export async function readGrouperSettings(data: string): Promise<GrouperSettings> {
  const file = join(data, 'grouper.json')
  const text = await readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    const what = cause.code === 'ENOENT' ? 'does not exist; docs/grouping.md shows one' : 'cannot be read'
    throw new GrouperSettingsError(`${file} ${what}.`, { cause })
  })
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (cause) {
    throw new GrouperSettingsError(`${file} is not JSON.`, { cause })
  }
  const parsed = GrouperSettings.safeParse(json)
  if (parsed.success) return parsed.data
  throw new GrouperSettingsError(`${file} cannot be used: ${z.prettifyError(parsed.error)}`)
}
