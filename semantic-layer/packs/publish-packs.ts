import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { PackRule } from '@cockpit/domain/rules/definition'
import { FACILITY_CATEGORIES } from '@cockpit/domain/territory/territory'
import { z } from 'zod'
import type { Pack } from './contract'

const Bilingual = z.object({ zh: z.string(), en: z.string() })

const TableData = z.object({
  name: z.string(),
  pack: z.string(),
  title: Bilingual,
  grain: z.string(),
  key: z.array(z.string()),
  dateColumn: z.string().optional(),
  facilityColumn: z.string().optional(),
  owedBy: z.array(z.enum(FACILITY_CATEGORIES)),
  columns: z.array(
    z.object({
      name: z.string(),
      type: z.enum(['text', 'integer', 'decimal', 'date', 'timestamp', 'boolean', 'list']),
      headers: z.array(z.string()),
      title: Bilingual,
      required: z.boolean(),
      values: z.array(z.string()).optional(),
      min: z.number().optional(),
      max: z.number().optional(),
      references: z.object({ table: z.string(), column: z.string() }).optional(),
      codeSet: z
        .object({
          set: z.enum(['icd10', 'icd9cm3', 'gbt2260', 'atc', 'department']),
          severity: z.enum(['reject', 'flag']),
        })
        .optional(),
      list: z
        .object({
          view: z.string(),
          title: Bilingual,
          count: z.int().positive(),
          members: z.array(z.object({ name: z.string(), headers: z.array(z.string()), title: Bilingual })),
        })
        .optional(),
      expected: z.boolean().optional(),
      identifier: z.enum(['drop', 'hash']).optional(),
    }),
  ),
  checks: z.array(
    z.object({
      id: z.string(),
      brokenWhen: z.string(),
      column: z.string(),
      message: Bilingual,
      severity: z.enum(['reject', 'flag', 'refuse']),
      tolerance: z.number().optional(),
    }),
  ),
  system: z.boolean().optional(),
  sentBy: z.literal('commission').optional(),
  owedEvery: z.enum(['day', 'month', 'year']).optional(),
  dueDays: z.int().nonnegative().optional(),
})

const BoardData = z.object({
  pack: z.string(),
  title: Bilingual,
  order: z.number(),
  tiles: z.array(z.object({ indicator: z.string(), compare: z.enum(['sameLastYear', 'previous']).optional() })),
  map: z.array(z.string()),
  trend: z.array(z.string()),
  rank: z.array(z.string()),
  radar: z.array(z.string()).optional(),
})

/** Everything in the packs that is plain data, for readers that cannot import a pack (the bundled web). */
export const PublishedPacks = z.object({
  packs: z.array(z.string()),
  tables: z.array(TableData),
  boards: z.array(BoardData),
  rules: z.array(PackRule),
  /** What the comparisons between tables are called. */
  reconciliations: z.array(z.object({ id: z.string(), title: Bilingual })).default([]),
})
export type PublishedPacks = z.infer<typeof PublishedPacks>

/** The boards stand in their `order`, which is the order of the overview's tiles. Pure. */
export function packsAsData(packs: readonly Pack[]): PublishedPacks {
  return PublishedPacks.parse({
    packs: packs.map((pack) => pack.name),
    tables: packs.flatMap((pack) => pack.tables.map((table) => ({ ...table, pack: pack.name }))),
    boards: packs.flatMap((pack) => (pack.board ? [pack.board] : [])).sort((a, b) => a.order - b.order),
    rules: packs.flatMap((pack) => pack.rules.map((rule) => ({ ...rule, pack: pack.name }))),
    reconciliations: packs.flatMap((pack) => pack.reconciliations),
  })
}

export function packsFile(data: string): string {
  return join(data, 'packs.json')
}

/** Writes `<data>/packs.json` in one step (a reader sees the old file or the new one). */
export async function publishPacks(packs: readonly Pack[], data: string): Promise<string> {
  const file = packsFile(data)
  await mkdir(dirname(file), { recursive: true })
  const draft = `${file}.${process.pid}`
  await writeFile(draft, JSON.stringify(packsAsData(packs)))
  await rename(draft, file)
  return file
}

/**
 * @param path `<data>/packs.json`, written by the semantic layer when it starts
 * @throws Error when it is missing or was written by another version
 */
export async function readPacks(path: string): Promise<PublishedPacks> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (cause) {
    throw new Error(`${path} cannot be read; start the semantic layer, which writes it.`, { cause })
  }
  const parsed = PublishedPacks.safeParse(JSON.parse(text))
  if (!parsed.success)
    throw new Error(
      `${path} was written by another version; start the semantic layer again. ${z.prettifyError(parsed.error)}`,
    )
  return parsed.data
}
