import { z } from 'zod'

/**
 * A mapping says how a sender's headers and ways of writing become the columns of a table, without code. It is a JSON file of a
 * pack (`<pack>/mappings/*.json`) or of the installation (`<data>/mappings/<sender or any>/<table>*.json`). docs/import.md shows examples.
 */

const Header = z.string().min(1)
/** A positive number in decimal digits. */
const Factor = z.string().regex(/^\d+(\.\d+)?$/, 'write a factor as digits, such as "10000" or "0.001"')

/** Units of money and how many yuan they are. */
export const YUAN_IN = {
  元: '1',
  百元: '100',
  千元: '1000',
  万元: '10000',
  百万元: '1000000',
  亿元: '100000000',
} as const

/** How a value is read once its text is found: in this order. */
const Steps = {
  /** The text holds several: `{"by": "|", "part": 1}` takes what stands before the first bar. */
  split: z.strictObject({ by: z.string().min(1), part: z.int().min(1) }).optional(),
  /** Texts and what stands for them; a text not listed stays as it is. The empty text may be listed. */
  values: z.record(z.string(), z.string()).optional(),
  /** Plain numbers are day numbers of a spreadsheet that counts from this year. */
  date: z.enum(['1900', '1904']).optional(),
  /** `fraction`: 12.5% and 12.5 become 0.125. `points`: 12.5% becomes 12.5. */
  percent: z.enum(['fraction', 'points']).optional(),
  /**
   * The unit in which amounts are written; they become yuan, exactly. `title`: the one named above the header (单位：万元), else yuan.
   * A unit behind the number itself goes before.
   */
  unit: z.enum(['元', '百元', '千元', '万元', '百万元', '亿元', 'title']).optional(),
  /** A factor for what is counted in other units, such as thousands. */
  times: Factor.optional(),
}

export const ColumnRule = z
  .strictObject({
    /** The header, or the headers one of which is there; the first that is present counts. */
    from: z.union([Header, z.array(Header).min(1)]).optional(),
    /** Headers whose numbers are added; absent ones and empty cells count as nothing. */
    sum: z.array(Header).min(2).optional(),
    /** The same for every row; `{year}` stands for what `read` found. */
    constant: z.string().optional(),
    /** Header of the hour (8, 08:30) that belongs to the day in `from`. */
    hour: Header.optional(),
    ...Steps,
  })
  .refine(({ from, sum, constant }) => [from, sum, constant].filter((one) => one !== undefined).length === 1, {
    message: 'a column takes exactly one of `from`, `sum` and `constant`',
  })
export type ColumnRule = z.infer<typeof ColumnRule>

export const Mapping = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'small letters, digits and hyphens'),
  /** Raised with every change: a batch records it. */
  version: z.int().min(1),
  table: z.string().min(1),
  title: z.strictObject({ zh: z.string().min(1), en: z.string().min(1) }),
  /** Headers that must all be there for the mapping to apply. */
  when: z.array(Header).default([]),
  /** Name of the sheet in a workbook; `*` stands for any text. Without it, the one sheet that fits. */
  sheet: z.string().min(1).optional(),
  /** Row of the header, from 1. Without it, the first of the leading rows that fits. */
  headerRow: z.int().min(1).optional(),
  /**
   * Rows of the header: 2 where groups stand above the fields (门诊 | 急诊 above 人次 | 收入). Such a field is named by both, `门诊/人次`, here and
   * in every rule; `headerRow` is the first of them.
   */
  headerRows: z.int().min(1).max(3).default(1),
  /** What stands between group and field in that name. */
  headerJoint: z.string().min(1).max(3).default('/'),
  /** Rows below the header that are no data (units, column numbers). */
  skipRows: z.int().min(0).default(0),
  /** Rows whose first filled cell is one of these are left out and counted: totals. */
  dropRows: z.array(z.string().min(1)).default([]),
  /** Headers whose empty cells repeat the cell above: merged cells. */
  fillDown: z.array(Header).default([]),
  /** Names for what a pattern's first group finds in the file's name, the sheet's name or the rows above the header. */
  read: z.record(z.string().regex(/^\w+$/), z.string().min(1)).default({}),
  columns: z.record(z.string(), ColumnRule).default({}),
  /** Headers of list columns by column and member, `#` for the number of the entry; `first` is the number of entry 1. */
  lists: z
    .record(
      z.string(),
      z.record(
        z.string(),
        z.strictObject({
          header: z.string().regex(/#/, 'a header with # for its number'),
          first: z.int().min(0).default(1),
        }),
      ),
    )
    .default({}),
  /**
   * A wide statement: one row for each of these headers. Beside the header stands what its column means, as text for the column `into` or as
   * texts by column; the cell goes to the column `value.column`. Empty cells make no row.
   */
  wide: z
    .strictObject({
      into: z.string().optional(),
      headers: z.record(Header, z.union([z.string(), z.record(z.string(), z.string())])),
      value: z.strictObject({ column: z.string(), ...Steps }),
    })
    .optional(),
})
export type Mapping = z.infer<typeof Mapping>

/** A mapping with where it comes from. */
export interface KnownMapping {
  /** Pack, sender or `any`, and the mapping's own id: `inpatient/his-front-page`. A batch records it with the version. */
  readonly id: string
  /** With the version, for people: `inpatient/his-front-page@1`. */
  readonly name: string
  /** own: of the sender itself; any: of the installation for every sender; shipped: of a pack. */
  readonly origin: 'own' | 'any' | 'shipped'
  readonly mapping: Mapping
}

/** What each header of a wide statement means, as texts by column. */
export function wideMeaning(
  { into }: NonNullable<Mapping['wide']>,
  meaning: string | Record<string, string>,
): Record<string, string> {
  if (typeof meaning !== 'string') return meaning
  return into === undefined ? {} : { [into]: meaning }
}
