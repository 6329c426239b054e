import { AlertList } from '../../../features/alerts/AlertList'
import { pageTitle } from '../../../i18n/page-title'

export const generateMetadata = pageTitle('alerts')

export default function AlertsPage() {
  return <AlertList />
}
