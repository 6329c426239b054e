import { AlertList } from '../../../features/alerts/AlertList'
import { pageTitle } from '../../../i18n/page-title'
import { requirePerson } from '../../../server/session/require-person'

export const generateMetadata = pageTitle('alerts')

export default async function AlertsPage() {
  const { actions } = await requirePerson()
  return <AlertList mayAct={actions.includes('alert.triage')} mapboxToken={process.env.MAPBOX_TOKEN || undefined} />
}
