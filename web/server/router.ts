import { alertsRouter } from './alerts/router'
import { boardsRouter } from './boards/router'
import { indicatorsRouter } from './indicators/router'
import { planRouter } from './plan/router'
import { sessionRouter } from './session/router'
import { tasksRouter } from './tasks/router'
import { territoryRouter } from './territory/router'
import { router } from './trpc'

/** One router a term. */
export const appRouter = router({
  alerts: alertsRouter,
  boards: boardsRouter,
  indicators: indicatorsRouter,
  plan: planRouter,
  session: sessionRouter,
  tasks: tasksRouter,
  territory: territoryRouter,
})
export type AppRouter = typeof appRouter
