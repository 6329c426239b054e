import { decideInstitution, type InstitutionDecision } from '@cockpit/db/institutions/decide'
import { listInstitutionNames, NAME_STATES } from '@cockpit/db/institutions/list-names'
import { personNames } from '@cockpit/db/people/person-names'
import { coversFacility, scopeOf } from '@cockpit/domain/access/decide'
import { FacilityId } from '@cockpit/domain/ids'
import { z } from 'zod'
import { actorOf } from '../actor'
import { senderNames } from '../imports/sender-names'
import type { Context } from '../trpc'
import { personProcedure, Refusal, router } from '../trpc'
import { type Proposal, proposalFor, type ShownCandidate } from './candidates'
import { institutionRegister } from './register'
import { resendRejects } from './resend'

const Id = z.string().min(1).max(64)
const Decision = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('match'),
    facilityId: FacilityId,
    everywhere: z.boolean(),
    score: z.number().min(0).max(1).optional(),
  }),
  z.strictObject({ kind: z.literal('dismiss'), note: z.string().trim().min(1).max(500) }),
  z.strictObject({ kind: z.literal('reopen') }),
])

export const institutionsRouter = router({
  /** Names that no facility answers to, with candidates for the undecided ones. */
  list: personProcedure
    .input(
      z.object({
        state: z.enum(NAME_STATES).optional(),
        search: z.string().trim().max(100).optional(),
        limit: z.int().min(1).max(100).default(30),
        after: Id.optional(),
      }),
    )
    .query(async ({ ctx, input: { search, state, after, limit } }) => {
      const territory = await ctx.ports.territory()
      const list = await listInstitutionNames(ctx.ports.db, actorOf(ctx.caller), territory, {
        limit,
        ...(state ? { state } : {}),
        ...(search ? { search } : {}),
        ...(after ? { after } : {}),
      })
      if (!list.ok) throw new Refusal('not-permitted', 'Matching institutions is not within your authority.')
      const [places, people, senders] = await Promise.all([
        within(ctx),
        personNames(
          ctx.ports.db,
          list.rows.flatMap(({ decidedBy }) => decidedBy ?? []),
        ),
        senderNames(
          ctx.ports,
          list.rows.map(({ sender }) => sender),
        ),
      ])
      const { tables } = await ctx.ports.packs()
      const titleOf = (name: string) => tables.find((table) => table.name === name)?.title ?? { zh: name, en: name }
      const register = list.rows.some(({ state }) => state === 'open') ? await institutionRegister(ctx.ports) : null
      return {
        total: list.total,
        open: list.open,
        next: list.next,
        rows: list.rows.map((row) => ({
          ...row,
          tables: row.tables.map(titleOf),
          senderName: senders.get(row.sender) ?? row.sender,
          decidedByName: row.decidedBy ? (people[row.decidedBy] ?? row.decidedBy) : null,
          facility: row.facilityId ? places.shown(row.facilityId) : null,
          proposal:
            row.state === 'open' && register
              ? proposalFor(row, register, places, places.maySee)
              : ({ candidates: [], clear: false } satisfies Proposal),
        })),
      }
    }),

  /** Facilities for a name that a person types, when no candidate is right. */
  search: personProcedure
    .input(z.object({ text: z.string().trim().min(1).max(100) }))
    .query(async ({ ctx, input }): Promise<readonly ShownCandidate[]> => {
      const places = await within(ctx)
      const exact = FacilityId.safeParse(input.text)
      const known = exact.success ? places.shown(exact.data) : null
      if (known) return [{ ...known, score: 1, reasons: ['same-code'] }]
      return proposalFor(
        { text: input.text, countyCode: null },
        await institutionRegister(ctx.ports),
        places,
        places.maySee,
      ).candidates
    }),

  decide: personProcedure
    .input(z.strictObject({ id: Id, decision: Decision }))
    .mutation(({ ctx, input }) => decide(ctx, input.id, input.decision)),

  /** Confirms the first candidate of every named row whose answer is clear; the others are left and told. */
  confirmClear: personProcedure
    .input(z.strictObject({ ids: z.array(Id).min(1).max(100) }))
    .mutation(async ({ ctx, input }) => {
      const territory = await ctx.ports.territory()
      const list = await listInstitutionNames(ctx.ports.db, actorOf(ctx.caller), territory, {
        state: 'open',
        limit: 200,
      })
      if (!list.ok) throw new Refusal('not-permitted', 'Matching institutions is not within your authority.')
      const [places, register] = await Promise.all([within(ctx), institutionRegister(ctx.ports)])
      let confirmed = 0
      for (const row of list.rows.filter(({ id }) => input.ids.includes(id))) {
        const { candidates, clear } = proposalFor(row, register, places, places.maySee)
        const [first] = candidates
        if (!clear || !first) continue
        const match = { kind: 'match', facilityId: first.id, everywhere: false, score: first.score } as const
        const result = await decideInstitution(
          ctx.ports.db,
          actorOf(ctx.caller),
          territory,
          { id: row.id, decision: match },
          new Date(),
        )
        if (result.ok) confirmed++
      }
      return { confirmed, left: input.ids.length - confirmed }
    }),

  /** Sends the rejected rows of the file that last brought the name through the import again. */
  resend: personProcedure
    .input(z.strictObject({ id: Id }))
    .mutation(async ({ ctx, input }) => resendRejects(ctx.ports, ctx.caller, input.id, new Date())),
})

async function decide(ctx: Ctx, id: string, decision: z.infer<typeof Decision>) {
  const given: InstitutionDecision =
    decision.kind === 'match'
      ? {
          kind: 'match',
          facilityId: decision.facilityId,
          everywhere: decision.everywhere,
          ...(decision.score === undefined ? {} : { score: decision.score }),
        }
      : decision
  const result = await decideInstitution(
    ctx.ports.db,
    actorOf(ctx.caller),
    await ctx.ports.territory(),
    { id, decision: given },
    new Date(),
  )
  if (result.ok) return { repeated: result.repeated }
  throw new Refusal(
    result.refusal,
    `The decision was not taken: ${result.refusal}.`,
    result.refusal === 'not-found' ? 'NOT_FOUND' : result.refusal === 'decided-otherwise' ? 'CONFLICT' : 'FORBIDDEN',
  )
}

type Ctx = { readonly ports: Context['ports']; readonly caller: NonNullable<Context['caller']> }

/** Places as the caller may see them for this purpose. */
async function within({ ports, caller }: Ctx) {
  const [directory, territory] = await Promise.all([ports.facilities(), ports.territory()])
  const scope = scopeOf(caller.grants, 'institution.match', 'facility')
  const maySee = (id: FacilityId) => {
    const facility = directory.get(id)
    return facility !== undefined && coversFacility(scope, facility, territory)
  }
  const shown = (id: string) => {
    const facility = directory.get(FacilityId.parse(id))
    if (!facility || !maySee(facility.id)) return null
    const county = territory.get(facility.county)?.name ?? { zh: facility.county, en: facility.county }
    return { id: facility.id, name: facility.name, county }
  }
  return { directory, territory, maySee, shown }
}
