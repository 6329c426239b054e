import { adminRouter } from './admin/router'
import { alertsRouter } from './alerts/router'
import { auditRouter } from './audit/router'
import { boardsRouter } from './boards/router'
import { casesRouter } from './cases/router'
import { eventsRouter } from './events/router'
import { explainRouter } from './explain/router'
import { exportRouter } from './export/router'
import { importsRouter } from './imports/router'
import { indicatorsRouter } from './indicators/router'
import { institutionsRouter } from './institutions/router'
import { lineageRouter } from './lineage/router'
import { notesRouter } from './notes/router'
import { noticesRouter } from './notices/router'
import { peopleRouter } from './people/router'
import { planRouter } from './plan/router'
import { postureRouter } from './posture/router'
import { profileRouter } from './profile/router'
import { qualityRouter } from './quality/router'
import { rankingRouter } from './ranking/router'
import { regionRouter } from './region/router'
import { reportsRouter } from './reports/router'
import { rulesRouter } from './rules/router'
import { sessionRouter } from './session/router'
import { tasksRouter } from './tasks/router'
import { territoryRouter } from './territory/router'
import { router } from './trpc'

/** One router a term. */
export const appRouter = router({
  admin: adminRouter,
  alerts: alertsRouter,
  audit: auditRouter,
  boards: boardsRouter,
  cases: casesRouter,
  events: eventsRouter,
  export: exportRouter,
  explain: explainRouter,
  imports: importsRouter,
  indicators: indicatorsRouter,
  institutions: institutionsRouter,
  lineage: lineageRouter,
  notes: notesRouter,
  notices: noticesRouter,
  people: peopleRouter,
  plan: planRouter,
  posture: postureRouter,
  profile: profileRouter,
  quality: qualityRouter,
  ranking: rankingRouter,
  region: regionRouter,
  reports: reportsRouter,
  rules: rulesRouter,
  session: sessionRouter,
  tasks: tasksRouter,
  territory: territoryRouter,
})
export type AppRouter = typeof appRouter
