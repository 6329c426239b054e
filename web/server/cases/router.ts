import { listsBehind } from '@cockpit/domain/cases/case-lists'
import { CaseKey, CaseQuery, FacilityCases } from '@cockpit/domain/cases/case-query'
import { IndicatorId } from '@cockpit/domain/ids'
import { FEE_TITLES } from '@cockpit/semantic-layer/cases/fee-members'
import { countByDepartment, readCase, readCases } from '@cockpit/semantic-layer/cases/read-cases'
import { readDoctors } from '@cockpit/semantic-layer/cases/read-doctors'
import { z } from 'zod'
import { askPorts } from '../indicators/ask-ports'
import { personProcedure, Refusal, router } from '../trpc'
import { logReading } from './log-reading'

const notPermitted = () => new Refusal('not-permitted', 'Your grants do not reach single cases of this place.')

/** Single front pages: for persons alone, never for a wall, and each reading is written into the audit before it is answered. */
export const casesRouter = router({
  /** The lists behind an indicator, the counted pages first. */
  lists: personProcedure.input(z.object({ indicator: IndicatorId })).query(({ input }) => listsBehind(input.indicator)),

  /** Lines of a list, and how many there are. */
  list: personProcedure.input(CaseQuery).query(async ({ ctx, input, signal }) => {
    const result = await readCases(input, ctx.caller, await askPorts(ctx.ports, signal))
    if (!result.ok) throw notPermitted()
    const { rows, total } = result.value
    const { territory, facility, ...question } = input
    await logReading(ctx.ports.db, ctx.caller.id, 'list', facility ?? territory, {
      ...question,
      rows: rows.length,
      total,
    })
    return { rows, total, demo: await ctx.ports.demo() }
  }),

  departments: personProcedure.input(CaseQuery).query(async ({ ctx, input, signal }) => {
    const result = await countByDepartment(input, ctx.caller, await askPorts(ctx.ports, signal))
    if (!result.ok) throw notPermitted()
    return result.value
  }),

  /** The doctors of one facility side by side, pseudonymous and never ranked. */
  doctors: personProcedure.input(FacilityCases).query(async ({ ctx, input, signal }) => {
    const result = await readDoctors(input, ctx.caller, await askPorts(ctx.ports, signal))
    if (!result.ok) throw notPermitted()
    const { territory: _, facility, ...question } = input
    await logReading(ctx.ports.db, ctx.caller.id, 'doctors', facility, {
      ...question,
      doctors: result.value.lines.length,
    })
    return result.value
  }),

  /** One page with its fees and the reasons for which it counts. */
  one: personProcedure.input(CaseKey).query(async ({ ctx, input, signal }) => {
    const found = await readCase(input, ctx.caller, await askPorts(ctx.ports, signal))
    if (!found) throw notPermitted()
    const { facility, ...key } = input
    await logReading(ctx.ports.db, ctx.caller.id, 'open', facility, key)
    const fees = Object.entries(found.fees).map(([name, amount]) => ({ name, title: FEE_TITLES[name], amount }))
    return { ...found, fees }
  }),
})
