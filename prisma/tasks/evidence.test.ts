import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type EvidenceFile, MAX_EVIDENCE_BYTES, MAX_FILES_A_MOVE, refuseEvidence, safeFileName } from './evidence'

const bytes = (...parts: (string | number[])[]) =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...Buffer.from(part, 'latin1')] : part)))
const file = (mediaType: string, content: Uint8Array): EvidenceFile => ({ fileName: 'f', mediaType, content })

const SAMPLES: readonly (readonly [string, Uint8Array])[] = [
  ['image/jpeg', bytes([0xff, 0xd8, 0xff, 0xe0], 'JFIF')],
  ['image/png', bytes([0x89], 'PNG\r\n', [0x1a], '\n')],
  ['image/webp', bytes('RIFF', [9, 9, 9, 9], 'WEBPVP8 ')],
  ['application/pdf', bytes('%PDF-1.7')],
  ['audio/mpeg', bytes('ID3', [4, 0])],
  ['audio/mp4', bytes([0, 0, 0, 32], 'ftypM4A ')],
  ['audio/aac', bytes([0xff, 0xf1, 0x50])],
  ['audio/ogg', bytes('OggS')],
  ['audio/wav', bytes('RIFF', [9, 9, 9, 9], 'WAVEfmt ')],
  ['audio/webm', bytes([0x1a, 0x45, 0xdf, 0xa3])],
]

describe('a file is what its first bytes say', () => {
  test.each(SAMPLES)('%s is taken with its own beginning, cut short it is not', (mediaType, content) => {
    expect(refuseEvidence([file(mediaType, content)])).toBeNull()
    expect(refuseEvidence([file(`${mediaType.toUpperCase()};codecs=opus`, content)])).toBeNull()
    expect(refuseEvidence([file(mediaType, content.slice(0, 1))])).toBe('evidence-type')
  })

  test('no picture passes as another kind of picture or as a document', () => {
    for (const [declared] of SAMPLES)
      for (const [real, content] of SAMPLES) {
        // MPEG audio and AAC frames share their sync word: both are sound.
        const kin = [declared, real].every((type) => ['audio/mpeg', 'audio/aac'].includes(type))
        if (declared !== real && !kin) expect(refuseEvidence([file(declared, content)])).toBe('evidence-type')
      }
  })

  test('a page, a program or an unknown type is refused', () => {
    expect(refuseEvidence([file('text/html', bytes('<script>'))])).toBe('evidence-type')
    expect(refuseEvidence([file('image/svg+xml', bytes('<svg>'))])).toBe('evidence-type')
    expect(refuseEvidence([file('', bytes('%PDF-'))])).toBe('evidence-type')
    expect(refuseEvidence([file('constructor', bytes('%PDF-'))])).toBe('evidence-type')
  })
})

test('ten megabytes are taken, one byte more is not; nor is an empty file, nor an eleventh', () => {
  const png = SAMPLES[1]?.[1] ?? bytes()
  const sized = (length: number) => {
    const content = new Uint8Array(length)
    content.set(png.slice(0, length))
    return file('image/png', content)
  }
  expect(refuseEvidence([sized(MAX_EVIDENCE_BYTES)])).toBeNull()
  expect(refuseEvidence([sized(MAX_EVIDENCE_BYTES + 1)])).toBe('evidence-too-large')
  expect(refuseEvidence([sized(8), sized(0)])).toBe('evidence-empty')
  expect(refuseEvidence(Array.from({ length: MAX_FILES_A_MOVE }, () => sized(8)))).toBeNull()
  expect(refuseEvidence(Array.from({ length: MAX_FILES_A_MOVE + 1 }, () => sized(8)))).toBe('evidence-too-many')
})

describe('file names', () => {
  test.each([
    ['../../etc/passwd', 'passwd'],
    ['C:\\照片\\现场 1.jpg', '现场 1.jpg'],
    ['a"b\r\nSet-Cookie: x.png', 'abSet-Cookie x.png'],
    ['invoice\u202Egnp.exe', 'invoicegnp.exe'],
    ['  ', 'evidence'],
    ['dir/', 'evidence'],
  ])('%j becomes %j', (name, safe) => expect(safeFileName(name)).toBe(safe))

  test('whatever comes in, no path, quote or control character comes out', () => {
    expect(safeFileName(`${'长'.repeat(200)}.png`)).toBe(`${'长'.repeat(116)}.png`)
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 150 }), (name) => {
        const safe = safeFileName(name)
        expect(safe).not.toMatch(/[/\\"\p{Cc}]/u)
        expect([...safe].length).toBeGreaterThan(0)
        expect([...safe].length).toBeLessThanOrEqual(120)
      }),
    )
  })
})
