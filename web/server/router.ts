import { sessionRouter } from './session/router'
import { router } from './trpc'

/** One router a term. */
export const appRouter = router({
  session: sessionRouter,
})
export type AppRouter = typeof appRouter
