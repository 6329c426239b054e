import { mkdir, rename, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { closeFile } from '../lake/close-file'
import type { Refusal } from './outcome'

/** A folder that stands next to the drop folder: `claimed`, `archive`, `refused`, `attempts`. */
export function beside(inbox: string, name: string): string {
  return join(dirname(inbox), name)
}

/** The file that tells why another lies in `refused`. */
export function reasonFile(refused: string): string {
  return `${refused}.reason.json`
}

/** Moves a file to `refused/<table>/`, with a `.reason.json` beside it. @returns where it lies now */
export async function refuse(
  inbox: string,
  file: {
    readonly path: string
    readonly fileName: string
    readonly table: { readonly name: string }
    readonly sender: string
  },
  refusal: Refusal,
): Promise<string> {
  const { fileName, sender, table } = file
  const moved = await moveFree(file.path, join(beside(inbox, 'refused'), table.name, fileName))
  const reason = { file: fileName, table: table.name, sender, ...refusal }
  await writeFile(reasonFile(moved), `${JSON.stringify(reason, null, 2)}\n`, { mode: 0o600 })
  return moved
}

/** Renames without overwriting an earlier file of the same name: the later one gets a number. @returns the name it got */
export async function moveFree(from: string, to: string): Promise<string> {
  await mkdir(dirname(to), { recursive: true, mode: 0o700 })
  for (let n = 0; ; n++) {
    const target = n === 0 ? to : to.replace(/(\.[^./]*)?$/, `~${n}$1`)
    const taken = await stat(target).then(
      () => true,
      () => false,
    )
    if (taken) continue
    await rename(from, target)
    await closeFile(target)
    return target
  }
}
