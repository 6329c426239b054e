import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { FilePreview, type PreviewAsk } from '@cockpit/domain/imports/preview'
import type { Ports } from '../ports'
import { receiveFile } from './receive-file'

/** Bytes a sample may have: a workbook is looked at whole, for its parts cannot be cut. */
export const PREVIEW_BYTES = 32 * 2 ** 20
const PATIENCE = 30_000
const EVERY = 80
/** Samples that may wait at once. */
const MOST = 8

export class PreviewUnanswered extends Error {}
export class TooManyPreviews extends Error {}

/**
 * Has the importer look at a sample and waits for what it found. The two meet in `<data>/preview`; nothing of it stays there, whatever happens.
 * @param ask `bytes` of the whole file; 0 when unknown
 * @throws FileTooLarge | EmptyFile | TooManyPreviews | PreviewUnanswered when the importer is not running or busy for too long
 */
export async function askPreview(
  body: ReadableStream<Uint8Array>,
  ask: Omit<PreviewAsk, 'whole'>,
  ports: Pick<Ports, 'data' | 'bus'>,
): Promise<FilePreview> {
  const folder = join(/* turbopackIgnore: true */ ports.data, 'preview')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  if ((await readdir(folder)).filter((name) => name.endsWith('.sample')).length >= MOST) throw new TooManyPreviews()
  const { id } = ask
  const sample = join(folder, `${id}.sample`)
  const request = join(folder, `${id}.ask.json`)
  const answer = join(folder, `${id}.answer.json`)
  try {
    const received = await receiveFile(body, folder, id, PREVIEW_BYTES)
    await rename(received.path, sample)
    const bytes = Math.max(ask.bytes, received.bytes)
    const whole: PreviewAsk = { ...ask, bytes, whole: bytes === received.bytes }
    await writeFile(`${request}.part`, JSON.stringify(whole), { mode: 0o600 })
    await rename(`${request}.part`, request)
    await (await ports.bus()).publish('preview.asked', { id })
    for (const until = Date.now() + PATIENCE; Date.now() < until; await sleep(EVERY)) {
      const text = await readFile(answer, 'utf8').catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return null
        throw error
      })
      if (text !== null) return FilePreview.parse(JSON.parse(text))
    }
    throw new PreviewUnanswered()
  } finally {
    for (const path of [sample, request, answer]) await rm(path, { force: true })
  }
}
