import { BED_HEADER } from '../sample-lake'

export interface FileKind {
  readonly name: string
  readonly content: string | Buffer
  /** A refusal's codes, or how many rows are published and rejected. */
  readonly expected: { readonly refused: readonly string[] } | { readonly published: number; readonly rejected: number }
}

export const row = (day: number, department = '内科') =>
  `F001,${department},2026-09-${String(day).padStart(2, '0')},10,8,1,1`
export const good = (...days: number[]) => days.map((day) => row(day))
export const csv = (lines: readonly string[], end = '\n', header = BED_HEADER) => [header, ...lines, ''].join(end)
export const refused = (...codes: string[]) => ({ refused: codes })
export const taken = (published: number, rejected: number) => ({ published, rejected })
export const bytes = (...parts: (string | Buffer | number[])[]) =>
  Buffer.concat(parts.map((part) => (Array.isArray(part) ? Buffer.from(part) : Buffer.from(part as string))))
export const utf16 = (text: string) => Buffer.from(text, 'utf16le')
export const gb = (text: string) =>
  // Node writes no GB18030; the few characters needed are given by hand.
  Buffer.concat(
    [...text].map((character) =>
      character === '内'
        ? Buffer.from([0xc4, 0xda])
        : character === '科'
          ? Buffer.from([0xbf, 0xc6])
          : Buffer.from(character),
    ),
  )
