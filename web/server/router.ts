import { adminRouter } from './admin/router'
import { alertsRouter } from './alerts/router'
import { boardsRouter } from './boards/router'
import { importsRouter } from './imports/router'
import { indicatorsRouter } from './indicators/router'
import { institutionsRouter } from './institutions/router'
import { lineageRouter } from './lineage/router'
import { noticesRouter } from './notices/router'
import { planRouter } from './plan/router'
import { qualityRouter } from './quality/router'
import { sessionRouter } from './session/router'
import { tasksRouter } from './tasks/router'
import { territoryRouter } from './territory/router'
import { router } from './trpc'

/** One router a term. */
export const appRouter = router({
  admin: adminRouter,
  alerts: alertsRouter,
  boards: boardsRouter,
  imports: importsRouter,
  indicators: indicatorsRouter,
  institutions: institutionsRouter,
  lineage: lineageRouter,
  notices: noticesRouter,
  plan: planRouter,
  quality: qualityRouter,
  session: sessionRouter,
  tasks: tasksRouter,
  territory: territoryRouter,
})
export type AppRouter = typeof appRouter
