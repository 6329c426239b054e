import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { collectGarbage, names } from '../lake/collect-garbage'
import { finishPurge } from '../lake/purge'
import { ImportFailure } from './outcome'
import { isAlive } from './run'

export interface Recovered {
  /** Staging folders of attempts whose process is gone. */
  readonly staging: readonly string[]
  /** Partitions and reject files, relative to the lake, that no kept manifest names and nobody can still publish. */
  readonly orphans: readonly string[]
}

/**
 * Takes away what killed attempts left behind; run it at the start of the jobs process, and any time.
 * An attempt that was killed is not resumed: it published nothing, and its file, still where the sender or the drop
 * folder put it, is simply imported again. An erasure that was killed after it was published is finished. Files of a living
 * attempt are not touched, nor is anything that one of the kept manifests names: readers may still be using a recent state.
 * @param grace milliseconds for which other unnamed files stay after they are first found, see `collectGarbage`
 * @throws ImportFailure when the lake cannot be read; nothing is removed on doubt.
 */
export async function recoverStaging(
  lake: string,
  { grace = 0 }: { readonly grace?: number } = {},
): Promise<Recovered> {
  try {
    await finishPurge(lake, { pause: 0 })
    const staging = (await names(lake, 'staging')).filter((folder) => !isAlive(folder))
    for (const folder of staging) await rm(join(lake, folder), { recursive: true, force: true })
    const { removed } = await collectGarbage(lake, { grace })
    return { staging, orphans: removed }
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new ImportFailure('recovering', `The lake ${lake} could not be tidied: ${reason}`, { cause })
  }
}
