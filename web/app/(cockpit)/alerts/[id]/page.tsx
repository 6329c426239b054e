import { AlertDetail } from '../../../../features/alerts/AlertDetail'
import { pageTitle } from '../../../../i18n/page-title'

export const generateMetadata = pageTitle('alerts')

export default async function AlertPage({ params }: { params: Promise<{ id: string }> }) {
  return <AlertDetail id={(await params).id} />
}
