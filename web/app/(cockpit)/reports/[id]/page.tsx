import { ChangeReport } from '../../../../features/reports/ChangeReport'
import { pageTitle } from '../../../../i18n/page-title'

export const generateMetadata = pageTitle('reports', 'change')

export default async function ChangeReportPage({ params }: { params: Promise<{ id: string }> }) {
  return <ChangeReport id={(await params).id} />
}
