import { Reports } from '../../../features/reports/Reports'
import { pageTitle } from '../../../i18n/page-title'

export const generateMetadata = pageTitle('reports')

export default function ReportsPage() {
  return <Reports />
}
