import { CubeUnavailable } from '@cockpit/semantic-layer/client/unavailable'
import { initTRPC, TRPCError } from '@trpc/server'
import superjson from 'superjson'
import { ZodError, z } from 'zod'
import { callerFrom } from './caller'
import type { Caller } from './caller-contract'
import { type Ports, ports } from './ports'
import { paperReader } from './session/paper-reader'
import { isStorable } from './storable'

export interface Context {
  readonly caller: Caller | null
  readonly ports: Ports
}

/** Context of one HTTP request. */
export async function contextOf(headers: Headers): Promise<Context> {
  const opened = ports()
  return { caller: await callerFrom(headers, opened), ports: opened }
}

/** The same for pages and their queries, which the server's own browser reads too when it puts a scheduled report on paper. */
export async function pageContextOf(headers: Headers): Promise<Context> {
  const opened = ports()
  return { caller: (await paperReader(headers, opened)) ?? (await callerFrom(headers, opened)), ports: opened }
}

/**
 * A refusal a person can act on. `reason` is a stable word that the screens translate; it never tells whether a thing
 * outside the caller's scope exists.
 */
export class Refusal extends TRPCError {
  constructor(
    readonly reason: string,
    message: string,
    code: 'FORBIDDEN' | 'NOT_FOUND' | 'CONFLICT' | 'BAD_REQUEST' | 'SERVICE_UNAVAILABLE' = 'FORBIDDEN',
  ) {
    super({ code, message })
  }
}

const t = initTRPC.context<Context>().create({
  transformer: superjson,
  errorFormatter: ({ shape, error }) => ({
    ...shape,
    message: error.code === 'INTERNAL_SERVER_ERROR' ? 'The server failed; its log has the cause.' : shape.message,
    data: {
      code: shape.data.code,
      httpStatus: shape.data.httpStatus,
      reason: error instanceof Refusal ? error.reason : null,
      fields: error.cause instanceof ZodError ? z.flattenError(error.cause).fieldErrors : null,
    },
  }),
})

export const router = t.router
export const publicProcedure = t.procedure

/** A signed-in person or a paired display. A part of the system that is away is told as such, not as our mistake. */
export const readingProcedure = t.procedure.use(async ({ ctx, next, type, getRawInput }) => {
  if (!ctx.caller) throw new TRPCError({ code: 'UNAUTHORIZED', message: 'Sign in first.' })
  if (!isStorable(await getRawInput()))
    throw new TRPCError({ code: 'BAD_REQUEST', message: 'A text holds NUL or half a character, or a date is none.' })
  if (ctx.caller.readsOnly && type !== 'query')
    throw new TRPCError({ code: 'FORBIDDEN', message: 'A page that is put on paper changes nothing.' })
  const result = await next({ ctx: { ...ctx, caller: ctx.caller } })
  if (!result.ok && result.error.cause instanceof CubeUnavailable)
    throw new Refusal('unavailable', 'The semantic layer does not answer at the moment.', 'SERVICE_UNAVAILABLE')
  return result
})

/** A signed-in person: every mutation, and every read that is about persons or their work. */
export const personProcedure = readingProcedure.use(({ ctx, next }) => {
  if (ctx.caller.kind !== 'person')
    throw new TRPCError({ code: 'FORBIDDEN', message: 'A display reads only; sign in as a person.' })
  return next({ ctx })
})
