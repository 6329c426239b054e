import { FilePreview } from '@cockpit/domain/imports/preview'
import { type RefusalWord, refusalWord } from '../shell/refusal-word'

/** Of a text the beginning tells enough; the parts of a workbook cannot be cut, so it goes whole or not at all. */
const TEXT_SAMPLE = 2 * 2 ** 20
const LARGEST_WORKBOOK = 32 * 2 ** 20

export type Look =
  | { readonly kind: 'preview'; readonly preview: FilePreview }
  /** A workbook too large to be looked at; it can be sent. */
  | { readonly kind: 'too-large' }
  | { readonly kind: 'refused'; readonly word: RefusalWord }

/** Sends the beginning of a file and gives back how it will be read. Nothing is kept of it. */
export async function lookAtFile(table: string, file: File, signal: AbortSignal): Promise<Look> {
  const sample = (await isArchive(file)) ? (file.size > LARGEST_WORKBOOK ? null : file) : file.slice(0, TEXT_SAMPLE)
  if (sample === null) return { kind: 'too-large' }
  const address = `/api/import/preview?${new URLSearchParams({ table, name: file.name, bytes: String(file.size) })}`
  const response = await fetch(address, { method: 'POST', body: sample, signal }).catch(() => null)
  signal.throwIfAborted()
  if (response === null) return { kind: 'refused', word: 'offline' }
  const body: unknown = await response.json().catch(() => null)
  if (!response.ok) return { kind: 'refused', word: refusalWord((body as { reason?: string } | null)?.reason) }
  const preview = FilePreview.safeParse(body)
  return preview.success ? { kind: 'preview', preview: preview.data } : { kind: 'refused', word: 'failed' }
}

async function isArchive(file: File): Promise<boolean> {
  const [p, k] = new Uint8Array(await file.slice(0, 2).arrayBuffer())
  return p === 0x50 && k === 0x4b
}
