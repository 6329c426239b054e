import { z } from 'zod'

/**
 * What a look at a file tells before it is sent: how its beginning will be read. The importer looks and the web asks; they meet in
 * `<data>/preview/<id>.ask.json`, `<id>.sample` and `<id>.answer.json`, which stay no longer than the look.
 */
const Words = z.object({ zh: z.string(), en: z.string() })

export const PreviewAsk = z.strictObject({
  id: z.uuid(),
  table: z.string(),
  fileName: z.string(),
  /** Person id or sender id: its mappings and its facilities count. */
  sender: z.string(),
  /** Bytes of the whole file. */
  bytes: z.int().nonnegative(),
  /** The sample is the whole file. */
  whole: z.boolean(),
})
export type PreviewAsk = z.infer<typeof PreviewAsk>

export const PreviewColumn = z.object({
  name: z.string(),
  title: Words,
  /** The sender's headers it is read from; none for a constant of a mapping. */
  headers: z.array(z.string()),
  /** A mapping computes it. */
  computed: z.boolean(),
  /** An identifier: its values are never shown. */
  hidden: z.boolean(),
})

export const PreviewRow = z.object({
  line: z.int(),
  /** As many as columns: the value as it will be read, or as it was sent where there is something wrong with it. */
  cells: z.array(z.object({ text: z.string(), problem: Words.nullable() })),
  /** What is unlikely but not wrong. */
  flags: z.array(Words),
})

export const FilePreview = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('readable'),
    form: z.union([z.object({ encoding: z.string(), delimiter: z.string() }), z.object({ sheet: z.string() })]),
    /** Line or sheet row of the header. */
    headerLine: z.int(),
    mapping: z.string().nullable(),
    notes: z.array(Words),
    columns: z.array(PreviewColumn),
    /** Headers that no column knows; they are left out. */
    ignored: z.array(z.string()),
    /** Columns the file does not bring, none of them required; `expected` counts for completeness. */
    absent: z.array(z.object({ name: z.string(), title: Words, expected: z.boolean() })),
    rows: z.array(PreviewRow),
    /** Rows looked at, and how many of them will be rejected for which reason. */
    looked: z.int(),
    rejected: z.int(),
    problems: z.array(z.object({ field: z.string(), reason: Words, rows: z.int() })),
    /** Of the whole file; exact when the sample is the whole. */
    estimatedRows: z.int(),
    whole: z.boolean(),
    /** The very same file is in the lake already. */
    duplicate: z.boolean(),
    /** As far as the sample goes, the file would be refused as a whole. */
    refusal: Words.nullable(),
  }),
  z.object({
    kind: z.literal('refused'),
    code: z.string(),
    message: Words,
    /** A table that the sender may send and that the file's header does fit. */
    other: z.object({ name: z.string(), title: Words }).optional(),
  }),
  /** Something of ours went wrong; the file may be sound. */
  z.object({ kind: z.literal('failed'), message: Words }),
])
export type FilePreview = z.infer<typeof FilePreview>
export type ReadablePreview = Extract<FilePreview, { kind: 'readable' }>
