import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { FILE_LIMITS } from './file-limits'

const share = z.number().min(0).max(1)

/** What a commission may set about the checks, in `<data>/quality.json`; everything may be left out. */
export const QualitySettings = z.strictObject({
  /** Share of rows above which a file is refused as a whole. */
  rejectedShare: share.default(FILE_LIMITS.rejectedShare),
  /** Files of no more rows than this are never refused for that share. */
  judgedFrom: z.int().nonnegative().default(FILE_LIMITS.judgedFrom),
  /** Tolerance of a reconciliation by its id: 0.03 lets the two tables differ by 3 %. */
  reconciliation: z.record(z.string(), share).default({}),
})
export type QualitySettings = z.infer<typeof QualitySettings>

/** The commission's settings cannot be read. Nothing is judged by other rules than it asked for. */
export class QualitySettingsError extends Error {
  override readonly name = 'QualitySettingsError'
}

/** @throws QualitySettingsError naming the file and what is wrong with it */
export async function readQualitySettings(data: string): Promise<QualitySettings> {
  const file = join(data, 'quality.json')
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw new QualitySettingsError(`${file} cannot be read.`, { cause: error })
  })
  if (text === null) return QualitySettings.parse({})
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (cause) {
    throw new QualitySettingsError(`${file} is not JSON. Correct it, or remove it for the product's own settings.`, {
      cause,
    })
  }
  const parsed = QualitySettings.safeParse(json)
  if (parsed.success) return parsed.data
  throw new QualitySettingsError(`${file} cannot be used: ${z.prettifyError(parsed.error)}`)
}
