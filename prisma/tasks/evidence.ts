/** A file that proves what was done: a photo, a document, a voice note. */
export interface EvidenceFile {
  readonly fileName: string
  readonly mediaType: string
  readonly content: Uint8Array
}

export type EvidenceRefusal = 'evidence-type' | 'evidence-too-large' | 'evidence-empty' | 'evidence-too-many'

export const MAX_EVIDENCE_BYTES = 10 * 2 ** 20
export const MAX_FILES_A_MOVE = 10

const has = (content: Uint8Array, at: number, ...bytes: number[]) => bytes.every((byte, i) => content[at + i] === byte)
const hasText = (content: Uint8Array, at: number, text: string) =>
  has(content, at, ...[...text].map((letter) => letter.charCodeAt(0)))

const isoMedia = (content: Uint8Array) => hasText(content, 4, 'ftyp')
const mpegAudio = (content: Uint8Array) =>
  hasText(content, 0, 'ID3') || (content[0] === 0xff && ((content[1] ?? 0) & 0xe0) === 0xe0)

/** What a file of each accepted media type begins with. A name and a declared type prove nothing. */
const BEGINNINGS = new Map<string, (content: Uint8Array) => boolean>([
  ['image/jpeg', (content) => has(content, 0, 0xff, 0xd8, 0xff)],
  ['image/png', (content) => has(content, 0, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)],
  ['image/webp', (content) => hasText(content, 0, 'RIFF') && hasText(content, 8, 'WEBP')],
  ['application/pdf', (content) => hasText(content, 0, '%PDF-')],
  ['audio/mpeg', mpegAudio],
  ['audio/mp4', isoMedia],
  ['audio/aac', mpegAudio],
  ['audio/ogg', (content) => hasText(content, 0, 'OggS')],
  ['audio/wav', (content) => hasText(content, 0, 'RIFF') && hasText(content, 8, 'WAVE')],
  ['audio/webm', (content) => has(content, 0, 0x1a, 0x45, 0xdf, 0xa3)],
])

export const EVIDENCE_MEDIA_TYPES = [...BEGINNINGS.keys()]

/** `audio/webm;codecs=opus` is `audio/webm`. */
export function plainMediaType(mediaType: string): string {
  return (mediaType.split(';')[0] ?? '').trim().toLowerCase()
}

/** The reason why these files cannot be evidence, or null. */
export function refuseEvidence(files: readonly EvidenceFile[]): EvidenceRefusal | null {
  if (files.length > MAX_FILES_A_MOVE) return 'evidence-too-many'
  for (const { mediaType, content } of files) {
    if (content.length === 0) return 'evidence-empty'
    if (content.length > MAX_EVIDENCE_BYTES) return 'evidence-too-large'
    if (!BEGINNINGS.get(plainMediaType(mediaType))?.(content)) return 'evidence-type'
  }
  return null
}

/** The last part of the name, without characters that a download header or a file system would choke on; at most 120 long. */
export function safeFileName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? ''
  const clean = last.replace(/[\p{Cc}\p{Cf}"<>:|?*]/gu, '').trim()
  return clean === '' ? 'evidence' : [...clean].slice(-120).join('')
}
