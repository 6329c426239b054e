import { resetPassword, setDisabled } from '@cockpit/db/people/change-account'
import { changeGrants } from '@cockpit/db/people/change-grants'
import { changeOwnPassword } from '@cockpit/db/people/change-own-password'
import { createPerson } from '@cockpit/db/people/create-person'
import { listPeople } from '@cockpit/db/people/list-people'
import { PASSWORD_LENGTH } from '@cockpit/db/people/password'
import { mayAnywhere } from '@cockpit/domain/access/decide'
import { Grant } from '@cockpit/domain/access/grant'
import { PersonId } from '@cockpit/domain/ids'
import { z } from 'zod'
import { actorOf } from '../actor'
import { AttemptsByName, PASSWORD_TRIES } from '../session/attempts-by-name'
import { personProcedure, Refusal, router } from '../trpc'
import { grantedPlaces } from './granted-places'
import { heldNow, sameGrants } from './held-now'

/** Longer than any password may be, so that one that is too long is told as such; short enough to be hashed at no cost. */
const Password = z.string().max(PASSWORD_LENGTH.max * 2)
const Grants = z.array(Grant).max(40)

const ownTries = new AttemptsByName(PASSWORD_TRIES.most, PASSWORD_TRIES.windowMs)

type Outcome = { readonly ok: true } | { readonly ok: false; readonly refusal: string }

function done<Result extends Outcome>(result: Result): Extract<Result, { readonly ok: true }> {
  if (!result.ok)
    throw new Refusal(
      result.refusal,
      `Nothing was changed: ${result.refusal}.`,
      result.refusal === 'not-found' ? 'NOT_FOUND' : 'FORBIDDEN',
    )
  return result as Extract<Result, { readonly ok: true }>
}

/** The administrators of accounts and of grants. Everybody else is refused before anything is looked at. */
const administering = personProcedure.use(({ ctx, next }) => {
  const { grants } = ctx.caller
  if (!mayAnywhere(grants, 'people.manage') && !mayAnywhere(grants, 'grants.manage'))
    throw new Refusal('not-permitted', 'People are for the system administrator and the security administrator.')
  return next({ ctx })
})

export const peopleRouter = router({
  /** Everybody who may sign in, by user name, with their grants and the names of the places in them. */
  list: administering
    .input(
      z.object({
        search: z.string().trim().max(80).default(''),
        /** Id of the last person of the page before. */
        cursor: PersonId.nullish(),
        limit: z.int().min(1).max(200).default(50),
      }),
    )
    .query(async ({ ctx, input: { search, cursor, limit } }) => {
      const { caller, ports } = ctx
      const page = { search, limit, ...(cursor ? { after: cursor } : {}) }
      const { rows, next, total } = done(await listPeople(ports.db, actorOf(caller), page))
      const places = await grantedPlaces(
        ports,
        rows.flatMap((row) => row.grants),
      )
      return { rows: rows.map((row) => ({ ...row, mine: row.id === caller.id })), places, next, total }
    }),

  create: administering
    .input(
      z.object({
        username: z.string().trim().max(64),
        name: z.string().trim().max(80),
        password: Password,
        locale: z.enum(['zh-CN', 'en']),
      }),
    )
    .mutation(async ({ ctx, input }) => {
      const made = await createPerson(ctx.ports.db, actorOf(ctx.caller), { ...input, grants: [] }, new Date())
      return { id: done(made).id }
    }),

  setDisabled: administering
    .input(z.object({ personId: PersonId, disabled: z.boolean() }))
    .mutation(async ({ ctx, input }) => done(await setDisabled(ctx.ports.db, actorOf(ctx.caller), input, new Date()))),

  resetPassword: administering
    .input(z.object({ personId: PersonId, password: Password }))
    .mutation(async ({ ctx, input }) =>
      done(await resetPassword(ctx.ports.db, actorOf(ctx.caller), input, new Date())),
    ),

  /** Leaves a person holding exactly `grants`. `held` is what the screen showed: what another administrator changed meanwhile is not undone unseen. */
  grants: administering
    .input(z.object({ personId: PersonId, held: Grants, grants: Grants }))
    .mutation(async ({ ctx, input: { personId, held, grants } }) => {
      const { caller, ports } = ctx
      if (!mayAnywhere(caller.grants, 'grants.manage'))
        throw new Refusal('not-permitted', 'Grants are for the security administrator.')
      const [territory, directory] = await Promise.all([ports.territory(), ports.facilities()])
      for (const { territory: place } of grants) {
        if (place.kind === 'area' && !territory.get(place.code))
          throw new Refusal('unknown-area', `There is no area ${place.code}.`, 'BAD_REQUEST')
        const strange = place.kind === 'facilities' ? place.ids.find((id) => !directory.get(id)) : undefined
        if (strange) throw new Refusal('unknown-facility', `There is no facility ${strange}.`, 'BAD_REQUEST')
      }
      if (!sameGrants(await heldNow(ports.db, personId), held))
        throw new Refusal('stale', 'Somebody changed these grants meanwhile.', 'CONFLICT')
      return done(await changeGrants(ports.db, actorOf(caller), { personId, grants }, new Date()))
    }),

  /** One's own password. Whoever came without a session of their own has none to change. */
  ownPassword: personProcedure
    .input(z.object({ present: Password, password: Password }))
    .mutation(async ({ ctx, input }) => {
      const { id, session } = ctx.caller
      if (!session) throw new Refusal('not-permitted', 'Sign in to change your password.')
      if (!ownTries.take(id, Date.now()))
        throw new Refusal('too-many-tries', 'Too many tries for this account; wait a minute.')
      return done(await changeOwnPassword(ctx.ports.db, actorOf(ctx.caller), { ...input, session }, new Date()))
    }),
})
