import { permitted } from '@cockpit/db/access/actor'
import { openReminders } from '@cockpit/db/reminders/remind-institution'
import { AreaCode, FacilityId } from '@cockpit/domain/ids'
import { IndicatorQuery } from '@cockpit/domain/indicator/query'
import { LEVELS } from '@cockpit/domain/task/level'
import { z } from 'zod'
import { actorOf } from '../actor'
import { personProcedure, readingProcedure, router } from '../trpc'
import { catalogueData } from './catalogue-data'
import { dayMarks } from './days'
import { fileRows, topFaults } from './files'
import { matrixCells } from './matrix'
import { owedTables } from './obligations'
import { remind } from './remind'
import { equals, scopedRows } from './scoped-rows'
import { missingPeriod, silentRows, stalledTables } from './silent'
import { placeFilters, Where } from './where'

const InPeriod = Where.extend({ period: IndicatorQuery.shape.period })
const Table = z.string().regex(/^[a-z][a-z0-9_]{0,62}$/)

/** The quality of the data, institution by institution. Shares over whole areas are indicators and come by `indicators.ask`. */
export const qualityRouter = router({
  /** Tables that facilities owe, how often and within how many days. */
  tables: readingProcedure.query(({ ctx }) => owedTables(ctx.ports)),

  /** Titles of all tables that name a facility, by their names. */
  titles: readingProcedure.query(async ({ ctx }) =>
    (await ctx.ports.packs()).tables
      .filter((table) => table.facilityColumn !== undefined && !table.system)
      .map(({ name, title }) => ({ name, title })),
  ),

  /** Institution by table over whole months. */
  matrix: readingProcedure.input(InPeriod.extend({ table: Table.optional() })).query(async ({ ctx, input }) => {
    const rows = await scopedRows(ctx.ports, ctx.caller)
    const filters = async (cube: string) => [
      ...(await placeFilters(ctx.ports, rows.scope, cube, input)),
      ...(input.table ? [equals(`${cube}.table`, input.table)] : []),
    ]
    return matrixCells(rows, filters, input.period)
  }),

  /** Day by day, of one facility or of one table; both open would be too much for a screen. */
  days: readingProcedure
    .input(
      InPeriod.extend({ table: Table.optional() }).refine(
        (asked) => asked.facility !== undefined || asked.table !== undefined,
        'name a facility or a table',
      ),
    )
    .query(async ({ ctx, input }) => {
      const rows = await scopedRows(ctx.ports, ctx.caller)
      const filters = [
        ...(await placeFilters(ctx.ports, rows.scope, 'quality', input)),
        ...(input.table ? [equals('quality.table', input.table)] : []),
      ]
      return dayMarks(rows, filters, input.period)
    }),

  /** Who is late with what, the longest silent first, and which of it has been asked for. */
  silent: readingProcedure.input(Where).query(async ({ ctx, input }) => {
    const rows = await scopedRows(ctx.ports, ctx.caller)
    const silent = await silentRows(
      ctx.ports,
      rows,
      (cube) => placeFilters(ctx.ports, rows.scope, cube, input),
      new Date(),
    )
    const tables = new Map((await owedTables(ctx.ports)).map((table) => [table.name, table]))
    const named = silent.flatMap((row) => {
      const table = tables.get(row.table)
      return table ? [{ ...row, period: missingPeriod(row, table) }] : []
    })
    const tasks = await openReminders(ctx.ports.db, named)
    const [territory, directory] = await Promise.all([ctx.ports.territory(), ctx.ports.facilities()])
    const actor = ctx.caller.kind === 'person' ? actorOf(ctx.caller) : null
    return named.map((row) => {
      const place = directory.get(row.facility)
      const about = place && { areaCode: place.county, facilityId: place.id, sensitivity: null }
      const may = (action: 'task.dispatch' | 'task.read') =>
        Boolean(actor && about && permitted(actor, action, about, territory))
      return {
        ...row,
        task: may('task.read') ? (tasks.get(`${row.facility} ${row.table} ${row.period}`) ?? null) : null,
        remindable: may('task.dispatch'),
      }
    })
  }),

  /** Tables nobody has sent although they are due. */
  stalled: readingProcedure.query(async ({ ctx }) =>
    stalledTables(ctx.ports, await scopedRows(ctx.ports, ctx.caller), new Date()),
  ),

  /** Files that brought rows of a facility, or of a table in an area, newest first. */
  files: personProcedure
    .input(Where.extend({ table: Table.optional(), limit: z.int().min(1).max(200).default(60) }))
    .query(async ({ ctx, input }) => {
      const rows = await scopedRows(ctx.ports, ctx.caller)
      const filters = async (cube: string) => [
        ...(await placeFilters(ctx.ports, rows.scope, cube, input)),
        ...(input.table ? [equals(`${cube}.table`, input.table)] : []),
      ]
      return fileRows(ctx.ports, ctx.caller, rows, filters, input.limit)
    }),

  /** Why rows were rejected or flagged. */
  faults: readingProcedure.input(InPeriod.extend({ table: Table.optional() })).query(async ({ ctx, input }) => {
    const rows = await scopedRows(ctx.ports, ctx.caller)
    const filters = [
      ...(await placeFilters(ctx.ports, rows.scope, 'qualityFault', input)),
      ...(input.table ? [equals('qualityFault.table', input.table)] : []),
    ]
    return topFaults(ctx.ports, rows, filters, [input.period.from, input.period.to])
  }),

  /** The data catalogue of an area: classes, cities, entries, and what three flags say of them. */
  catalogue: readingProcedure
    .input(z.object({ area: AreaCode }))
    .query(({ ctx, input }) => catalogueData(ctx.ports, ctx.caller, input.area)),

  /** 催报: a task for each institution and table, at most one while it is open. */
  remind: personProcedure
    .input(
      z.object({
        items: z
          .array(z.object({ facility: FacilityId, table: Table }))
          .min(1)
          .max(200),
        level: z.enum(LEVELS).default('IV'),
        note: z.string().trim().max(1000).default(''),
        language: z.enum(['zh', 'en']).default('zh'),
      }),
    )
    .mutation(({ ctx, input }) => remind(ctx.ports, ctx.caller, input, new Date())),
})
